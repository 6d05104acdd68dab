// The numbers of docs/definition.md are those of the shipped policy, and its examples score what it says.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TODAY, assessOn, contactId } from '../builders.ts';
import { shippedPolicy } from '../shipped-policy.ts';
import { evidenceOf, type Kind, type Touch } from './kinds.ts';

const ROOT = new URL('../../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/definition.md', ROOT), 'utf8').replaceAll('*', '').replaceAll(/\s+/g, ' ');
const policy = shippedPolicy();
const weight = (type: string): string => String(policy.types[type]?.weight);

const ago = (kind: Kind, daysAgo: number, n: number, person = 1): Touch => ({
  kind,
  n,
  day: TODAY - daysAgo,
  people: [contactId(person)],
});
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const EXAMPLES: readonly [row: string, touches: readonly Touch[]][] = [
  ['four automated e-mails to one person', [1, 4, 8, 12].map((days, n) => ago('email_automated', days, n + 1))],
  ['twenty calls that nobody answered', upTo(20).map((i) => ago('call_attempt', i, i + 1))],
  [
    'a reply, an e-mail, a conversation and a meeting with a vice president, within ten days',
    [ago('reply', 2, 1, 1), ago('email_manual', 3, 2, 1), ago('call_connected', 6, 3, 2), ago('meeting_held', 9, 4, 3)],
  ],
  ['one positive reply today, nothing else', [ago('reply_positive', 0, 1)]],
];

describe('the page that says what high-signal means', () => {
  it.each([
    `At least ${policy.minTouchpoints} touchpoints in the last ${policy.windowDays} days`,
    `at most ${policy.lastTouchMaxDays} days ago`,
    `redials within ${policy.burstMinutes} minutes: they are one call`,
    `a meeting ${weight('meeting_held')}, a positive reply ${weight('reply_positive')}, a conversation on the phone ${weight('call_connected')}`,
    `an e-mail by hand or a call without an answer ${weight('email_manual')}, an automated e-mail ${weight('email_automated')}`,
    `loses half of its weight in ${policy.halfLifeDays} days`,
    `quiet for 1 to ${policy.nearExtraDays} days too long`,
    `more than ${policy.lastTouchMaxDays} days ago | one new touch brings it back, as long as ${policy.minTouchpoints} are left in the ${policy.windowDays} days`,
    `older than ${policy.windowDays} days, so that fewer than ${policy.minTouchpoints} are left`,
  ])('says: %s', (sentence) => {
    expect(PAGE).toContain(sentence);
  });

  it('weighs a call without an answer as an e-mail by hand', () => {
    expect(weight('call_attempt')).toBe(weight('email_manual'));
  });

  it.each(EXAMPLES)('scores its example: %s', (row, touches) => {
    const { score, high, tier } = assessOn({ ...evidenceOf(touches), titles: { [contactId(3)]: 'VP Operations' } });
    const [, onTheList, shown] = new RegExp(`\\| ${row} \\| ([^|]+) \\| (\\d+) \\|`).exec(PAGE) ?? [];
    expect(onTheList).toMatch(high ? new RegExp(`^yes, ${tier}$`) : /^no/);
    expect(Math.round(score)).toBe(Number(shown));
  });

  it('keeps volume alone below the score it names', () => {
    const most = 100 * (1 - Math.exp(-1 / (1 - policy.oneWayDiscount) / policy.scale));
    expect(PAGE).toContain(`without an answer the score stays below ${Math.ceil(most)}`);
  });

  it('names every account type that is out of scope', () => {
    const kinds = policy.excludedAccountTypes.map((type) => type.split(' ').at(-1)?.toLowerCase());
    for (const kind of kinds) expect(PAGE).toContain(kind);
  });

  it.each(['Change_The_Approach', 'Make_The_Next_Touch_Count', 'Turn_Interest_Into_A_Meeting'])(
    'gives the tier of the play %s its title',
    (play) => {
      const record = readFileSync(
        new URL(`force-app/main/default/customMetadata/Signal_Play.${play}.md-meta.xml`, ROOT),
        'utf8',
      );
      const value = (field: string): string =>
        new RegExp(`<field>${field}</field>\\s*<value[^>]*>([^<]*)`).exec(record)?.[1] ?? 'missing';
      expect(PAGE).toMatch(new RegExp(`\\| ${value('Tier__c')} \\|[^|]*\\| ${value('Title__c')}`));
    },
  );
});
