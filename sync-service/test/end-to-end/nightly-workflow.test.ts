// The scripts of nightly.yml and heartbeat.yml, taken in their order as GitHub's runner takes them, against the stand-ins:
// four nights of one repository. What only GitHub can show (secrets, schedules, permissions) is not shown here.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startStandIns, temporaryFolder } from './processes.ts';
import { type Given, type Taken, takeJob } from './workflow-job.ts';

const KEY = 'a key of the first nights';
const NEXT_KEY = 'the key that replaced it';

test('four nights on GitHub: a dry run, a run whose ledger is kept, one that fails under a new key, one that has lost its key', async () => {
  const { environment } = await startStandIns('accounts=60');
  const {
    SF_DOMAIN = '',
    SF_USERNAME = '',
    SF_CONSUMER_KEY = '',
    SF_PRIVATE_KEY_FILE = '',
    OUTREACH_URL = '',
  } = environment;
  const standIns = (secrets: Record<string, string>, inputs: Given['inputs'] = {}): Given => ({
    inputs,
    vars: { SF_DOMAIN, SF_USERNAME, SF_CONSUMER_KEY, OUTREACH_URL },
    secrets: { ...environment, SF_PRIVATE_KEY: readFileSync(SF_PRIVATE_KEY_FILE, 'utf8'), ...secrets },
  });
  const cache = await temporaryFolder();
  const kept = join(cache, 'ledger.sealed');
  const night = async (given: Given): Promise<Taken & { readonly folder: string }> => {
    const folder = await temporaryFolder();
    const taken = await takeJob('nightly.yml', 'run', given, folder, (action, options) => {
      const path = join(folder, options['path'] ?? '');
      if (action === 'actions/cache/restore' && existsSync(kept)) cpSync(kept, path);
      if (action === 'actions/cache/save') cpSync(path, kept);
    });
    return { ...taken, folder };
  };

  // Outreach alone needs what the ledger keeps.
  const refused = await night(standIns({}));
  expect(refused.outcome).toBe('failure');
  expect(refused.said.get('Open the ledger of the last night')).toContain('::error title=LEDGER_KEY is missing::');
  expect(refused.said.has('Run')).toBe(false);

  const withoutOutreach = { OUTREACH_CLIENT_ID: '', OUTREACH_CLIENT_SECRET: '', OUTREACH_REFRESH_TOKEN: '' };
  const dry = await night(standIns(withoutOutreach, { mode: 'full', dry_run: true }));
  expect(dry.outcome).toBe('success');
  expect(dry.said.get('Open the ledger of the last night')).toContain('::warning title=The ledger is not kept::');
  expect(dry.actions).not.toContain('actions/upload-artifact');
  expect(existsSync(kept)).toBe(false);

  const full = await night(standIns({ LEDGER_KEY: KEY }));
  expect(full.outcome).toBe('success');
  expect(full.said.get('Open the ledger of the last night')).toContain('::notice title=A new ledger::');
  expect(full.said.get('Run')).toContain('::notice title=The run is ok::');
  expect(full.summary).toMatch(/### Run \S+: ok[^]*\| accounts \| \d+ \|/);
  expect(full.actions.slice(-2)).toEqual(['actions/upload-artifact', 'actions/cache/save']);
  const report = readFileSync(join(full.folder, 'report/index.html'), 'utf8');
  const names = [...report.matchAll(/<bdi>([^<]+)<\/bdi>/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(0);
  const public_ = [...full.said.values(), full.summary].join('\n');
  expect(names.filter((name) => public_.includes(name))).toEqual([]);
  expect(readFileSync(kept).subarray(0, 8).toString()).toBe('Salted__');
  expect(readFileSync(kept, 'latin1')).not.toContain('SQLite format 3');

  const failing = await night(standIns({ LEDGER_KEY: NEXT_KEY, LEDGER_KEY_BEFORE: KEY, SF_PRIVATE_KEY: 'no key' }));
  expect(failing.outcome).toBe('failure');
  expect(failing.said.get('Run')).toMatch(/::error title=The run did not take place \(SETTINGS\)::SF_PRIVATE_KEY/);
  expect(failing.said.has('Report')).toBe(false);
  expect(failing.actions.at(-1)).toBe('actions/cache/save');
  expect(existsSync(join(failing.folder, '.data/ledger/ledger.sqlite'))).toBe(true);

  const before = readFileSync(kept);
  const lost = await night(standIns({ LEDGER_KEY: KEY }));
  expect(lost.outcome).toBe('failure');
  expect(lost.said.get('Open the ledger of the last night')).toContain('::error title=The ledger cannot be opened::');
  expect(lost.said.has('Run')).toBe(false);
  expect(readFileSync(kept).equals(before)).toBe(true);

  const heartbeat = await takeJob('heartbeat.yml', 'ask', standIns({}), await temporaryFolder(), () => undefined);
  expect(heartbeat.said.get('Ask for the last good run')).toContain('Fresh: ');
  expect(heartbeat.outcome).toBe('success');
});
