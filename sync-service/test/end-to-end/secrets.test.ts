// No secret is left behind: one of its own in every secret setting, every token that goes over the wire, and servers that
// refuse by quoting what they were asked. Then a search of all that was said, kept, shown and sent.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { listenBefore } from './listening-proxy.ts';
import { readerOf } from './org-reader.ts';
import { ROOT, startStandIns, temporaryFolder, touchpoint, touchpointInBackground } from './processes.ts';
import { everyField, filesUnder, redisIn } from './traces.ts';

type Environment = Record<string, string>;

const WORLD = 'accounts=20,seed=11,today=2026-03-02';
const planted = (what: string): string => `Xochiquetzal-${what}-secret`;
/** What the name of a secret setting ends with. */
const SECRET_SETTING = /(SECRET|TOKEN|KEY|WEBHOOK_URL|PASSWORD)(_\w+)?$/;
/** Names of files, and the settings of the two other ways to sign in to Outreach, which are tried by themselves. */
const NOT_BESIDE_OTHERS = /_FILE|OUTREACH_(API_KEY|S2S)/;
const bodyOf = (pem: string): string[] => pem.split(/\n|\\n/).filter((line) => /^[\w+/=]{40,}$/.test(line));
const escaped = (pem: string): string => pem.replaceAll('\n', '\\n');

it('no secret is in anything that is said, kept, shown or sent', async () => {
  const folder = await temporaryFolder();
  const standIns = await startStandIns(WORLD, ['--mint-seconds', '0']);
  const slack = await refusingSlack();
  const proxies = await Promise.all([listenBefore(standIns.salesforce), listenBefore(standIns.outreach)]);
  const [salesforce, outreach] = proxies;
  const { SF_PRIVATE_KEY_FILE: keyFile = '', ...given } = standIns.environment;
  const environment: Environment = {
    ...everySecret(),
    ...given,
    SF_PRIVATE_KEY: escaped(readFileSync(keyFile, 'utf8')),
    SF_DOMAIN: salesforce.url,
    OUTREACH_URL: `${outreach.url}/api/v2`,
    REDIS_URL: await redisIn(folder, planted('redis')),
    LEDGER_URL: join(folder, 'data'),
    SLACK_WEBHOOK_URL: `${slack.url}/services/T0/B0/${planted('slack')}`,
    ...{ LOG_LEVEL: 'debug', PATIENCE_SECONDS: '5', HTTP_PORT: '0' },
  };
  const otherForms = { OUTREACH_API_KEY: planted('api-key') };
  const said: string[] = [];
  const say = async (args: readonly string[], changes: Environment = {}) => {
    const finished = await touchpoint(args, { ...environment, ...changes });
    said.push(finished.stdout, finished.stderr);
    return finished;
  };
  const run = await say(['run', '--json']);
  expect(run.code, run.stderr).toBe(0);
  // bodies.test.ts runs every command; these two tell most of how things stand.
  await Promise.all([say(['doctor']), say(['report', '--out', join(folder, 'report.html')])]);
  said.push(...(await whatStartShows(environment)));

  /** A run of its own ledger against a server that quotes, or with a setting that is wrong. */
  const failing = async (name: string, changes: Environment, args = ['run', '--inline']) => {
    const failed = await say(args, { LEDGER_URL: join(folder, name), ...changes });
    expect([2, 3, 4], `${name}: ${failed.stderr}`).toContain(failed.code);
    return failed.stderr;
  };
  const quoting = async (name: string, target: string, quotes: RegExp, args?: string[]) => {
    const proxy = await listenBefore(target, quotes);
    proxies.push(proxy);
    const settings: Environment =
      target === standIns.salesforce ? { SF_DOMAIN: proxy.url } : { OUTREACH_URL: `${proxy.url}/api/v2` };
    return failing(name, settings, args);
  };
  const wrongKey = newKey();
  const quotations = await Promise.all([
    quoting('org-data', standIns.salesforce, /services\/data\/v.*(query|describe)/),
    quoting('org-data-queued', standIns.salesforce, /services\/data\/v.*jobs/, ['run']),
    quoting('org-token', standIns.salesforce, /oauth2\/token/),
    quoting('outreach-data', standIns.outreach, /api\/v2/),
    failing('wrong-key', { SF_PRIVATE_KEY: escaped(wrongKey) }),
    failing('wrong-password', { REDIS_URL: environment['REDIS_URL']?.replace('Xoch', 'Moch') ?? '' }, ['run']),
    failing('api-key', { ...without('OUTREACH', given), ...otherForms }),
    failing('mixed-up', {
      ...{ SF_PRIVATE_KEY: '', SF_PRIVATE_KEY_FILE: wrongKey },
      ...{
        REDIS_URL: `http://:${planted('redis')}@127.0.0.1`,
        LEDGER_URL: `postgres://me:${planted('ledger')}@127.0.0.1:1/x`,
      },
    }),
    failing('elsewhere', { LEDGER_URL: `postgres://me:${planted('ledger')}@127.0.0.1:1/x` }),
    quoting('outreach-token', standIns.outreach, /oauth\/token/),
  ]);
  // The quotations were there to be told on.
  for (const stderr of quotations.slice(0, 4)) expect(stderr).toContain('You asked:');
  expect(slack.messages.length).toBeGreaterThan(0);

  const reader = await readerOf(standIns.environment);
  const rows = [...(await everyField(reader, 'Touchpoint_Run__c')), ...(await everyField(reader, 'Account'))];
  const files = filesUnder(folder).filter(({ path }) => !/\/outreach\/outreach-token-\w+\.json$/.test(path));
  const traces = new Map([
    ['said', Buffer.from(said.join('\n'))],
    ['the org', Buffer.from(JSON.stringify(rows))],
    ['Slack', Buffer.from(slack.messages.join('\n'))],
    ...files.map(({ path, bytes }) => [path.slice(folder.length), bytes] as const),
  ]);
  for (const place of ['ledger.sqlite', 'appendonly', 'report.html'])
    expect(
      [...traces.keys()].some((path) => path.includes(place)),
      place,
    ).toBe(true);
  const settings = Object.entries({ ...environment, ...otherForms }).filter(([name]) =>
    secretSettings().includes(name),
  );
  const secrets = new Map([
    ...settings.map(([name, value]) => [name, value.includes('PRIVATE KEY') ? bodyOf(value) : [value]] as const),
    ['planted', ['redis', 'slack', 'ledger'].map(planted)],
    ['a password that is refused', [planted('redis').replace('Xoch', 'Moch')]],
    ['a key that is refused', bodyOf(wrongKey)],
    ['tokens', proxies.flatMap(({ tokens }) => [...tokens])],
  ]);
  const leaks = [...secrets].flatMap(([name, values]) => {
    expect(values.length, name).toBeGreaterThan(0);
    return [...traces].flatMap(([place, bytes]) =>
      values.some((value) => bytes.includes(value)) ? [`${name} in ${place}`] : [],
    );
  });
  expect(leaks).toEqual([]);
});

/** Every setting whose value is a secret, by its name in .env.example. */
function secretSettings(): string[] {
  const example = readFileSync(join(ROOT, 'sync-service/.env.example'), 'utf8');
  const names = [...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
  return names.filter((name) => SECRET_SETTING.test(name));
}

/** A secret of its own for each of them, so that a setting which is added is among them by itself. */
function everySecret(): Environment {
  const names = secretSettings().filter((name) => !NOT_BESIDE_OTHERS.test(name));
  return Object.fromEntries(
    names.map((name) => [name, name.includes('PRIVATE_KEY') ? escaped(newKey()) : planted(name.toLowerCase())]),
  );
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The same settings with those of this name blank. */
function without(prefix: string, settings: Environment): Environment {
  const names = Object.keys(settings).filter((name) => name.startsWith(prefix) && name !== 'OUTREACH_URL');
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** What a lasting process answers to whoever asks, with and without the token, and what it says meanwhile. */
async function whatStartShows(environment: Environment): Promise<string[]> {
  const running = touchpointInBackground(['start'], environment);
  await running.said('http.listening');
  const url = /http:\/\/127\.0\.0\.1:\d+(?="?\}?,?"?.{0,40}webhooks)/.exec(running.output().stderr)?.[0] ?? '';
  const bearer = { authorization: `Bearer ${environment['QUEUES_TOKEN'] ?? ''}` };
  const asked: [path: string, status: number, init?: RequestInit][] = [
    ['/health', 200],
    ['/ready', 200],
    ['/metrics', 200],
    ['/queues', 401],
    ['/queues', 200, { headers: bearer }],
    ['/queues/api/queues', 200, { headers: bearer }],
    ['/webhooks/outreach', 401, { method: 'POST', body: '{}' }],
  ];
  const shown: string[] = [];
  for (const [path, status, init] of asked) {
    const answer = await fetch(url + path, init);
    const body = await answer.text();
    expect(answer.status, `${path}: ${body}`).toBe(status);
    shown.push(body, JSON.stringify([...answer.headers]));
  }
  running.child.kill('SIGTERM');
  const { stdout, stderr } = await running.finished;
  return [...shown, stdout, stderr];
}

/** Takes nothing and says back where it was asked; keeps what it was told. */
async function refusingSlack(): Promise<{ readonly url: string; readonly messages: string[] }> {
  const messages: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      messages.push(body);
      response.writeHead(404).end(`no_service at ${request.url ?? ''}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, messages };
}
