// What people do to records by hand and no REST call does: merge, take out of the recycle bin, convert a lead. Writing as
// the API offers it is in write.ts.
import type { Row } from '../contract.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { newId } from '../schema/ids.ts';
import { accountOf, deriveRow } from '../store/derive.ts';
import type { Derivation } from '../store/derive.ts';
import type { StoredRow } from '../store/store.ts';
import { change, WITH_PARENT } from './write.ts';

const MERGED = new Set(['Account', 'Contact', 'Lead']);

/**
 * Changed rows get a later SystemModstamp. Children that only follow (activities, contacts and opportunities of a merged
 * account, activities of a converted lead) keep theirs: nobody documents that it moves, so readers must not count on it.
 */
export class UserActions {
  readonly #using: Derivation;
  readonly #sequence: () => number;

  constructor(using: Derivation, sequence: () => number) {
    this.#using = using;
    this.#sequence = sequence;
  }

  /** The losers go to the recycle bin and name their master; all that hung on them hangs on it from now on. */
  merge(objectName: string, masterId: string, loserIds: readonly string[]): void {
    if (!MERGED.has(objectName)) throw new OrgError('INVALID_OPERATION', `${objectName} cannot be merged.`);
    const object = this.#using.schema.known(objectName);
    this.#using.store.transaction(() => {
      this.#living(object, masterId);
      for (const id of loserIds) {
        const loser = this.#living(object, id);
        this.#handOver(object, id, masterId);
        change(object, loser, { IsDeleted: true, MasterRecordId: masterId, ...this.#byPerson() }, this.#using);
      }
    });
  }

  /** Takes records out of the recycle bin, with the children that went there with them. */
  undelete(ids: readonly string[]): void {
    this.#using.store.transaction(() => {
      for (const id of ids) {
        const object = this.#using.schema.byPrefix(id);
        const row = object && this.#using.store.row(object, id);
        if (!object || row?.['IsDeleted'] !== 1)
          throw new OrgError('UNDELETE_FAILED', `${id} is not in the recycle bin.`);
        if (row['MasterRecordId'] !== null && row['MasterRecordId'] !== undefined)
          throw new OrgError('UNDELETE_FAILED', `${id} was merged and does not come back.`);
        this.#restore(object, row);
      }
    });
  }

  /** A lead becomes the contact given, or a new one of the account; its activities follow. Returns the contact's Id. */
  convert(leadId: string, accountId: string, given: string | null): string {
    const { store, schema, now } = this.#using;
    const [lead, contact] = [schema.known('Lead'), schema.known('Contact')];
    return store.transaction(() => {
      const before = this.#living(lead, leadId);
      if (before['IsConverted'] === 1) throw new OrgError('CANNOT_UPDATE_CONVERTED_LEAD', `${leadId} is converted.`);
      this.#living(schema.known('Account'), accountId);
      const contactId = given ?? this.#newContact(contact, before, accountId);
      this.#living(contact, contactId);
      const converted = {
        ConvertedAccountId: accountId,
        ConvertedContactId: contactId,
        ConvertedDate: now().toISOString().slice(0, 10),
      };
      change(lead, before, { IsConverted: true, ...converted, ...this.#byPerson() }, this.#using);
      this.#handOver(lead, leadId, contactId);
      return contactId;
    });
  }

  #living(object: ObjectDefinition, id: string): StoredRow {
    const row = this.#using.store.row(object, id);
    if (row && row['IsDeleted'] !== 1) return row;
    throw new OrgError(
      'INVALID_CROSS_REFERENCE_KEY',
      `There is no ${object.name} ${id}; give the 18-character Id of one.`,
    );
  }

  /** Never the integration user: what it does is its own doing and not news. */
  #byPerson(): Row {
    return { LastModifiedById: this.#using.defaultUser };
  }

  /** Every reference from one record to another one, and what follows from it for the account of activities. */
  #handOver(object: ObjectDefinition, from: string, to: string): void {
    const { store, schema } = this.#using;
    const moved: string[] = [];
    for (const { child, field } of schema.childRelations(object)) {
      if (/^(MasterRecordId|Converted\w+Id)$/.test(field.name) || field.formula !== null) continue;
      for (const row of store.rows(child.name, `"${field.name}" = ?`, from)) {
        store.update(child, String(row['Id']), { [field.name]: to });
        if (child.name === 'Contact') moved.push(String(row['Id']));
      }
    }
    for (const id of [to, ...moved])
      for (const name of ['Task', 'Event'])
        for (const row of store.rows(name, '"WhoId" = ? OR "WhatId" = ?', id, id))
          store.update(schema.known(name), String(row['Id']), { AccountId: accountOf(row, this.#using) });
  }

  #restore(object: ObjectDefinition, row: StoredRow): void {
    const { store, schema } = this.#using;
    change(object, row, { IsDeleted: false, ...this.#byPerson() }, this.#using);
    for (const [childName, key] of WITH_PARENT[object.name] ?? [])
      for (const child of store.rows(childName, `"${key}" = ? AND "IsDeleted" = 1`, String(row['Id'])))
        if (typeof child['MasterRecordId'] !== 'string') this.#restore(schema.known(childName), child);
  }

  #newContact(contact: ObjectDefinition, lead: StoredRow, accountId: string): string {
    const { store } = this.#using;
    const id = newId(contact.keyPrefix ?? '003', this.#sequence());
    const taken = ['FirstName', 'LastName', 'Title', 'Email', 'Phone', 'OwnerId'].map((name) => [
      name,
      lead[name] ?? null,
    ]);
    const row: Row = { ...(Object.fromEntries(taken) as Row), Id: id, AccountId: accountId };
    deriveRow(contact, row, this.#using);
    store.insert(contact, row);
    return id;
  }
}
