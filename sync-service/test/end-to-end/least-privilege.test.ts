// The integration user has what the service needs and nothing else: the whole job with exactly the shipped permission set,
// and for each permission in it, that somebody says so when it is gone.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { Failure, type Problem } from '../../src/run/failures.ts';
import { createOrg } from '../../src/salesforce/org.ts';
import { configOf } from '../contract/stand-in-org.ts';
import { removalsOf, type Removal } from './permission-removals.ts';
import { lastLine, ROOT, touchpoint } from './processes.ts';

const APP = join(ROOT, 'force-app/main/default');
const SET = 'Touchpoint_Integration';
const fileOf = (folder: string, name: string) => join(folder, 'permissionsets', `${name}.permissionset-meta.xml`);
const SHIPPED = readFileSync(fileOf(APP, SET), 'utf8');

/** Permissions whose absence nothing notices, each with the reason why the set carries it all the same. */
const UNNOTICED: Readonly<Record<string, string>> = {
  'customPermissions Touchpoint_Integration': "read by the org's own automation, which lets our writes pass by it",
  'read of Case.AccountId': 'read once the type Case is switched on; until then nothing of a case is',
  'read of Case.ContactId': 'as Case.AccountId',
};

const removals = removalsOf(SHIPPED);
const setWithout = (at: number) => `Without_${at}`;
let metadata: string;
let standIns: StandIns;

beforeAll(async () => {
  metadata = mkdtempSync(join(tmpdir(), 'touchpoint-metadata-'));
  cpSync(APP, metadata, { recursive: true });
  for (const [at, { xml }] of removals.entries()) writeFileSync(fileOf(metadata, setWithout(at)), xml);
  writeFileSync(
    fileOf(metadata, 'Too_Much'),
    SHIPPED.replace(
      '<name>ApiEnabled</name>',
      '<name>ApiEnabled</name></userPermissions><userPermissions><enabled>true</enabled><name>ModifyAllData</name>',
    ),
  );
  standIns = await startStandIns({ world: 'accounts=60,seed=11', sfPort: 0, outreachPort: 0, metadata });
});

afterAll(async () => {
  await standIns.close();
  rmSync(metadata, { recursive: true, force: true });
});

/** The one set that the integration user has from now on. */
function assign(permissionSet: string): void {
  const { org } = standIns.salesforce;
  org.people.change(org.integrationUser.id, { permissionSets: [permissionSet] });
}

/** What a run that opens and doctor complain about, the assignment of the set itself aside: each look as it was taken. */
async function* complaints(): AsyncGenerator<string> {
  const org = createOrg(configOf(standIns.environment));
  try {
    yield told(org.findAccessProblems());
    yield told(org.readPolicy().then(() => []));
    const found = await org.diagnose();
    yield found
      .map(({ check, ok, detail }) => (ok || check === 'permission set' ? '' : `${check}: ${detail}\n`))
      .join('');
  } finally {
    await org.close();
  }
}

async function told(look: Promise<readonly Problem[]>): Promise<string> {
  try {
    return (await look).map(({ where, message }) => `${where}: ${message}\n`).join('');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [error.message, ...error.actions].join('\n');
  }
}

async function isNoticed({ named }: Removal): Promise<boolean> {
  for await (const complaint of complaints()) if (complaint.includes(named)) return true;
  return false;
}

async function everyComplaint(): Promise<string> {
  let all = '';
  for await (const complaint of complaints()) all += complaint;
  return all;
}

describe('the permission set of the integration user', () => {
  it('does the whole job and is the only right its user has', async () => {
    const { org } = standIns.salesforce;
    const viewer = org.viewer(org.integrationUser.id);
    expect(org.people.listed(org.integrationUser.id).permissionSets).toEqual([SET]);
    expect(viewer).toMatchObject({ admin: false, reach: null });
    for (const right of ['ModifyAllData', 'ViewAllData', 'CustomizeApplication', 'ManageUsers', 'AuthorApex'])
      expect(viewer.allows(right), right).toBe(false);
    expect(SHIPPED).not.toMatch(/<(modifyAllRecords|allowDelete|viewAllFields)>true/);
    expect(await everyComplaint()).toBe('');

    const run = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(run.code, run.stderr).toBe(0);
    expect(lastLine(run)).toMatchObject({ run: { verdict: 'ok', failed: 0 } });
    const records = org.query('SELECT Id FROM Touchpoint_Run__c', viewer);
    expect(records.totalSize()).toBe(1);
    records.dispose();
  });

  it('holds no permission whose absence nobody would notice', async () => {
    expect(removals.length).toBeGreaterThan(80);
    const unnoticed: Removal[] = [];
    for (const [at, removal] of removals.entries()) {
      assign(setWithout(at));
      if (!(await isNoticed(removal))) unnoticed.push(removal);
    }
    expect(unnoticed.map(({ what }) => what).sort()).toEqual(Object.keys(UNNOTICED).sort());
  });

  it('is told apart by doctor from a user who may do more', async () => {
    assign('Too_Much');
    expect(await everyComplaint()).toMatch(/may do more than the service needs: ModifyAllData/);
  });
});
