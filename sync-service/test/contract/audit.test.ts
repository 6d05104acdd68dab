// Coverage and the audit over real HTTP: a tenth of the synced Tasks is dropped from a world, with its data connections left
// in place, taken away, and with Outreach ids in a custom field; the figure falls to 90 % and no account's count moves.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandIns } from '../../../scripts/stand-ins/start.ts';
import type { World } from '../../../scripts/stand-ins/world/world.ts';
import { auditAsJson, auditAsText } from '../../src/commands/audit-text.ts';
import { compose, type Service } from '../../src/compose.ts';
import { coverageCount, totalOf } from '../../src/run/audit-facts.ts';
import { type Audit, makeAudit } from '../../src/run/audit.ts';
import { ConfigurationFailure } from '../../src/run/failures.ts';
import { readSettings } from '../../src/settings.ts';
import { connectedTo, syncedWorld, type SyncedWorld, worldOf } from './synced-world.ts';

const ROOT = join(import.meta.dirname, '../../..');
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const signal = new AbortController().signal;
/** Today and the 90 days before it, in the org's zone. */
const WINDOW_FROM = '2025-12-02';

interface Measured {
  readonly audit: Audit;
  /** `Coverage_Percent__c` of the run. */
  readonly stored: unknown;
  /** Active TPs and Last Touch of every account, as written. */
  readonly accounts: ReadonlyMap<string, readonly [unknown, unknown]>;
}

let full: SyncedWorld;
let complete: Measured;
const folders: string[] = [];

beforeAll(async () => {
  full = await syncedWorld('accounts=160,seed=11,today=2026-03-02,zone=America/New_York', WINDOW_FROM);
  complete = await measure(worldOf(full));
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A whole run on that world, then the audit. */
async function measure(world: World, metadata?: string): Promise<Measured> {
  const standIns = await startStandIns({ world, sfPort: 0, outreachPort: 0, ...(metadata ? { metadata } : {}) });
  const { settings, problems } = readSettings(standIns.environment, ROOT);
  if (settings === null) throw new Error(JSON.stringify(problems));
  const service = await compose(settings, QUIET);
  try {
    await expect(auditOf(service)).rejects.toThrow(ConfigurationFailure);
    await service.runInline({ mode: 'full', dryRun: false, asOf: null }, () => undefined, signal);
    const { org } = standIns.salesforce;
    const rows = (soql: string) => [...org.query(soql, org.viewer(org.integrationUser.id)).records(0, 1_000)];
    const accounts = rows('SELECT Id, Active_Touchpoints__c, Last_Touch__c FROM Account');
    return {
      audit: await auditOf(service),
      stored: rows('SELECT Coverage_Percent__c FROM Touchpoint_Run__c')[0]?.['Coverage_Percent__c'],
      accounts: new Map(accounts.map((it) => [String(it['Id']), [it['Active_Touchpoints__c'], it['Last_Touch__c']]])),
    };
  } finally {
    await service.close();
    await standIns.close();
  }
}

function auditOf({ org, outreach, ledger }: Service): Promise<Audit> {
  return makeAudit({ org, outreach, mirror: ledger.mirror, partitionSize: 90 }, () => undefined, signal);
}

const without = (ids: readonly string[]) => full.tasks.filter((task) => !ids.includes(String(task['Id'])));
const both = ({ audit }: Measured) => coverageCount(audit.window);

test('in a world where everything is synced, coverage is 100 %', () => {
  expect(full.total).toBeGreaterThan(100);
  expect(both(complete)).toEqual({ found: full.total, deleted: 0, lost: 0, 'never synced': 0 });
  expect(complete.stored).toBe(100);
});

describe('without a tenth of the synced Tasks', () => {
  const tenth = () => full.total / 10;

  test('coverage is 90 % exactly, the Tasks are lost, and no account changes', async () => {
    const less = await measure(worldOf({ ...full, tasks: without(full.tenth) }));
    expect(less.stored).toBe(90);
    expect(both(less)).toEqual({ found: 9 * tenth(), deleted: 0, lost: tenth(), 'never synced': 0 });
    expect(less.accounts).toEqual(complete.accounts);
    expect(auditAsText(less.audit)).toMatch(/a Task that the integration user cannot find/);
  });

  test('the same holds where Outreach tells no data connections, by person, subject and time', async () => {
    const silent = { ...full, mailings: full.mailings.map(withoutMeta), calls: full.calls.map(withoutMeta) };
    const less = await measure(worldOf({ ...silent, tasks: without(full.tenth) }));
    expect(less.stored).toBe(90);
    expect(both(less)).toEqual({ found: 9 * tenth(), deleted: 0, lost: 0, 'never synced': tenth() });
    expect([...less.audit.matchedBy.keys()].sort()).toEqual(['same call', 'same e-mail']);
    expect(less.accounts).toEqual(complete.accounts);
  });
});

test('a Task field that holds the ids of Outreach is found among others, and suggested', async () => {
  const idOf = new Map([...full.mailings, ...full.calls].flatMap((it) => connectedTo(it).map((id) => [id, it.id])));
  const tasks = full.tasks.map((task) => {
    const id = idOf.get(String(task['Id']));
    return id === undefined ? task : { ...task, Message_Ref__c: String(id), Open_Count__c: 2 };
  });
  const { audit } = await measure(worldOf({ ...full, tasks }), metadataWith(['Message_Ref__c', 'Open_Count__c']));
  expect(audit.fields.map(({ name, holdsOutreachIds }) => [name, holdsOutreachIds])).toEqual([
    ['Message_Ref__c', true],
    ['Open_Count__c', false],
  ]);
  expect(audit.fields[0]?.agreeing).toBe(audit.fields[0]?.connected);
  expect(auditAsJson(audit)).toMatchObject({ suggestedMapping: { Outreach_Id_Field__c: 'Message_Ref__c' } });
  expect(audit.userNames.size).toBe(audit.users.length);
  expect(totalOf(audit.window.reply)).toBeGreaterThan(0);
});

const withoutMeta = <T extends { readonly meta?: unknown }>({ meta: _, ...rest }: T) => rest;

/** The shipped metadata with text fields on Task that the integration user may read. */
function metadataWith(names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchpoint-metadata-'));
  folders.push(folder);
  cpSync(join(ROOT, 'force-app/main/default'), folder, { recursive: true });
  const grants = join(folder, 'permissionsets/Touchpoint_Integration.permissionset-meta.xml');
  for (const name of names) {
    const shape = name.includes('Count') ? '<precision>9</precision><scale>0</scale><type>Number</type>' : TEXT;
    const field = `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>${name}</label>${shape}</CustomField>`;
    writeFileSync(join(folder, `objects/Activity/fields/${name}.field-meta.xml`), field);
    const grant = `<fieldPermissions><editable>false</editable><field>Task.${name}</field><readable>true</readable></fieldPermissions>`;
    writeFileSync(
      grants,
      readFileSync(grants, 'utf8').replace('<fieldPermissions>', `${grant}\n    <fieldPermissions>`),
    );
  }
  return folder;
}
const TEXT = '<length>255</length><type>Text</type>';
