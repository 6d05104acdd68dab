// What one resource looks like: envelope, relationships, sparse fields, includes, data connections, derived attributes.
import { expect, test } from 'vitest';
import { resource, TryOutreach, type Body } from './try-outreach.ts';
import type { Resource } from './resource.ts';

const at = '2026-02-01T10:00:00.000Z';
const task = { connection: 'Salesforce', type: 'Task', id: '00T000000000001AAA', url: 'https://x.example/00T' };
const world = [
  resource('user', 7, { firstName: 'Sam', lastName: 'Lee' }, {}, [{ ...task, type: 'User' }]),
  resource('account', 1, { name: 'Northwind' }),
  resource('prospect', 11, { firstName: 'Dana', lastName: 'Ortiz' }, { account: 1, owner: 7, stage: 2 }),
  resource('prospect', 12, {}, { account: 1 }),
  resource('sequence', 5, { name: 'Outbound', engagementScore: 0.7 }, { owner: 7 }, [task]),
  resource('sequence', 6, { name: 'Never used', numContactedProspects: 268 }),
  resource('sequenceStep', 51, { order: 1, stepType: 'auto_email' }, { sequence: 5 }),
  resource('sequenceState', 31, { state: 'active' }, { prospect: 11, sequence: 5 }),
  resource('sequenceState', 32, { state: 'finished' }, { prospect: 12, sequence: 5, account: 9 }),
  resource(
    'mailing',
    100,
    { subject: 'Hi', deliveredAt: at, repliedAt: '2026-02-03T10:00:00Z', replySentiment: 'positive', openCount: 3 },
    { prospect: 11, sequence: 5, sequenceState: 31, sequenceStep: 51, user: 7 },
    [task],
  ),
  resource('mailing', 101, { bouncedAt: at, state: 'bounced' }, { prospect: 12, sequence: 5, sequenceState: 32 }),
  {
    ...resource('mailing', 102, {}),
    relationships: {
      recipients: {
        data: [
          { type: 'recipient', id: 71 },
          { type: 'recipient', id: 72 },
        ],
      },
    },
  },
  resource('recipient', 71, { value: 'dana@northwind.example', recipientType: 'to' }, { prospect: 11 }),
  resource('recipient', 72, { value: 'partner@seller.example', recipientType: 'cc' }, { user: 7 }),
  resource(
    'call',
    1,
    { state: 'completed', completedAt: at, outcome: 'no_answer' },
    { prospect: 12, sequence: 5, sequenceState: 32 },
  ),
];
const it = await TryOutreach.start(world);

const single = async (path: string) => ((await it.get(path)) as unknown as { data: Resource }).data;

test('a resource has its integer id, all attributes of its type, and its own link', async () => {
  const response = await it.request('mailings/100');
  expect(response.headers.get('content-type')).toBe('application/vnd.api+json');
  const { data } = (await response.json()) as { data: Resource };
  expect(data).toMatchObject({ type: 'mailing', id: 100, links: { self: `${it.outreach.url}/api/v2/mailings/100` } });
  expect(data.attributes).toMatchObject({ subject: 'Hi', openedAt: null, references: [], replySentiment: 'positive' });
  expect(Object.keys(data.attributes)).toHaveLength(35);
  expect(data).not.toHaveProperty('meta');
});

test('relationships come in three forms: identifier or null, list with count, link alone', async () => {
  const base = `${it.outreach.url}/api/v2`;
  const mailing = (await single('mailings/102')).relationships;
  expect(mailing['prospect']).toEqual({ data: null });
  expect(mailing['recipients']).toEqual({
    data: [
      { type: 'recipient', id: 71 },
      { type: 'recipient', id: 72 },
    ],
    links: { related: `${base}/recipients?filter%5Bid%5D=71%2C72` },
    meta: { count: 2 },
  });
  const account = (await single('accounts/1')).relationships;
  const related = `${base}/prospects?filter%5Baccount%5D%5Bid%5D=1`;
  expect(account['prospects']).toEqual({ links: { related } });
  expect(await it.ids(related)).toEqual([11, 12]);
  expect((await single('prospects/11')).relationships['activeSequenceStates']).toMatchObject({
    data: [{ type: 'sequenceState', id: 31 }],
  });
});

test('sparse fields drop every attribute and relationship that is not named', async () => {
  const { data } = await it.get('mailings?filter[id]=100&fields[mailing]=state,replySentiment,prospect,updatedAt');
  expect(data).toEqual([
    {
      type: 'mailing',
      id: 100,
      attributes: { state: null, replySentiment: 'positive', updatedAt: '2026-02-03T10:00:00.000Z' },
      relationships: { prospect: { data: { type: 'prospect', id: 11 } } },
      links: { self: `${it.outreach.url}/api/v2/mailings/100` },
    },
  ]);
  const bare = await it.get('mailings?filter[id]=100&fields[mailing]=state');
  expect(bare.data[0]?.relationships).toEqual({});
});

test('included resources come once each, also along a path, in their own sparse fields', async () => {
  const path = 'mailings?include=prospect.account,sequence,user,recipients&fields[account]=name';
  const { included } = await it.get(path);
  const names = included?.map(({ type, id }) => `${type} ${id}`).sort();
  expect(names).toEqual([
    ...['account 1', 'prospect 11', 'prospect 12', 'recipient 71', 'recipient 72', 'sequence 5', 'user 7'],
  ]);
  expect(included?.find(({ type }) => type === 'account')).toMatchObject({
    attributes: { name: 'Northwind' },
    relationships: {},
  });
  expect((await it.get('mailings?page[size]=1')).included).toBeUndefined();
  // A related type that is not served here adds nothing.
  expect((await it.get('prospects?include=stage')).included).toEqual([]);
});

test('data connections come only when asked for, and only on the types that have them', async () => {
  const asked = await it.get('mailings?provideDataConnections=true&fields[mailing]=state');
  expect(asked.data.map(({ meta }) => meta)).toEqual([
    { dataConnections: [task] },
    { dataConnections: [] },
    { dataConnections: [] },
  ]);
  expect((await it.get('mailings')).data.every((one) => one.meta === undefined)).toBe(true);
  expect((await it.get('sequences?provideDataConnections=true')).data[0]).not.toHaveProperty('meta');
});

test('data connections have an object form too', async () => {
  const other = await TryOutreach.start(world, { connectionsForm: 'object' });
  const { data } = await other.get('mailings?filter[id]=100&provideDataConnections=true');
  expect(data[0]?.meta).toEqual({ dataConnections: task });
});

test('what was left out is derived: dates, account of a state, counters of states and sequences', async () => {
  const state = await single('sequenceStates/31');
  expect(state.relationships['account']).toEqual({ data: { type: 'account', id: 1 } });
  expect((await single('sequenceStates/32')).relationships['account']).toEqual({ data: { type: 'account', id: 9 } });
  expect(state.attributes).toMatchObject({ deliverCount: 1, positiveReplyCount: 1, openCount: 3, bounceCount: 0 });
  expect(state.attributes['repliedAt']).toBe('2026-02-03T10:00:00.000Z');
  expect((await single('sequenceStates/32')).attributes).toMatchObject({ deliverCount: 0, callCompletedAt: at });
  const sequence = (await single('sequences/5')).attributes;
  expect(sequence).toMatchObject({ numContactedProspects: 2, numRepliedProspects: 1, sequenceStepCount: 1 });
  expect(sequence).toMatchObject({ engagementScore: 0.7, bounceCount: 1 });
  expect((await single('sequences/6')).attributes).toMatchObject({ numContactedProspects: 268, deliverCount: 0 });
  expect((await single('sequenceSteps/51')).attributes['displayName']).toBe('Step #1 (Auto Email)');
  expect((await single('users/7')).attributes['name']).toBe('Sam Lee');
  expect((await single('mailings/101')).attributes).toMatchObject({ createdAt: at, updatedAt: at });
});

test('an unknown id is not found, in the documented words', async () => {
  const response = await it.request('prospects/999');
  expect(response.status).toBe(404);
  const { errors } = (await response.json()) as Body;
  expect(errors?.[0]).toMatchObject({ id: 'resourceNotFound', detail: `Could not find 'prospect' with ID '999'.` });
  expect((await it.request('prospects/abc')).status).toBe(404);
  expect((await it.request('opportunities')).status).toBe(404);
});

test('rows put by the control interface replace what was there and are new in the delta', async () => {
  const own = await TryOutreach.start(world);
  const { data } = await own.get('mailings?sort=-updatedAt&page[size]=1');
  const seen = String(data[0]?.attributes['updatedAt']);
  const rows = [
    {
      type: 'mailing',
      id: 101,
      attributes: { state: 'replied' },
      relationships: { sequence: { data: { type: 'sequence', id: 6 } } },
    },
    { type: 'mailing', id: 900, attributes: { updatedAt: '2026-01-01T00:00:00Z', deliveredAt: at } },
  ];
  expect(await (await own.control('rows', { object: 'mailing', rows })).json()).toEqual({ rows: 2 });
  expect(await own.ids(`mailings?filter[updatedAt]=${seen}..inf&sort=updatedAt`)).toEqual([102, 101]);
  expect((await own.get('mailings/900')).data).toMatchObject({ attributes: { updatedAt: '2026-01-01T00:00:00.000Z' } });
  expect(await own.ids('mailings?filter[sequence][id]=5')).toEqual([100]);
  // A prospect that moves takes its states along, unless their account was given.
  const moved = { id: 11, relationships: { account: { data: { type: 'account', id: 4 } } } };
  await own.control('rows', { object: 'prospect', rows: [moved] });
  expect(await own.ids('sequenceStates?filter[account][id]=4')).toEqual([31]);
  for (const bad of [
    { object: 'mailings', rows: [] },
    { object: 'mailing', rows: [{ id: '5', attributes: {} }] },
    { object: 'mailing', rows: [{ id: 5, attributes: { deliveredAt: 'soon' } }] },
    { object: 'mailing', rows: [{ id: 5, relationships: { user: { data: { type: 'user', id: '7' } } } }] },
  ]) {
    const response = await own.control('rows', bad);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(/mailing/);
  }
});

test('a world with an impossible resource is refused by name', async () => {
  const start = TryOutreach.start([resource('call', 4, { dialedAt: 'tomorrow' })]);
  await expect(start).rejects.toThrow('call 4: attribute "dialedAt" is "tomorrow"');
});
