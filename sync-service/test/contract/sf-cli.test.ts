// Salesforce's own command line against the stand-in org: a client that nobody here wrote. It is installed on first use,
// keeps to a temporary home and talks to 127.0.0.1 only.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'scripts/sf-cli');
const command = join(cli, 'node_modules/@salesforce/cli/bin/run.js');
/** More than two REST batches of 2000, and three Bulk pages of PAGE. */
const ACCOUNTS = 4100;
const PAGE = 1500;

const accountId = (index: number) => `001000000${String(index).padStart(6, '0')}AAA`;

let folder: string;
let standIns: ChildProcess | undefined;
let environment: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-sf-cli-'));
  if (!existsSync(command)) await install();
  const world = join(folder, 'world');
  await writeWorld(world);
  standIns = spawn(
    process.execPath,
    [
      join(root, 'scripts/stand-ins/command.ts'),
      ...['--world', world, '--sf-port', '0', '--outreach-port', '0', '--bulk-page-size', String(PAGE)],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  environment = await readEnvironment(standIns);
});

afterAll(async () => {
  if (standIns?.exitCode === null) {
    standIns.kill('SIGTERM');
    await once(standIns, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
});

test('signs in by JWT', async () => {
  const { status, result } = await sf(
    ...['org', 'login', 'jwt', '--client-id', setting('SF_CONSUMER_KEY')],
    ...['--jwt-key-file', setting('SF_PRIVATE_KEY_FILE'), '--username', setting('SF_USERNAME')],
    ...['--instance-url', setting('SF_DOMAIN'), '--alias', 'local', '--set-default'],
  );
  expect(status).toBe(0);
  expect(result).toMatchObject({ username: setting('SF_USERNAME'), instanceUrl: setting('SF_DOMAIN') });
});

test('reads every record of a query that needs three batches, with a parent field', async () => {
  const { status, result } = await sf(
    'data',
    'query',
    '--query',
    'SELECT Id, Name, Owner.Name FROM Account ORDER BY Id',
  );
  expect(status).toBe(0);
  const { records, totalSize, done } = result as {
    records: { Id: string; Owner: object }[];
    totalSize: number;
    done: boolean;
  };
  expect({ totalSize, done, read: records.length }).toEqual({ totalSize: ACCOUNTS, done: true, read: ACCOUNTS });
  expect(new Set(records.map(({ Id }) => Id)).size).toBe(ACCOUNTS);
  expect(records[0]).toMatchObject({ Id: accountId(0), Name: 'Account 0', Owner: { Name: 'Rosa Example' } });
});

test('asks for the columns of a query to print it as CSV', async () => {
  const printed = await plain(
    'data',
    'query',
    '--query',
    'SELECT Id, Owner.Name FROM Account LIMIT 1',
    '--result-format',
    'csv',
  );
  expect(printed.stdout.trim().split('\n')).toEqual([
    'Id,Owner.Name',
    expect.stringMatching(/^001\w{15},Rosa Example$/),
  ]);
});

test('exports three Bulk pages into one file, the header once', async () => {
  const file = join(folder, 'export.csv');
  const { status, result } = await sf(
    ...['data', 'export', 'bulk', '--query', 'SELECT Id, Name FROM Account', '--output-file', file],
    ...['--result-format', 'csv', '--wait', '5'],
  );
  expect(status).toBe(0);
  expect(result).toMatchObject({ totalSize: ACCOUNTS, filePath: file });
  const [header, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
  expect(header?.replaceAll('"', '')).toBe('Id,Name');
  expect(new Set(lines).size).toBe(ACCOUNTS);
  const requests = (await (await fetch(`${setting('SF_DOMAIN')}/__control/requests`)).json()) as {
    path: string;
    count: number;
    rows: number;
  }[];
  expect(requests.find(({ path }) => path.endsWith('/results'))).toMatchObject({ count: 3, rows: ACCOUNTS });
});

test('upserts in Bulk, and finds the failing row with its reason', async () => {
  const file = join(folder, 'upsert.csv');
  const rows = [`${accountId(1)},7`, `${accountId(2)},1234567`, `${accountId(3)},#N/A`];
  await writeFile(file, `Id,Active_Touchpoints__c\n${rows.join('\n')}\n`);
  const upsert = await sf(
    ...['data', 'upsert', 'bulk', '--sobject', 'Account', '--external-id', 'Id', '--file', file, '--wait', '5'],
  );
  expect(upsert.status).toBe(1);
  const jobId = /750\w{15}/.exec(upsert.text)?.[0] ?? '';
  expect(jobId).not.toBe('');

  const { result } = await sf('data', 'bulk', 'results', '--job-id', jobId);
  expect(result).toMatchObject({ processedRecords: 3, successfulRecords: 2, failedRecords: 1 });
  const failed = await readFile(join(folder, (result as { failedFilePath: string }).failedFilePath), 'utf8');
  expect(failed).toContain(accountId(2));
  expect(failed).toContain('NUMBER_OUTSIDE_VALID_RANGE');

  const after = await sf(
    ...['data', 'query', '--query'],
    `SELECT Active_Touchpoints__c FROM Account WHERE Id IN ('${accountId(1)}', '${accountId(2)}') ORDER BY Id`,
  );
  expect(after.result).toMatchObject({ records: [{ Active_Touchpoints__c: 7 }, { Active_Touchpoints__c: null }] });
});

test('describes the account with the fields of our metadata', async () => {
  const { status, result } = await sf('sobject', 'describe', '--sobject', 'Account');
  expect(status).toBe(0);
  const { name, keyPrefix, fields } = result as { name: string; keyPrefix: string; fields: { name: string }[] };
  expect({ name, keyPrefix }).toEqual({ name: 'Account', keyPrefix: '001' });
  expect(fields.find((field) => field.name === 'Active_Touchpoints__c')).toMatchObject({
    type: 'double',
    updateable: true,
  });
  expect(fields.find((field) => field.name === 'High_Signal__c')).toMatchObject({
    calculated: true,
    updateable: false,
  });
});

test('lists the limits, with the requests it has used itself', async () => {
  const { status, result } = await sf('org', 'list', 'limits');
  expect(status).toBe(0);
  const limits = result as { name: string; max: number; remaining: number }[];
  const requests = limits.find(({ name }) => name === 'DailyApiRequests');
  expect(requests?.remaining).toBeLessThan(requests?.max ?? 0);
  expect(limits.map(({ name }) => name)).toContain('DailyBulkV2QueryJobs');
});

async function install(): Promise<void> {
  const { status, stderr } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: cli });
  if (status !== 0) throw new Error(`npm ci failed in scripts/sf-cli; see its message, then run this again. ${stderr}`);
}

async function writeWorld(world: string): Promise<void> {
  await mkdir(join(world, 'salesforce'), { recursive: true });
  const org = { id: '00D000000000001EAA', timeZone: 'America/New_York', today: '2026-03-02' };
  await writeFile(join(world, 'org.json'), JSON.stringify(org));
  const user = { Id: '005000000000101AAA', Name: 'Rosa Example', Username: 'rosa@example.com', IsActive: true };
  await writeFile(join(world, 'salesforce/User.jsonl'), `${JSON.stringify(user)}\n`);
  const created = '2025-01-02T03:04:05.000+0000';
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) =>
    JSON.stringify({ Id: accountId(index), Name: `Account ${index}`, OwnerId: user.Id, CreatedDate: created }),
  );
  await writeFile(join(world, 'salesforce/Account.jsonl'), `${accounts.join('\n')}\n`);
}

async function readEnvironment(child: ChildProcess): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (!child.stdout) throw new Error('The stand-ins were started without a pipe.');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    found[name] = value;
    if (name === 'LEDGER_URL') return found;
  }
  throw new Error('The stand-ins ended before they printed their environment; see their messages above.');
}

function setting(name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`The stand-ins did not print ${name}.`);
  return value;
}

interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** With `--json`: its result, and the whole text for what a failure says. */
async function sf(...words: string[]): Promise<{ status: number; result: unknown; text: string }> {
  const { status, stdout, stderr } = await plain(...words, '--json');
  const start = stdout.indexOf('{');
  if (start < 0) throw new Error(`sf ${words.join(' ')} printed no JSON (status ${status}): ${stdout}${stderr}`);
  const { result } = JSON.parse(stdout.slice(start)) as { result: unknown };
  return { status, result, text: stdout };
}

const plain = (...words: string[]) =>
  run(process.execPath, [command, ...words], {
    cwd: folder,
    env: {
      ...process.env,
      HOME: folder,
      // Nothing leaves this machine, and nothing of the developer's own orgs is read.
      SF_DISABLE_TELEMETRY: 'true',
      SF_AUTOUPDATE_DISABLE: 'true',
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      SF_DOMAIN_RETRY: '0',
      SF_DISABLE_LOG_FILE: 'true',
      SF_ORG_API_VERSION: '66.0',
      NO_COLOR: '1',
    },
  });

function run(file: string, words: string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): Promise<Finished> {
  return new Promise((resolve, reject) => {
    execFile(file, words, { ...options, maxBuffer: 200_000_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${file} cannot be run.`, { cause: error }));
      else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
