// Lists: filters in both syntaxes, order, pages and their links. Over real HTTP, on a world of a few rows.
import { expect, test } from 'vitest';
import { resource, TryOutreach } from './try-outreach.ts';

const minute = (number: number) => `2026-02-01T10:${String(number).padStart(2, '0')}:00.000Z`;

const it = await TryOutreach.start([
  resource('user', 7, { email: 'sam.lee@seller.example', firstName: 'Sam', lastName: 'Lee', updatedAt: minute(1) }),
  resource('account', 1, { name: 'Northwind', customId: '001000000000001AAA', buyerIntentScore: 3, named: true }),
  resource('account', 2, { name: 'Nordlicht', buyerIntentScore: 9, named: false }),
  resource('account', 3, { name: 'Südwind', buyerIntentScore: null }),
  resource('prospect', 11, { firstName: 'Dana', emails: ['dana@northwind.example'] }, { account: 1, owner: 7 }),
  resource('prospect', 12, { firstName: 'A, B..C', emails: ['b@x.example', 'c@x.example'] }, { account: 2 }),
  resource('prospect', 13, { firstName: 'Homeless' }),
  resource('sequence', 5, { name: 'Outbound' }, { owner: 7 }),
  resource('sequenceState', 31, { state: 'active' }, { prospect: 11, sequence: 5 }),
  resource('sequenceState', 32, { state: 'finished' }, { prospect: 12, sequence: 5 }),
  ...Array.from({ length: 9 }, (_, n) =>
    // Three each share an instant: paging must not lose or double any of them.
    resource(
      'mailing',
      100 + n,
      { state: n === 4 ? 'bounced' : 'delivered', deliveredAt: minute(n), updatedAt: minute(10 + Math.floor(n / 3)) },
      { prospect: n % 2 ? 11 : 12, sequence: 5, sequenceState: n % 2 ? 31 : 32 },
    ),
  ),
  resource('call', 1, { dialedAt: minute(5), outcome: 'completed' }, { prospect: 11, user: 7 }),
]);

test('a delta read by updatedAt goes through all pages in order, each row once', async () => {
  const pages = await it.pages(`mailings?filter[updatedAt]=${minute(10)}..inf&sort=updatedAt&page[size]=2`);
  expect(pages).toEqual([[100, 101], [102, 103], [104, 105], [106, 107], [108]]);
  expect(await it.ids(`mailings?filter[updatedAt]=${minute(12)}..inf&sort=updatedAt`)).toEqual([106, 107, 108]);
});

test('descending order, several keys and no order at all page as well', async () => {
  const down = await it.pages('mailings?sort=-updatedAt,state&page[size]=4');
  expect(down).toEqual([[106, 107, 108, 104], [103, 105, 100, 101], [102]]);
  expect((await it.pages('mailings?page[size]=5')).flat()).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108]);
  expect((await it.pages('accounts?sort=-buyerIntentScore&page[size]=1')).flat()).toEqual([2, 1, 3]);
});

test('the cursor is opaque base64 with the members a real one has, and links are absolute', async () => {
  const { links } = await it.get('mailings?sort=updatedAt&page[size]=2&fields[mailing]=state');
  const next = new URL(links?.['next'] ?? '');
  expect(next.href).toContain(`${it.outreach.url}/api/v2/mailings?`);
  expect(next.href).toContain('page%5Bafter%5D=');
  expect(next.searchParams.get('fields[mailing]')).toBe('state');
  const cursor = JSON.parse(Buffer.from(next.searchParams.get('page[after]') ?? '', 'base64').toString()) as unknown;
  expect(cursor).toEqual({ cn: 'ApiV2::MailingsController', sp: 'updatedAt', sv: [minute(10)], id: 101, v: 1 });
  const second = await it.get(next.href);
  expect(await it.ids(second.links?.['prev'] ?? '')).toEqual([100, 101]);
});

test('a cursor of another list or of nothing is refused', async () => {
  const { links } = await it.get('mailings?page[size]=2');
  const cursor = new URL(links?.['next'] ?? '').searchParams.get('page[after]') ?? '';
  expect((await it.request(`prospects?page[after]=${cursor}`)).status).toBe(400);
  expect((await it.request('mailings?page[after]=e30')).status).toBe(400);
  expect((await it.request('mailings?page[after]=nonsense')).status).toBe(400);
});

test('an empty list has no links, and no count unless asked for', async () => {
  const empty = await it.get('mailings?filter[state]=opened');
  expect(empty).toEqual({ data: [] });
  expect((await it.get('mailings?page[size]=2')).meta).toBeUndefined();
  expect((await it.get('mailings?page[size]=2&count=true')).meta).toEqual({ count: 9, count_truncated: false });
});

test('pages above 1000, offsets above 10,000 and broken sizes are refused', async () => {
  expect((await it.request('mailings?page[size]=1000&fields[mailing]=state')).status).toBe(200);
  for (const query of ['page[size]=1001', 'page[limit]=1001', 'page[offset]=10001', 'page[size]=0', 'page[size]=x']) {
    expect((await it.request(`mailings?fields[mailing]=state&${query}`)).status, query).toBe(400);
  }
  const offset = await it.get('mailings?page[offset]=2&page[limit]=3');
  expect(offset.data.map(({ id }) => id)).toEqual([102, 103, 104]);
  expect(decodeURIComponent(offset.links?.['last'] ?? '')).toContain('page[offset]=6');
});

test.each([
  ['mailings?filter[id]=101,103', [101, 103]],
  ['mailings?filter[id]=105..106', [105, 106]],
  ['mailings?filter[id]=107..inf', [107, 108]],
  [`mailings?filter[updatedAt]=neginf..${minute(10)}`, [100, 101, 102]],
  [`mailings?filter[deliveredAt]=2026-02-01T11:03:00%2B01:00..${minute(4)}`, [103, 104]],
  ['mailings?filter[state]=bounced', [104]],
  ['mailings?filter[state]=bounced&filter[prospect][id]=11', []],
  ['mailings?filter[prospect][id]=11', [101, 103, 105, 107]],
  ['mailings?filter[prospect][id]=11,12&filter[id]=100,101', [100, 101]],
  ['accounts?filter[buyerIntentScore]=__null__', [3]],
  ['accounts?filter[buyerIntentScore]=__notnull__', [1, 2]],
  ['accounts?filter[buyerIntentScore]=5..inf', [2]],
  ['accounts?filter[named]=true', [1]],
  ['accounts?filter[q]=nor', [1, 2]],
  ['accounts?filter[customId]=001000000000001AAA', [1]],
  ['prospects?filter[emails]=c@x.example', [12]],
  ['prospects?filter[account][id]=__null__', [13]],
  ['prospects?filter[sequenceStates][id]=32', [12]],
  ['sequenceStates?filter[account][id]=2', [32]],
  ['sequences?filter[sequenceStates][id]=31', [5]],
])('%s finds %j', async (path, ids) => {
  expect(await it.ids(path)).toEqual(ids);
});

test.each([
  ['prospects?newFilterSyntax=true&filter[firstName]=A, B..C', [12]],
  ['prospects?newFilterSyntax=true&filter[firstName][]=Dana&filter[firstName][]=Homeless', [11, 13]],
  [
    `mailings?newFilterSyntax=true&filter[updatedAt][gte]=${minute(11)}&filter[updatedAt][lte]=${minute(11)}`,
    [103, 104, 105],
  ],
  ['prospects?newFilterSyntax=true&filter[account][id][]=1&filter[account][id][]=2', [11, 12]],
])('in the new syntax %s finds %j', async (path, ids) => {
  expect(await it.ids(path)).toEqual(ids);
});

test.each([
  'calls?filter[dialedAt]=2026-01-01..inf',
  'prospects?filter[externalId]=5',
  'mailings?filter[recipients][id]=1',
  'mailings?filter[sequence][name]=Outbound',
  'mailings?filter[account][id]=1',
  'mailings?filter[nonsense]=1',
  'mailings?filter[q]=x',
  'mailings?filter=5',
  'mailings?filter[updatedAt]=yesterday',
  'mailings?filter[updatedAt][gte]=2026-01-01',
  'mailings?newFilterSyntax=true&filter[updatedAt]=2026-01-01..inf',
  'mailings?filter[id]=abc',
  'calls?sort=dialedAt',
  'mailings?sort=prospect',
  'mailings?include=nonsense',
  'prospects?include=mailings',
  'mailings?fields[mailing]=statee',
])('%s is refused', async (path) => {
  const response = await it.request(path);
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { errors: Record<string, unknown>[] };
  expect(Object.keys(errors[0] ?? {})).toEqual(['id', 'title', 'detail', 'source']);
});

test('a range in the new syntax fails as an invalid datetime', async () => {
  const { errors } = await it.get('mailings?newFilterSyntax=true&filter[updatedAt]=2026-01-01..inf');
  expect(errors?.[0]?.id).toBe('filterParameter.invalidDatetimeFormat');
});
