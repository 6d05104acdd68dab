// What the org answers in the tests of the account card: Textbook Therapeutics of the demo world, and ways to vary it.

/** Values by the aliases of the account query; `undefined` leaves a field out, as the platform does with a hidden one. */
export type Values = Record<string, unknown>;

export const ACCOUNT_ID = '0015g0000000Q13AAE';
export const TODAY = '2026-03-02';

export const STORY = {
  version: 1,
  touchpoints: [
    {
      date: '2026-02-28',
      type: 'reply',
      source: 'Outreach Email',
      direction: 'in',
      twoWay: true,
      people: ['0035g00000AdaBrAAA'],
      records: ['00T5g00000RinGDEAZ', 'mailing:409636864'],
    },
    {
      date: '2026-02-24',
      type: 'call_connected',
      source: 'Outreach Call',
      direction: 'out',
      twoWay: true,
      people: ['0035g00000BoLinAAA'],
      records: ['00T5g00000RinGEEAZ', 'call:409636864'],
    },
    {
      date: '2026-02-21',
      type: 'meeting_held',
      source: 'Event',
      direction: 'either',
      twoWay: true,
      people: ['0035g00000CleoMAAA'],
      records: ['00U5g00000RinGCEAZ'],
    },
    {
      date: '2026-02-27',
      type: 'email_manual',
      source: 'Outreach Email',
      direction: 'out',
      twoWay: false,
      people: ['00Q5g00000LeadAAAA'],
      records: ['00T5g00000RinGCEAZ', 'mailing:409636864'],
    },
  ],
  more: 0,
  types: { call_connected: 1, email_manual: 1, meeting_held: 1, reply: 1 },
  weeks: { '2026-02-16': [1, 0], '2026-02-23': [2, 1] },
  changes: [{ what: 'exits', on: '2026-03-15', because: 'last touch' }],
};

export const VALUES: Values = {
  Name: 'Textbook Therapeutics',
  Tier: 'High-Engaged',
  High: true,
  Score: 70.3,
  Active: 4,
  TwoWay: 3,
  People: 3,
  Channels: 3,
  LastTouch: '2026-02-28',
  DaysSince: 2,
  Age: 200,
  Recipients: 2,
  Series: 1,
  ExitsOn: '2026-03-15',
  DaysInPool: 5,
  Excluded: null,
  SnoozedUntil: null,
  OpenOpportunities: 0,
  Evidence: 'Complete',
  Policy: '0123456789abcdef',
  ScoredAt: '2026-03-02T17:00:00.000Z',
  Story: JSON.stringify(STORY),
};

/** The data of the account query. */
export function accountAnswer(changed: Values = {}): unknown {
  const node = Object.entries({ ...VALUES, ...changed })
    .filter(([, value]) => value !== undefined)
    .map(([alias, value]) => [alias, { value }]);
  return {
    uiapi: { query: { Account: { edges: [{ node: { Id: ACCOUNT_ID, ...(Object.fromEntries(node) as object) } }] } } },
  };
}

/** An account of which the viewer sees only what is not ours. */
export function nothingVisible(): unknown {
  return accountAnswer(
    Object.fromEntries(
      Object.keys(VALUES)
        .filter((alias) => alias !== 'Name')
        .map((alias) => [alias, undefined]),
    ),
  );
}

/** The data of the latest run query; `null` for no run at all. */
export function runAnswer(changed: Values | null = {}): unknown {
  const values = {
    Name: 'TR-000001',
    Verdict: 'ok',
    AsOf: '2026-03-02T17:00:00.000Z',
    FinishedAt: '2026-03-02T17:05:00.000Z',
    MixedPolicy: false,
    Policy: JSON.stringify({ windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14 }),
    Fingerprint: '0123456789abcdef',
    ...changed,
  };
  const node = {
    Id: 'a005g00000RunAAAAA',
    ...Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value }])),
  };
  const edges = changed === null ? [] : [{ node }];
  return { uiapi: { query: { done: { edges }, newest: { edges }, week: { edges: [] } } } };
}

export function playsAnswer(): unknown {
  const node = {
    Id: 'm005g00000PlayAAAA',
    DeveloperName: { value: 'Turn_Interest_Into_A_Meeting' },
    Tier: { value: 'High-Engaged' },
    Title: { value: 'Turn the interest into a meeting' },
    Steps: { value: 'Call the person.\nOffer two times.' },
    Who: { value: 'Owner', label: 'Account owner' },
    Due: { value: 1 },
    Cadence: { value: 'fortnightly', label: 'Every two weeks' },
    Active: { value: true },
    Sort: { value: 10 },
  };
  return { uiapi: { query: { Signal_Play__mdt: { edges: [{ node }] } } } };
}

export function namesAnswer(object: 'Contact' | 'Lead', names: Record<string, string>): unknown {
  const edges = Object.entries(names).map(([Id, value]) => ({ node: { Id, Name: { value } } }));
  return { uiapi: { query: { [object]: { edges } } } };
}
