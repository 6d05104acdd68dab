// The Salesforce org as a run sees it: puts the parts of this room together. No rule about scores lives here.
import { FatalFailure } from '../run/failures.ts';
import type { RunRecords } from '../run/heartbeat.ts';
import type { AlertPort, OrgIdentity, OrgPort } from '../run/ports.ts';
import { zoneNamed } from '../scoring/calendar.ts';
import { findAccessProblems } from './access.ts';
import { findDue, findInBook, readBook, readHeld } from './accounts.ts';
import { findAccountsOfTasks, findChanges } from './changed.ts';
import type { SalesforceConfig } from './config.ts';
import { OrgConnection } from './connection.ts';
import { findContacts, findNames } from './contacts.ts';
import { Describer } from './describe.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { forecastRequests } from './forecast.ts';
import { createRunRecords } from './good-runs.ts';
import { createNotifier } from './notify.ts';
import { findPerson, findStoriesNaming } from './person.ts';
import { readPolicy } from './read-policy.ts';
import { readRange } from './read-range.ts';
import { readReported } from './reported.ts';
import { saveRunRecord } from './run-record.ts';
import { Selector } from './select.ts';
import { quoted } from './soql.ts';
import { sampleTaskFields } from './task-fields.ts';
import { findTasks } from './tasks.ts';
import { writeAccounts } from './write-accounts.ts';

/** First wait between two looks at a Bulk job. */
const POLL_MS = 250;

export interface SalesforceOrg extends OrgPort {
  /** What `doctor` prints: each check with what was found and, when it failed, the fix. Writes no value. */
  diagnose(): Promise<readonly Finding[]>;
  /** Milliseconds by which the org's clock was ahead of this machine's at the last answer; 0 before the first. */
  clockAhead(): number;
  /** Notifies the people who hold the permission set Touchpoint Admin. */
  readonly notifier: AlertPort;
  /** The records of runs, for the check from outside. */
  readonly runRecords: RunRecords;
  /** Closes the connections; calls under way end first. */
  close(): Promise<void>;
}

/** Throws a ConfigurationFailure for a login address that is none; everything else is found by the first call. */
export function createOrg(config: SalesforceConfig): SalesforceOrg {
  const connection = new OrgConnection(config);
  const describer = new Describer(connection);
  const pollMs = config.pollMs ?? POLL_MS;
  const selector = new Selector(connection, pollMs);
  let zoneName: string | null = null;
  const identify = async (): Promise<OrgIdentity> => {
    const identity = await identityOf(connection);
    zoneName = identity.timeZone;
    return identity;
  };
  return {
    identify,
    readPolicy: () => readPolicy(connection, describer),
    findAccessProblems: () => {
      describer.forget();
      return findAccessProblems(describer);
    },
    readBook: (signal) => readBook(selector, describer, signal),
    async readRange(range, policy, since, signal) {
      const zone = zoneNamed(zoneName ?? (await identify()).timeZone);
      return readRange({ range, policy, since, zone, selector, describer, signal });
    },
    readReported: (range, from, to, signal) => readReported(selector, describer, { range, from, to, signal }),
    findContacts: (ids, signal) => findContacts(selector, describer, ids, signal),
    findTasks: (ids, signal) => findTasks(selector, ids, signal),
    findChanges: (since, integrationUserId, signal) =>
      findChanges({ selector, describer, since, integrationUserId, signal }),
    findAccountsOfTasks: (ids, signal) => findAccountsOfTasks({ selector, describer, signal }, ids),
    findDue: (day, signal) => findDue(selector, describer, day, signal),
    findInBook: (ids, signal) => findInBook(selector, describer, ids, signal),
    findNames: (ids, signal) => findNames(selector, ids, signal),
    sampleTaskFields: (since, signal) => sampleTaskFields(connection, describer, since, signal),
    readHeld: (ids, signal) => readHeld(selector, describer, ids, signal),
    findPerson: (asked, signal) => findPerson(selector, describer, asked, signal),
    findStoriesNaming: (words, signal) => findStoriesNaming(selector, describer, words, signal),
    writeAccounts: (changes, signal) => writeAccounts(connection, changes, { log: config.log, pollMs, signal }),
    saveRunRecord: (id, record) => saveRunRecord(connection, id, record),
    usage: () => connection.wire.usage,
    forecast: forecastRequests,
    chargedTo: (purse, work) => connection.wire.chargedTo(purse, work),
    clockAhead: () => connection.wire.ahead,
    notifier: createNotifier(connection),
    runRecords: createRunRecords(connection),
    diagnose: () => diagnose(connection, describer, identify, config),
    close: () => connection.close(),
  };
}

async function identityOf(connection: OrgConnection): Promise<OrgIdentity> {
  const { orgId, userId } = await connection.identity();
  const doing = 'read who and where we are';
  const [organization] = await connection.query('SELECT Id, TimeZoneSidKey FROM Organization', { doing });
  const now = connection.wire.clock;
  const [user] = await connection.query(`SELECT Id, Username FROM User WHERE Id = ${quoted(userId)}`, { doing });
  const timeZone = organization?.['TimeZoneSidKey'];
  const username = user?.['Username'];
  if (typeof timeZone !== 'string' || typeof username !== 'string' || now === null)
    throw new FatalFailure(`Salesforce: could not ${doing}: organization, user or clock are missing in the answers`, {
      code: 'SALESFORCE_NO_IDENTITY',
      actions: ['assign the permission set Touchpoint Integration to the integration user'],
    });
  return { orgId, timeZone, integrationUserId: userId, username, url: connection.instanceUrl, now };
}
