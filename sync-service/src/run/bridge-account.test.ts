// The bridge of one account over evidence made by hand and the real core: every reason, and what no reason covers.
import { describe, expect, it } from 'vitest';
import {
  accountId,
  asOf,
  attendee,
  call,
  contactId,
  engagementOf,
  event,
  eventId,
  evidence,
  INTEGRATION_USER,
  leadId,
  mailing,
  NEW_YORK,
  noon,
  task,
  taskId,
  TODAY,
  userId,
  yardstick,
  type EvidenceParts,
} from '../../test/builders.ts';
import { accountReading } from '../../test/readings.ts';
import type { Activity } from '../scoring/evidence.ts';
import { type AccountBridge, bridgeAccount, windowOf } from './bridge-account.ts';
import { BRIDGE_REASONS, STEP_OF_LEFT_OUT } from './bridge-step.ts';
import { decide } from './decide.ts';
import type { ReportedActivity } from './ports.ts';

const OURS = accountId(1);
const ELSEWHERE = accountId(2);
const FIRST_DAY = TODAY - 90;

interface Given extends EvidenceParts {
  /** Activities that Salesforce derives another account for. */
  readonly shared?: readonly string[];
  readonly archived?: readonly string[];
  /** All-day events that Salesforce holds without a date. */
  readonly undated?: readonly string[];
  /** What the report shows beyond the activities of the reading, and what it does not show of them. */
  readonly alsoReported?: readonly string[];
  readonly notReported?: readonly string[];
}

/** What the report of a user who sees everything would count of these activities. */
function reportOf({ activities = [], shared = [], archived = [], undated = [], ...given }: Given) {
  const { alsoReported = [], notReported = [] } = given;
  const shown = activities.filter(
    (it) =>
      !it.isDeleted &&
      !shared.includes(it.id) &&
      !notReported.includes(it.id) &&
      'activityDate' in it &&
      it.activityDate !== null &&
      it.activityDate >= FIRST_DAY &&
      it.activityDate <= TODAY,
  );
  return [...shown.map(({ id }) => id), ...alsoReported].map((id): ReportedActivity => ({
    ...{ id, accountId: OURS },
    missing: archived.includes(id) ? 'archived' : undated.includes(id) ? 'undated' : null,
  }));
}

function bridge(given: Given, moment = asOf()): AccountBridge {
  const ground = yardstick(moment);
  const decided = decide(accountReading(1), evidence(given), ground);
  const made = bridgeAccount(decided, {
    reported: new Map([[OURS, reportOf(given)]]),
    accountOf: new Map(
      (given.activities ?? []).map(({ id }) => [id, given.shared?.includes(id) === true ? ELSEWHERE : OURS]),
    ),
    window: windowOf(ground),
    yardstick: ground,
  });
  // Whatever a bridge says, it adds up, and says of each side what that side says of itself.
  const steps = made.steps.reduce((sum, { count }) => sum + count, 0);
  expect(made.residual).toBe(made.activeTouchpoints - made.report - steps);
  expect(made.activeTouchpoints).toBe(decided.fields.activeTouchpoints);
  expect(made.report).toBe(reportOf(given).filter((it) => it.missing === null).length);
  return made;
}

/** Steps as `reason count`. */
const stepsOf = (given: Given, moment = asOf()): string[] => {
  const made = bridge(given, moment);
  expect(made.unexplained).toEqual([]);
  return made.steps.map(({ reason, count }) => `${reason} ${count}`);
};

/** Tasks that have nothing to do with each other unless said. */
const other = (n: number, given: Parameters<typeof task>[0] = {}): Activity =>
  task({ id: taskId(n), subject: `Errand ${n}`, people: [contactId(n)], ...given });
const meeting = (given: Parameters<typeof event>[0] = {}): Activity => event({ id: eventId(1), ...given });

describe('a bridge', () => {
  it('has no step where the report counts exactly the touchpoints', () => {
    expect(bridge({ activities: [other(1), other(2), meeting()] })).toMatchObject({
      ...{ report: 3, steps: [], activeTouchpoints: 3, residual: 0, unexplained: [], deleted: [] },
    });
  });

  it('tells the records of each step, sorted, and what the account itself holds', () => {
    const open = { status: 'Not Started', isClosed: false, completedAt: null };
    const made = bridge({ activities: [other(3, open), other(2), other(1, open)] });
    expect(made.steps).toEqual([{ reason: 'open', count: -2, records: [taskId(1), taskId(3)] }]);
    expect(made.field).toEqual({ activeTouchpoints: null, scoredOn: null });
  });

  it('has a way to say each of its reasons but never the same one twice', () => {
    const told = new Set(Object.values(STEP_OF_LEFT_OUT).filter((reason) => reason !== null));
    expect(new Set(BRIDGE_REASONS).size).toBe(BRIDGE_REASONS.length);
    expect([...told].filter((reason) => !BRIDGE_REASONS.includes(reason))).toEqual([]);
  });
});

describe('what the report counts and Active TPs does not', () => {
  const email = { subject: '[Outreach] [Email] [Out] Hello' };
  const cases: readonly (readonly [string, Given])[] = [
    ['open -1', { activities: [other(1, { status: 'Not Started', isClosed: false, completedAt: null })] }],
    ['cancelled -1', { activities: [other(1, { status: 'Deferred' })] }],
    ['opened or clicked -1', { activities: [other(1, { subject: '[Outreach] [Email] [Opened] Hello' })] }],
    ['auto-reply -1', { activities: [other(1, { subject: 'Automatic reply: Hello' })] }],
    ['own -1', { activities: [other(1, { ownerId: INTEGRATION_USER })] }],
    ['series master -1', { activities: [other(1, { isSeriesMaster: true })] }],
    [
      'bounce -2',
      {
        activities: [
          other(1, email),
          other(2, { subject: '[Outreach] [Email] [Bounced] Hello', people: [contactId(1)] }),
        ],
      },
    ],
    ['internal -1', { activities: [meeting({ attendees: [attendee({ id: userId(3) })] })] }],
    ['declined -1', { activities: [meeting({ attendees: [attendee({ status: 'Declined' })] })] }],
    ['invitee copy -1', { activities: [meeting({ isChild: true })] }],
    ['private -1', { activities: [meeting({ isPrivate: true })] }],
    ['cancelled -1', { activities: [meeting({ subject: 'Canceled: First meeting' })] }],
    ['undated -1', { activities: [meeting({ endsAt: null })] }],
    ['future -1', { activities: [meeting({ endsAt: noon(TODAY) + 86_400_000 })] }],
    ['dated by completion -1', { activities: [other(1, { completedAt: noon(FIRST_DAY - 1) })] }],
    ['dated by completion -1', { activities: [other(1, { completedAt: noon(TODAY - 400) })] }],
    [
      'duplicate -1',
      { activities: [other(1), other(2, { subject: 'Errand 1', people: [contactId(1)], ownerId: userId(2) })] },
    ],
  ];

  it.each(cases)('%s', (expected, given) => {
    expect(stepsOf(given)).toEqual([expected]);
  });

  it('bursts: dials of one number within half an hour', () => {
    const dial = (n: number): Activity =>
      other(n, {
        subject: '[Outreach] [Call] No Answer',
        people: [contactId(1)],
        completedAt: noon(TODAY) + n * 60_000,
      });
    expect(stepsOf({ activities: [dial(1), dial(2), dial(3)] })).toEqual(['burst -2']);
  });

  it('never cites a private event', () => {
    expect(JSON.stringify(bridge({ activities: [meeting({ isPrivate: true })] }))).not.toContain(eventId(1));
  });

  it('an event that ended the day before the window by the zone of the org', () => {
    // 02:00 UTC is the evening before in New York.
    const late = meeting({ activityDate: FIRST_DAY, endsAt: noon(FIRST_DAY) - 10 * 3_600_000 });
    expect(stepsOf({ activities: [late] }, asOf(TODAY, NEW_YORK))).toEqual(['dated by event end -1']);
  });
});

describe('what Active TPs counts and the report does not', () => {
  const cases: readonly (readonly [string, Given])[] = [
    ['shared activity 1', { activities: [other(1)], shared: [taskId(1)] }],
    ['archived 1', { activities: [other(1)], archived: [taskId(1)] }],
    ['undated 1', { activities: [meeting({ isAllDay: true })], undated: [eventId(1)] }],
    ['dated by completion 1', { activities: [other(1, { activityDate: TODAY + 7, completedAt: noon(TODAY) })] }],
    ['dated by completion 1', { activities: [other(1, { activityDate: null, completedAt: noon(TODAY) })] }],
    ['dated by creation 1', { activities: [other(1, { activityDate: null, completedAt: null })] }],
    ['dated by event end 1', { activities: [meeting({ activityDate: FIRST_DAY - 1, endsAt: noon(FIRST_DAY) })] }],
    ['outreach only 1', { engagements: [engagementOf(call())] }],
    ['outreach only 2', { engagements: [engagementOf(mailing({ deliveredAt: noon(TODAY), repliedAt: noon(TODAY) }))] }],
    [
      'task not visible 1',
      { engagements: [engagementOf(call({ taskIds: [taskId(9)] }), contactId(1), { [taskId(9)]: 'unknown' })] },
    ],
  ];

  it.each(cases)('%s', (expected, given) => {
    expect(stepsOf(given)).toEqual([expected]);
  });

  it('names the facts of a mailing one by one', () => {
    const engagements = [engagementOf(mailing({ id: 4, deliveredAt: noon(TODAY), repliedAt: noon(TODAY) }))];
    expect(bridge({ engagements }).steps[0]?.records).toEqual(['mailing:4:reply', 'mailing:4:sent']);
  });
});

describe('what nothing explains', () => {
  it('a record of the report that the reading did not hold', () => {
    expect(bridge({ activities: [other(1)], alsoReported: [taskId(7)] })).toMatchObject({
      ...{ report: 2, activeTouchpoints: 1, residual: -1, unexplained: [taskId(7)] },
    });
  });

  it('a touchpoint that the report should show and does not', () => {
    expect(bridge({ activities: [other(1)], notReported: [taskId(1)] })).toMatchObject({
      ...{ report: 0, activeTouchpoints: 1, residual: 1, unexplained: [taskId(1)] },
    });
  });

  it('both at once, although the sums agree', () => {
    const made = bridge({ activities: [other(1)], notReported: [taskId(1)], alsoReported: [taskId(7)] });
    expect(made).toMatchObject({ residual: 0, unexplained: [taskId(1), taskId(7)] });
  });

  it('a record that one side calls deleted and the other one shows', () => {
    const made = bridge({ activities: [other(1, { isDeleted: true })], alsoReported: [taskId(1)] });
    expect(made.unexplained).toEqual([taskId(1)]);
  });
});

describe('a deleted activity', () => {
  it('is on neither side and named where a report would have counted it', () => {
    const activities = [
      other(1),
      other(2, { isDeleted: true }),
      other(3, { isDeleted: true, activityDate: FIRST_DAY - 1 }),
    ];
    expect(bridge({ activities })).toMatchObject({
      report: 1,
      activeTouchpoints: 1,
      residual: 0,
      deleted: [taskId(2)],
    });
  });

  it('of a lead is nothing to the bridge', () => {
    expect(
      bridge({ activities: [other(2, { isDeleted: true, people: [leadId(1)] })], shared: [taskId(2)] }).deleted,
    ).toEqual([]);
  });
});
