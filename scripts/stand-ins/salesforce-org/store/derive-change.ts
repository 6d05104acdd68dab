// What the platform works out itself when an existing row changes. Completing new rows is in derive.ts.
import type { Row } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { accountOf, deriveEvent, fullName, stage, taskClosed, text } from './derive.ts';
import type { Derivation } from './derive.ts';

/** Objects of which a change of one field may change another. */
export const DERIVED: ReadonlySet<string> = new Set([
  'Task',
  'Event',
  'Contact',
  'Lead',
  'User',
  'Opportunity',
  'Contract',
]);

const EVENT_TIMES = [
  'StartDateTime',
  'ActivityDateTime',
  'EndDateTime',
  'ActivityDate',
  'EndDate',
  'DurationInMinutes',
];

/** What follows from a change of an existing row; `after` is the row with the change applied. */
export function deriveChange(object: ObjectDefinition, changes: Row, after: Row, using: Derivation): Row {
  const more: Row = {};
  const changed = (...names: string[]): boolean => names.some((name) => name in changes);
  const set = (name: string, value: () => unknown): void => {
    if (!(name in changes)) more[name] = value();
  };
  if (object.name === 'Task' || object.name === 'Event') {
    if (changed('WhoId', 'WhatId')) {
      set('AccountId', () => accountOf(after, using));
      set('WhoCount', () => (text(after['WhoId']) === null ? 0 : 1));
      set('WhatCount', () => (text(after['WhatId']) === null ? 0 : 1));
    }
  }
  if (object.name === 'Task' && changed('Status')) {
    const closed = taskClosed(text(after['Status']), using);
    set('IsClosed', () => closed);
    set('CompletedDateTime', () => (closed ? using.now().toISOString() : null));
  }
  if (
    object.name === 'Event' &&
    changed('StartDateTime', 'ActivityDateTime', 'DurationInMinutes', 'EndDateTime', 'ActivityDate')
  ) {
    const fresh: Row = { ...after, ...changes };
    for (const name of EVENT_TIMES) {
      if (!(name in changes)) fresh[name] = undefined;
    }
    fresh['IsAllDayEvent'] = after['IsAllDayEvent'] === true || after['IsAllDayEvent'] === 1;
    if (!changed('StartDateTime', 'ActivityDateTime', 'ActivityDate')) {
      fresh['StartDateTime'] = after['StartDateTime'];
      fresh['ActivityDate'] = after['ActivityDate'];
    }
    if (!changed('DurationInMinutes', 'EndDateTime')) fresh['DurationInMinutes'] = after['DurationInMinutes'];
    deriveEvent(fresh, using);
    for (const name of EVENT_TIMES) set(name, () => fresh[name]);
  }
  if (['Contact', 'Lead', 'User'].includes(object.name) && changed('FirstName', 'LastName'))
    set('Name', () => fullName(after));
  if (object.name === 'Opportunity' && changed('StageName')) {
    const { closed, won } = stage(text(after['StageName']), using);
    set('IsClosed', () => closed);
    set('IsWon', () => won);
  }
  return more;
}

/**
 * Moves the activities of a contact, opportunity or contract to the account that it now belongs to. Their SystemModstamp
 * stays: nobody documents that it moves, so readers must not count on it.
 */
export function moveActivities(object: ObjectDefinition, id: string, using: Derivation): void {
  const by =
    object.name === 'Contact' ? 'WhoId' : object.name === 'Opportunity' || object.name === 'Contract' ? 'WhatId' : null;
  if (by === null) return;
  for (const name of ['Task', 'Event']) {
    const activity = using.schema.known(name);
    for (const row of using.store.rows(name, `"${by}" = ?`, id)) {
      const account = accountOf(row, using);
      if (account !== row['AccountId']) using.store.update(activity, String(row['Id']), { AccountId: account });
    }
  }
}
