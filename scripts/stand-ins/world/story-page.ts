// Renders STORY.md: what each named company went through and what it must come to, with the sum behind its score.
import { COMPANIES, storyExpectations } from './story.ts';
import type { Strength, Weighed } from './story-company.ts';

const HEAD = `# The story of the demo world

Today is Monday, 2 March 2026, in New York. Forty-six named companies live among 2,000 accounts; each shows one thing,
and a person can check its figures by hand. The figures below are written beside each company in \`story-*.ts\`; this page
and \`story-expectations.json\` are made from them with \`node scripts/stand-ins/world/write.ts --story\`, and tests compare
them with an independent count of the world's files. Nothing that could count is dated in the four
weeks after today (open tasks are due then): when the clock moves ahead a week, every change is due to time alone.

How to check a score: h(d) = 2^(−d/30) dims a touch of d days ago. Weights: meeting held 12 · positive reply 10 · connected
call 8 · reply or inbound mail 6 · refusal 1 · manual mail, dial or voicemail 1 · LinkedIn 0.6 · unverified meeting or other
task 0.5 · automated mail 0.4; two-way ones times the seniority of the lead person. One-way touches: strongest first, the
k-th times 0.7^(k−1). Two-way ones the same for each lead person (in braces) with 0.85^(k−1), their sum times breadth
B = 1 + 0.1 for each further person (four at most) + 0.1 for each further channel (two at most). Score = 100·(1 − e^(−R/30)).
Exits On is the earlier of last touch + 15 days and fourth-latest touch + 91 days.

Also in the world, and never to be seen in a list: *Merged Voices (old)*, an account merged into Merged Voices Radio.
`;

/** The whole page; deterministic. */
export function storyPage(): string {
  const expectations = storyExpectations();
  const companies = COMPANIES.map((company, index) => {
    const expected = expectations[index];
    if (expected === undefined)
      throw new Error(`${company.name} has no expectation; storyExpectations must cover every company.`);
    const figures = [
      `**${expected.tier}**${expected.high ? ', high' : ''}`,
      `Active TPs ${expected.activeTouchpoints} (two-way ${expected.twoWayTouchpoints})`,
      `Last Touch ${expected.lastTouch ?? 'none'}`,
      `Acct Age ${expected.accountAgeDays}`,
      `Avg Recips Per Series ${expected.avgRecipientsPerSeries?.toFixed(1) ?? 'none'}`,
      `Score ${expected.score.toFixed(1)}`,
      `Exits On ${expected.exitsOn ?? 'none'}`,
    ];
    return `## ${index + 1}. ${company.name}\n\n${company.tells}\n\n${figures.join(' · ')}  \n${sum(company.strength)} · \`${expected.accountId}\`\n`;
  });
  return `${HEAD}\n${companies.join('\n')}`;
}

function sum({ twoWay = [], people = 1, channels = 1, oneWay = [] }: Strength): string {
  const parts: string[] = [];
  const breadth = 1 + 0.1 * (people - 1) + 0.1 * (channels - 1);
  if (twoWay.length > 0)
    parts.push(`${breadth.toFixed(1)} × (${twoWay.map((bucket) => `{${list(bucket)}}`).join(' + ')})`);
  if (oneWay.length > 0) parts.push(list(oneWay));
  return `R = ${parts.length === 0 ? '0' : parts.join(' + ')}`;
}

/** Long lists (the 200 mails) show their ends only. */
function list(touches: readonly Weighed[]): string {
  const terms = touches.map(([weight, daysAgo]) => `${Number(weight.toFixed(2))}·h(${daysAgo})`);
  return terms.length > 20
    ? `${terms.slice(0, 4).join(', ')}, … (${terms.length} in all) …, ${terms.slice(-2).join(', ')}`
    : terms.join(', ');
}
