// What the card shows is what the service says: ten accounts of all tiers, each beside `touchpoint explain` of the same
// moment, which reads the records anew and shares no code with the components.
import { beforeAll, describe, expect, test } from 'vitest';
import { type ShownCard, readCard } from './card.ts';
import { previewForFile } from './open-preview.ts';
import { storyAccount } from './story.ts';

interface Explained {
  readonly tier: string;
  readonly score: number;
  readonly activeTouchpoints: number;
  readonly lastTouch: string | null;
  readonly exitsOn: string | null;
  readonly touchpoints: readonly {
    readonly date: string;
    readonly type: string;
    readonly source: string;
    readonly people: readonly string[];
    readonly records: readonly string[];
    readonly counted: boolean;
  }[];
  readonly changes: readonly { readonly what: string; readonly text: string }[];
}

const preview = previewForFile();

const ACCOUNTS = [
  ['High-Engaged', 'Full Orchestra Systems'],
  ['High-Engaged', 'Textbook Therapeutics'],
  ['High-Engaged', 'Outreach Only Orchards'],
  ['High-Effort', 'Blanket Mailers'],
  ['High-Effort', 'Falling Fourth Freight'],
  ['Near', 'Three Ring Foods'],
  ['Near', 'Patience Paper'],
  ['None', 'Already Talking Software'],
  ['None', 'Open Window Glass'],
  ['Suppressed', 'Snoozed Solutions'],
] as const;

/** How the card calls each type. */
const TYPES: Readonly<Record<string, string>> = {
  meeting_held: 'Meeting held',
  meeting_unverified: 'Meeting, attendance unknown',
  reply_positive: 'Positive reply',
  reply: 'Reply',
  reply_negative: 'Negative reply',
  inbound_email: 'E-mail from them',
  call_connected: 'Connected call',
  call_attempt: 'Call, not reached',
  voicemail: 'Voicemail',
  email_manual: 'E-mail by hand',
  email_automated: 'Automated e-mail',
  social: 'Social',
  task_other: 'Other task',
};

/** `2026-03-01` as the card writes it for an American. */
const written = (date: string): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

describe('the card of an account', () => {
  // Each takes a process of its own; two at a time is what the machine has.
  const explained = new Map<string, Explained>();
  beforeAll(async () => {
    const waiting = [...ACCOUNTS];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        explained.set(next[1], (await preview().org.explain(storyAccount(next[1]))) as Explained);
    };
    await Promise.all([worker(), worker()]);
  }, 300_000);

  test.each(ACCOUNTS)('of the tier %s, %s, shows what explain says', async (tier, name) => {
    const it = explained.get(name);
    if (!it) throw new TypeError(`${name} was not explained.`);
    const visit = await preview().open(`/lightning/r/Account/${storyAccount(name)}/view`);
    const card = await readCard(visit.page);
    await preview().closePages();

    expect(it.tier).toBe(tier);
    expect(card).toMatchObject({
      tier,
      score: it.score.toFixed(1),
      activeTouchpoints: String(it.activeTouchpoints),
      lastTouch: it.lastTouch === null ? 'None' : written(it.lastTouch),
    });
    const isHigh = tier.startsWith('High');
    const runsOut = isHigh && it.exitsOn !== null ? [`Runs out on ${written(it.exitsOn)}`] : [];
    expect(card.facts.filter((fact) => fact.startsWith('Runs out'))).toEqual(runsOut);
    expect([...card.changes].sort()).toEqual(
      it.changes.map(({ text }) => text.replace(/\d{4}-\d{2}-\d{2}/g, written)).sort(),
    );
    touchpointsAgree(card, it);
  });
});

/** Each one that is listed is one that counts, with the same date, type, source and records; together with those not listed they are all. */
function touchpointsAgree(card: ShownCard, it: Explained): void {
  const counted = it.touchpoints
    .filter((each) => each.counted)
    .map(({ date, type, source, records }) => ({
      words: TYPES[type],
      date: written(date),
      source,
      records: records.filter((id) => /^00[TU]/.test(id)),
    }));
  expect(counted).toHaveLength(it.activeTouchpoints);
  expect(card.reasons.length + card.more).toBe(it.activeTouchpoints);
  const left = counted.map((each) => JSON.stringify(each));
  for (const reason of card.reasons) {
    const at = left.indexOf(JSON.stringify(reason));
    expect(at, `${JSON.stringify(reason)} among ${left.join('\n')}`).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
}
