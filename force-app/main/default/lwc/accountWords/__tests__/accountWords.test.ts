import { changesInWords, listText, ruleInWords, separatorsOf } from 'c/accountWords';
import type { SignalAccount } from 'c/accountSignalQueries';

const TODAY = '2026-03-02';
const THRESHOLDS = { windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14 };

const account = (changed: Partial<SignalAccount> = {}): SignalAccount => ({
  id: '0015g0000000Q13AAE',
  name: 'Textbook Therapeutics',
  tier: 'High-Engaged',
  high: true,
  score: 70.3,
  active: 4,
  twoWay: 3,
  people: 3,
  channels: 3,
  lastTouch: '2026-02-28',
  daysSince: 2,
  age: 200,
  recipients: 2,
  series: 1,
  exitsOn: '2026-03-15',
  daysInPool: 0,
  excluded: null,
  snoozedUntil: null,
  openOpportunities: 0,
  evidence: 'Complete',
  policy: null,
  scoredAt: null,
  story: null,
  ...changed,
});

describe('c/accountWords: what would change the verdict', () => {
  it.each([
    [
      { what: 'exits', on: '2026-03-15', because: 'last touch' },
      'Without a new touchpoint it stops being high-signal on Mar 15, 2026, because the last touch is then too long ago.',
    ],
    [
      { what: 'exits', on: '2026-03-15', because: 'touchpoints' },
      'Without a new touchpoint it stops being high-signal on Mar 15, 2026, because too few touchpoints are then in the window.',
    ],
    [{ what: 'touchpoints needed', count: 1 }, '1 new touchpoint today would be enough.'],
    [{ what: 'touchpoints needed', count: 3 }, '3 new touchpoints today would be enough.'],
    [{ what: 'near until', on: '2026-03-07' }, 'Without a new touchpoint it stops being near on Mar 7, 2026.'],
    [{ what: 'response needed' }, 'A reply, a connected call or a meeting held would make it High-Engaged.'],
    [{ what: 'engaged until', on: '2026-03-09' }, 'Without a new answer from them it is High-Effort from Mar 9, 2026.'],
  ] as const)('says %j as touchpoint explain does', (change, said) => {
    expect(changesInWords(account(), [change], TODAY)).toEqual([said]);
  });

  it('tells the obstacles first, from what the account says now', () => {
    const said = changesInWords(
      account({ excluded: 'Account type: Competitor', snoozedUntil: TODAY, openOpportunities: 1 }),
      [{ what: 'exits', on: '2026-03-15', because: 'touchpoints' }],
      TODAY,
    );
    expect(said).toEqual([
      'It is out of scope (Account type: Competitor); an admin decides this in the policy.',
      'It is snoozed through Mar 2, 2026.',
      'It has 1 open opportunity; it can be high-signal only without one.',
      'Without a new touchpoint it stops being high-signal on Mar 15, 2026, because too few touchpoints are then in the window.',
    ]);
  });

  it('promises nothing for a date that has come', () => {
    const said = changesInWords(
      account(),
      [
        { what: 'exits', on: TODAY, because: 'last touch' },
        { what: 'response needed' },
        { what: 'engaged until', on: '2026-03-30' },
      ],
      TODAY,
    );
    expect(said).toEqual([
      'It stopped being high-signal by its counts on Mar 2, 2026; the next run says what is needed.',
    ]);
  });
});

describe('c/accountWords: dates that have come', () => {
  it('does not call a number enough any more once the account has stopped being near', () => {
    const changes = [
      { what: 'touchpoints needed', count: 1 },
      { what: 'near until', on: TODAY },
    ] as const;
    expect(changesInWords(account(), changes, TODAY)).toEqual([]);
    expect(changesInWords(account(), changes, '2026-03-01')).toHaveLength(2);
  });

  it('asks for an answer once the last one is too long ago', () => {
    expect(changesInWords(account(), [{ what: 'engaged until', on: '2026-03-01' }], TODAY)).toEqual([
      'A reply, a connected call or a meeting held would make it High-Engaged.',
    ]);
  });

  it('promises High-Engaged to no account that is not high-signal now', () => {
    const changes = [{ what: 'response needed' }, { what: 'engaged until', on: '2026-03-09' }] as const;
    expect(changesInWords(account({ high: false, openOpportunities: 1 }), changes, TODAY)).toEqual([
      'It has 1 open opportunity; it can be high-signal only without one.',
    ]);
  });
});

describe('c/accountWords: the rule', () => {
  const said = (changed: Partial<SignalAccount>) =>
    ruleInWords(account(changed), THRESHOLDS, TODAY).map(({ holds, text }) => `${holds ? 'yes' : 'no'} ${text}`);

  it('tells each clause and whether it holds', () => {
    expect(said({})).toEqual([
      'yes 4 touchpoints in the last 90 days; 4 are needed',
      'yes Last touch 2 days ago; at most 14 days are allowed',
      'yes No open opportunity',
      'yes In scope and not snoozed',
    ]);
    expect(said({ active: 1, daysSince: 15, openOpportunities: 2, snoozedUntil: TODAY })).toEqual([
      'no 1 touchpoint in the last 90 days; 4 are needed',
      'no Last touch 15 days ago; at most 14 days are allowed',
      'no 2 open opportunities',
      'no Snoozed through Mar 2, 2026',
    ]);
  });

  it('fails without a last touch, and names why an account is out of scope', () => {
    expect(said({ lastTouch: null, daysSince: null, excluded: 'Account type: Customer' })).toEqual(
      expect.arrayContaining([
        'no Last touch is not in the window; at most 14 days are allowed',
        'no Out of scope (Account type: Customer)',
      ]),
    );
  });

  it('leaves out a count that is out of date, which would say that the rule holds', () => {
    expect(said({ exitsOn: TODAY, high: false, tier: 'Near' })).toEqual([
      'yes Last touch 2 days ago; at most 14 days are allowed',
      'yes No open opportunity',
      'yes In scope and not snoozed',
    ]);
    expect(said({ exitsOn: TODAY, daysSince: 15 })).toHaveLength(4);
  });

  it('leaves out what the viewer may not see and what no threshold is known for', () => {
    expect(said({ active: undefined, excluded: undefined })).toHaveLength(2);
    expect(ruleInWords(account(), null, TODAY).map(({ text }) => text)).toEqual([
      'No open opportunity',
      'In scope and not snoozed',
    ]);
  });
});

describe('c/accountWords: lists', () => {
  it('puts separators only between items', () => {
    expect(listText(['score', 'reasons'])).toBe('score, reasons');
    expect(separatorsOf(['Ada', 'Bo', 'Cleo'])).toEqual([', ', ', ', '']);
    expect(separatorsOf([])).toEqual([]);
  });
});
