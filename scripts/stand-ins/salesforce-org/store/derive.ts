// What the platform works out itself when a row leaves it out: names, closed flags, an activity's account, times.
// A value that the row gives always wins. Formula and roll-up fields are not here: they are computed when read.
import type { Row } from '../contract.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { civilDate } from '../../time/zones.ts';
import type { Store } from './store.ts';
import { storedInstant } from './values.ts';

export interface Derivation {
  readonly store: Store;
  readonly schema: Schema;
  readonly timeZone: string;
  /** The instant that a row gets which says nothing about its times. */
  readonly now: () => Date;
  /** Owner and creator of rows that name none. Never the integration user, whose activities do not count. */
  readonly defaultUser: string;
  /** Task statuses asked for so far and whether they are closed; emptied when the org's TaskStatus rows change. */
  readonly closedStatuses: Map<string, boolean>;
}

/** The value when it is text that is not empty. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const instant = (value: unknown): string | null => {
  const given = text(value);
  return given === null ? null : storedInstant(given);
};
/** First and last name, whichever there are; null when neither is. */
export const fullName = (row: Row): string | null => {
  const parts = [text(row['FirstName']), text(row['LastName'])].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
};

/** Sets `name` unless the row has the key already; a given null stays null. */
function fill(row: Row, name: string, value: () => unknown): void {
  if (row[name] === undefined) row[name] = value();
}

/** Completes a new row in place. */
export function deriveRow(object: ObjectDefinition, row: Row, using: Derivation): void {
  deriveTimes(object, row, using);
  switch (object.name) {
    case 'Task':
      deriveTask(row, using);
      break;
    case 'Event':
      deriveEvent(row, using);
      break;
    case 'Contact':
    case 'Lead':
    case 'User':
      fill(row, 'Name', () => fullName(row));
      break;
    case 'Opportunity':
      fill(row, 'IsClosed', () => stage(text(row['StageName']), using).closed);
      fill(row, 'IsWon', () => stage(text(row['StageName']), using).won);
      break;
    case 'Case':
      fill(row, 'IsClosed', () => text(row['Status']) === 'Closed');
      break;
    case 'TaskRelation':
    case 'EventRelation':
      deriveRelation(object, row, using);
      break;
    default:
  }
  if (object.name === 'User') {
    fill(row, 'IsActive', () => true);
    fill(row, 'TimeZoneSidKey', () => using.timeZone);
    fill(row, 'UserType', () => 'Standard');
  }
  for (const field of preset(object)) if (row[field.name] === undefined) row[field.name] = field.defaultValue;
}

const presets = new WeakMap<ObjectDefinition, readonly Field[]>();

/** Fields whose blank is not what a new row gets. Fields that a world adds later have no default. */
function preset(object: ObjectDefinition): readonly Field[] {
  let fields = presets.get(object);
  if (!fields) {
    fields = [...object.fields.values()].filter((field) => field.defaultValue !== null && field.defaultValue !== false);
    presets.set(object, fields);
  }
  return fields;
}

function deriveTimes(object: ObjectDefinition, row: Row, using: Derivation): void {
  if (!object.fields.has('SystemModstamp')) return;
  if (object.fields.has('CreatedDate')) {
    fill(row, 'CreatedDate', () => {
      const changed = instant(row['LastModifiedDate']) ?? instant(row['SystemModstamp']);
      const now = using.now().toISOString();
      return changed !== null && changed < now ? changed : now;
    });
    fill(row, 'LastModifiedDate', () => row['SystemModstamp'] ?? row['CreatedDate']);
    fill(row, 'CreatedById', () => text(row['OwnerId']) ?? using.defaultUser);
    fill(row, 'LastModifiedById', () => row['CreatedById']);
  }
  fill(row, 'SystemModstamp', () => row['LastModifiedDate'] ?? using.now().toISOString());
  if (object.fields.has('OwnerId')) fill(row, 'OwnerId', () => using.defaultUser);
}

/** Whether a task status means closed: by the org's TaskStatus rows. */
export function taskClosed(status: string | null, { store, closedStatuses }: Derivation): boolean {
  if (status === null) return false;
  let closed = closedStatuses.get(status);
  if (closed === undefined) {
    const where = '("ApiName" = ? OR "MasterLabel" = ?) AND "IsClosed" = 1';
    closed = store.rows('TaskStatus', where, status, status).length > 0;
    closedStatuses.set(status, closed);
  }
  return closed;
}

/** What a stage means: by the org's OpportunityStage rows, else by its name. */
export function stage(name: string | null, { store }: Derivation): { closed: boolean; won: boolean } {
  if (name === null) return { closed: false, won: false };
  const found = store.rows('OpportunityStage', '"ApiName" = ? OR "MasterLabel" = ?', name, name)[0];
  if (found) return { closed: found['IsClosed'] === 1, won: found['IsWon'] === 1 };
  return { closed: /^closed\b/i.test(name), won: /^closed won$/i.test(name) };
}

function deriveTask(row: Row, using: Derivation): void {
  const status = text(row['Status']);
  fill(row, 'IsClosed', () => taskClosed(status, using));
  fill(row, 'AccountId', () => accountOf(row, using));
  fill(row, 'WhoCount', () => (text(row['WhoId']) === null ? 0 : 1));
  fill(row, 'WhatCount', () => (text(row['WhatId']) === null ? 0 : 1));
  fill(row, 'TaskSubtype', () => 'Task');
  fill(row, 'Priority', () => 'Normal');
  fill(row, 'IsHighPriority', () => text(row['Priority']) === 'High');
  // Not derived: an instant nobody gave could make two calls one, or one touch two. Orgs hold closed tasks without it, too.
  fill(row, 'CompletedDateTime', () => null);
}

/** The times of an event from each other. */
export function deriveEvent(row: Row, using: Derivation): void {
  const due = text(row['ActivityDate']);
  fill(
    row,
    'IsAllDayEvent',
    () => due !== null && row['StartDateTime'] === undefined && row['ActivityDateTime'] === undefined,
  );
  const allDay = row['IsAllDayEvent'] === true;
  if (allDay && due !== null) {
    fill(row, 'DurationInMinutes', () => 1440);
    fill(row, 'StartDateTime', () => `${due}T00:00:00.000Z`);
    const days = Math.max(0, Math.ceil(Number(row['DurationInMinutes']) / 1440) - 1);
    fill(row, 'EndDateTime', () => new Date(Date.parse(`${due}T00:00:00.000Z`) + days * 86_400_000).toISOString());
  }
  fill(row, 'StartDateTime', () => row['ActivityDateTime'] ?? null);
  const start = instant(row['StartDateTime']);
  if (!allDay && start !== null) {
    const end = instant(row['EndDateTime']);
    fill(row, 'DurationInMinutes', () => (end === null ? 60 : (Date.parse(end) - Date.parse(start)) / 60_000));
    fill(row, 'EndDateTime', () =>
      new Date(Date.parse(start) + Number(row['DurationInMinutes']) * 60_000).toISOString(),
    );
    fill(row, 'ActivityDateTime', () => start);
    fill(row, 'ActivityDate', () => civilDate(Date.parse(start), using.timeZone));
  }
  const ends = instant(row['EndDateTime']);
  fill(row, 'EndDate', () =>
    ends === null ? null : allDay ? ends.slice(0, 10) : civilDate(Date.parse(ends), using.timeZone),
  );
  fill(row, 'AccountId', () => accountOf(row, using));
  fill(row, 'WhoCount', () => (text(row['WhoId']) === null ? 0 : 1));
  fill(row, 'WhatCount', () => (text(row['WhatId']) === null ? 0 : 1));
  fill(row, 'EventSubtype', () => 'Event');
  fill(row, 'ShowAs', () => 'Busy');
  fill(row, 'GroupEventType', () => '0');
}

function deriveRelation(object: ObjectDefinition, row: Row, using: Derivation): void {
  const target = text(row['RelationId']);
  const kind = target === null ? null : (using.schema.byPrefix(target)?.name ?? null);
  const person = kind === 'Contact' || kind === 'Lead' || kind === 'User';
  fill(row, 'IsWhat', () => kind !== null && !person);
  fill(row, 'AccountId', () =>
    kind === 'Contact' && target !== null ? using.store.value('Contact', target, 'AccountId') : null,
  );
  if (object.name === 'EventRelation') {
    fill(row, 'IsParent', () => kind !== 'User');
    fill(row, 'IsInvitee', () => person);
    fill(row, 'Status', () => 'New');
  }
}

/**
 * The account of an activity: what WhatId leads to (an account, the account of an opportunity, contract or custom child),
 * else the account of the contact in WhoId, else none. A case or a lead leads to none.
 */
export function accountOf(row: Row, { store, schema }: Derivation): string | null {
  const what = text(row['WhatId']);
  const object = what === null ? null : schema.byPrefix(what);
  if (what !== null && object?.name === 'Account') return what;
  if (what !== null && object && (object.name === 'Opportunity' || object.name === 'Contract' || object.custom)) {
    const path = [...object.fields.values()].find(
      (field) => field.referenceTo.length === 1 && field.referenceTo[0] === 'Account',
    );
    const account = path ? store.value(object.name, what, path.name) : null;
    if (typeof account === 'string') return account;
  }
  const who = text(row['WhoId']);
  if (who === null || schema.byPrefix(who)?.name !== 'Contact') return null;
  const account = store.value('Contact', who, 'AccountId');
  return typeof account === 'string' ? account : null;
}
