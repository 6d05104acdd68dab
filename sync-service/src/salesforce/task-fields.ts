// What the custom fields of Task hold, for the audit: which of the newest Tasks name an Outreach record in them. The values
// stay here; only the ids they name leave.
import type { TaskFieldSample } from '../run/ports.ts';
import type { Day } from '../scoring/calendar.ts';
import { namedBy } from '../scoring/matching.ts';
import type { OrgConnection } from './connection.ts';
import type { Describer, FieldDescription } from './describe.ts';
import { rowsOf } from './select.ts';
import { margin } from './soql.ts';

/** One page of a REST query. */
const SAMPLE_ROWS = 2_000;
/** Keeps the query far below the 16 kB of an address; a name has up to 43 characters. */
const MAX_FIELDS = 100;
const HOLDING_IDS = new Set(['string', 'double', 'int', 'url']);
// Looked at first where an org has more fields than fit.
const TELLING = /outreach|orum|sequence|mailing|message|engagement|call|external|_id__c$/i;

export async function sampleTaskFields(
  connection: OrgConnection,
  describer: Describer,
  since: Day,
  signal: AbortSignal,
): Promise<TaskFieldSample> {
  const task = await describer.object('Task');
  const fields = [...(task?.fields.values() ?? [])]
    .filter(({ name, type }) => name.endsWith('__c') && HOLDING_IDS.has(type))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_FIELDS)
    .map(({ name, type }) => ({ name, type }));
  if (fields.length === 0) return { fields, tasks: [] };
  const columns = ['Id', ...fields.map(({ name }) => name)];
  const soql = `SELECT ${columns.join(', ')} FROM Task WHERE CreatedDate >= ${margin(since).instant} ORDER BY CreatedDate DESC LIMIT ${SAMPLE_ROWS}`;
  const records = await connection.query(soql, { doing: 'read a sample of Task', signal });
  const tasks = rowsOf(records, columns).map(([id = '', ...values]) => ({
    id,
    ids: new Map(
      fields.flatMap(({ name }, at) => {
        const value = values[at] ?? '';
        return value === '' ? [] : [[name, namedBy(value)?.id ?? null] as const];
      }),
    ),
  }));
  return { fields, tasks };
}

function rank({ name }: FieldDescription): number {
  return TELLING.test(name) ? 0 : 1;
}
