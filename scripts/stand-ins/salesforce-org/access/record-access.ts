// UserRecordAccess: what a user may do with single records. The platform computes it when asked, so this fills the
// table just before a query reads it. A world's own rows say where edit access is refused.
import type { Tree } from '../soql/parse.ts';
import { parseSoql, treeOf } from '../soql/parse.ts';
import { unquote } from '../soql/literals.ts';
import { OrgError } from '../org-error.ts';
import { fullId } from '../schema/ids.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import { editFilter, rowFilter } from './row-filter.ts';
import type { Viewer } from './viewer.ts';

const FILTER =
  'UserRecordAccess can only be queried with the filters UserId = [one Id] and RecordId = [one Id] or RecordId IN [up to 200 Ids]';

interface Refusal {
  readonly read: boolean;
  readonly edit: boolean;
}

export class RecordAccess {
  readonly #store: Store;
  readonly #schema: Schema;
  readonly #refusals = new Map<string, Refusal>();

  constructor(store: Store, schema: Schema) {
    this.#store = store;
    this.#schema = schema;
  }

  /** Takes over the rows that the world put into the table; one without UserId holds for everybody. */
  learn(): void {
    for (const row of this.#store.rows('UserRecordAccess')) {
      const key = `${String(row['UserId'] ?? '')}:${String(row['RecordId'] ?? row['Id'])}`;
      this.#refusals.set(key, { read: row['HasReadAccess'] === 1, edit: row['HasEditAccess'] === 1 });
    }
    this.#store.db.exec('DELETE FROM "UserRecordAccess"');
  }

  #refusal(recordId: string, userId: string): Refusal | null {
    return this.#refusals.get(`${userId}:${recordId}`) ?? this.#refusals.get(`:${recordId}`) ?? null;
  }

  mayEdit(recordId: string, userId: string): boolean {
    return this.#refusal(recordId, userId)?.edit ?? true;
  }

  /** @throws OrgError MALFORMED_QUERY unless the query names one user and its records. */
  fill(soql: string, viewerOf: (userId: string) => Viewer): void {
    const { where } = parseSoql(soql);
    const users: string[] = [];
    const records: string[] = [];
    const collect = (tree: Tree): void => {
      if (tree.kind === 'and') tree.parts.forEach(collect);
      if (tree.kind !== 'test' || !('field' in tree.test) || !('value' in tree.test)) return;
      const { field, operator, value } = tree.test;
      const ids = (Array.isArray(value) ? value : [value]).flatMap((each) =>
        each.startsWith("'") ? (fullId(unquote(each)) ?? []) : [],
      );
      if (operator !== '=' && operator !== 'IN') return;
      if (field.toLowerCase() === 'userid') users.push(...ids);
      if (field.toLowerCase() === 'recordid') records.push(...ids);
    };
    if (where) collect(treeOf(where, soql));
    const [userId] = users;
    if (userId === undefined || users.length !== 1 || records.length === 0 || records.length > 200)
      throw new OrgError('MALFORMED_QUERY', FILTER);
    const viewer = viewerOf(userId);
    const put = this.#store.db.prepare(
      `INSERT INTO "UserRecordAccess" ("Id", "RecordId", "UserId", "HasReadAccess", "HasEditAccess", "HasDeleteAccess", "HasTransferAccess", "HasAllAccess", "MaxAccessLevel")
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("Id") DO UPDATE SET "HasReadAccess" = excluded."HasReadAccess", "HasEditAccess" = excluded."HasEditAccess",
       "HasDeleteAccess" = excluded."HasDeleteAccess", "HasTransferAccess" = excluded."HasTransferAccess", "HasAllAccess" = excluded."HasAllAccess", "MaxAccessLevel" = excluded."MaxAccessLevel"`,
    );
    for (const recordId of records) {
      const { read, edit, all } = this.#access(recordId, viewer);
      const level = all ? 'All' : edit ? 'Edit' : read ? 'Read' : 'None';
      put.run(
        `${userId}${recordId}`,
        recordId,
        userId,
        Number(read),
        Number(edit),
        Number(all),
        Number(all),
        Number(all),
        level,
      );
    }
  }

  #access(recordId: string, viewer: Viewer): { read: boolean; edit: boolean; all: boolean } {
    const object = this.#schema.byPrefix(recordId);
    const rights = object ? viewer.object(object.name) : null;
    if (!object || !rights?.read) return { read: false, edit: false, all: false };
    const filter = rowFilter(object, 't', viewer, this.#schema);
    const changing = editFilter(object, 't', viewer, this.#schema);
    const row = this.#store.db
      .prepare(
        `SELECT ${changing ?? '1'} AS edit FROM "${object.name}" t WHERE t."Id" = ? AND t."IsDeleted" = 0${filter === null ? '' : ` AND ${filter}`}`,
      )
      .get(recordId);
    const refusal = this.#refusal(recordId, viewer.userId);
    const read = row !== undefined && (refusal?.read !== false || refusal.edit);
    const edit = read && rights.edit && row['edit'] === 1 && (refusal?.edit ?? true);
    return { read, edit, all: edit && rights.modifyAll };
  }
}
