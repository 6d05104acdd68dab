// Custom notifications over HTTP: who may send them, what is refused, what was sent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, serveSmallOrg, type SmallOrg } from './small-org.ts';

const PATH = '/actions/standard/customNotificationAction';
let org: SmallOrg;
let type: string;
let right: Record<string, unknown>;

beforeAll(async () => {
  org = await serveSmallOrg(1);
  const soql = "SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Touchpoint_Alert'";
  const found = await org.read<{ records: { Id: string }[] }>('GET', `/query?q=${encodeURIComponent(soql)}`);
  type = found.records[0]?.Id ?? '';
  right = {
    customNotifTypeId: type,
    recipientIds: [org.org.integrationUser.id],
    title: 'A run failed',
    body: 'Run 1 failed.',
    targetId: accountId(0),
  };
});
afterAll(() => org.close());

const sent = async (): Promise<unknown> => (await fetch(`${org.url}/__control/notifications`)).json();

test('what is sent can be read by the control interface', async () => {
  expect(await org.read('POST', PATH, { inputs: [right] })).toEqual([
    {
      actionName: 'customNotificationAction',
      errors: null,
      isSuccess: true,
      outputValues: { SuccessMessage: 'Your custom notification is processed successfully.' },
    },
  ]);
  const { title, body, targetId, recipientIds } = right;
  expect(await sent()).toEqual([
    {
      type: 'Touchpoint_Alert',
      recipientIds,
      title,
      body,
      targetId,
      at: expect.stringMatching(/^2026-03-02T/) as string,
    },
  ]);
});

test('an input that the action does not take is refused, and with it the whole request', async () => {
  const before = await sent();
  for (const [change, statusCode, field] of [
    [{ title: '' }, 'INVALID_API_INPUT', 'title'],
    [{ title: 'x'.repeat(251) }, 'STRING_TOO_LONG', 'title'],
    [{ body: 'x'.repeat(751) }, 'STRING_TOO_LONG', 'body'],
    [{ targetId: undefined }, 'INVALID_API_INPUT', 'targetId'],
    [{ targetId: undefined, targetPageRef: 'runs' }, 'INVALID_API_INPUT', 'targetPageRef'],
    [{ customNotifTypeId: accountId(0) }, 'INVALID_API_INPUT', 'customNotifTypeId'],
    [{ recipientIds: [accountId(0)] }, 'INVALID_API_INPUT', 'recipientIds'],
    [{ recipientIds: Array.from({ length: 501 }, () => right['recipientIds']) }, 'INVALID_API_INPUT', 'recipientIds'],
    [{ subject: 'x' }, 'INVALID_API_INPUT', 'subject'],
  ] as const) {
    const answer = await org.send('POST', PATH, { inputs: [right, { ...right, ...change }] });
    const results = (await answer.json()) as {
      isSuccess: boolean;
      errors: { statusCode: string; fields: string[] }[];
    }[];
    expect([answer.status, results.map(({ isSuccess }) => isSuccess)]).toEqual([400, [true, false]]);
    expect(results[1]?.errors[0]).toMatchObject({ statusCode, fields: [field] });
  }
  expect(await sent()).toEqual(before);
});

test('who lacks the permission sends nothing', async () => {
  const [rep] = (await (await fetch(`${org.url}/__control/viewers`)).json()) as { userId: string; role: string }[];
  const changed = await fetch(`${org.url}/__control/viewers`, {
    method: 'POST',
    body: JSON.stringify({ userId: rep?.userId, permissionSets: ['Touchpoint_Rep'] }),
  });
  expect(changed.status).toBe(200);
  const session = await fetch(`${org.url}/__control/sessions`, {
    method: 'POST',
    body: JSON.stringify({ userId: rep?.userId }),
  });
  const { accessToken } = (await session.json()) as { accessToken: string };
  const answer = await org.send('POST', PATH, { inputs: [right] }, { Authorization: `Bearer ${accessToken}` });
  expect(answer.status).toBe(403);
});
