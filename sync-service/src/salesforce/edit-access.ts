// Whether the integration user may edit the accounts it will write: by what the org says of a sample, and by trying it
// on a few in a call that is rolled back.
import type { OrgIdentity } from '../run/ports.ts';
import { ACCOUNT_FIELDS } from './account-schema.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';
import { bad, good, type Found } from './finding.ts';
import { among, quoted } from './soql.ts';

/** What UserRecordAccess takes in one query. */
const SAMPLE = 200;
const TRIED = 10;
const FIX = 'share accounts with edit access with the integration user: a sharing rule to its public group';
/** Nobody's Id: the row that makes the org roll the call back. */
const NOBODY = '001000000000000AAA';

export async function checkEditAccess(org: OrgConnection, { integrationUserId }: OrgIdentity): Promise<Found> {
  const doing = 'ask whether accounts may be edited';
  const accounts = await org.query(`SELECT Id, Name FROM Account LIMIT ${SAMPLE}`, { doing });
  const ids = accounts.map((account) => String(account['Id']));
  if (ids.length === 0) return bad('the integration user sees no account', FIX);
  const answers = await org.query(
    `SELECT RecordId, HasEditAccess FROM UserRecordAccess WHERE UserId = ${quoted(integrationUserId)} AND ${among('RecordId', ids)}`,
    { doing },
  );
  const editable = answers.filter((answer) => answer['HasEditAccess'] === true).length;
  const detail = `${editable} of ${ids.length} sampled accounts may be edited`;
  return editable === ids.length ? good(detail) : bad(detail, FIX);
}

/**
 * Writes to a few accounts the value that one field already holds, together with a row that must fail, all or none: the
 * org runs its checks and triggers and then rolls everything back.
 */
export async function checkDryWrite(org: OrgConnection): Promise<Found> {
  const field = ACCOUNT_FIELDS.activeTouchpoints.apiName;
  const doing = 'try a write that is rolled back';
  const accounts = await org.query(`SELECT Id, ${field} FROM Account LIMIT ${TRIED}`, { doing });
  if (accounts.length === 0) return bad('there is no account to try', FIX);
  const rows = accounts.map((account) => ({ Id: account['Id'], [field]: account[field] ?? null }));
  const answer = await org.rest({
    method: 'PATCH',
    path: '/composite/sobjects',
    json: {
      allOrNone: true,
      records: [...rows, { Id: NOBODY, [field]: null }].map((row) => ({ attributes: { type: 'Account' }, ...row })),
    },
    headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' },
    doing,
  });
  const results: unknown[] = Array.isArray(answer) ? answer.slice(0, rows.length) : [];
  const refused = results.flatMap((result) => {
    const errors = isRecord(result) && Array.isArray(result['errors']) ? result['errors'].filter(isRecord) : [];
    return errors.filter((error) => error['statusCode'] !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
  });
  const [first] = refused;
  if (!first)
    return good(`${rows.length} accounts would have been saved; the call was rolled back, nothing was changed`);
  return bad(
    `${refused.length} of ${rows.length} accounts would be refused: ${String(first['statusCode'])}: ${String(first['message'])}; nothing was changed`,
    FIX,
  );
}
