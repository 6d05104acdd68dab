// Activities logged in Salesforce itself: Tasks and Events with their relations. Outreach's own Tasks are in outreach-*.ts.
import { secondsLater } from './org-calendar.ts';
import { closedTask } from './outreach-mail.ts';
import type { Rep } from './cast.ts';
import type { AccountSheet, Person } from './account-sheet.ts';
import type { Row } from './world.ts';

export interface TaskOptions {
  daysAgo: number;
  minute?: number;
  subject: string;
  subtype?: 'Task' | 'Email' | 'Call' | 'LinkedIn';
  /** The first is the WhoId; with two or more, each gets a TaskRelation row. Empty: on the account only. */
  people: readonly Person[];
  /** Default: the account when there are no people. */
  whatId?: string | null;
  rep?: Rep;
  /** Overrides of single fields: Status, ActivityDate, CompletedDateTime, CreatedDate, IsRecurrence … */
  fields?: Row;
}

/** A completed Task unless `fields` says otherwise. */
export function task(sheet: AccountSheet, options: TaskOptions): string {
  const { daysAgo, minute = 840, subject, subtype = 'Task', people, rep = sheet.owner, fields = {} } = options;
  const id = sheet.nextId('Task');
  const at = sheet.cast.calendar.at(daysAgo, minute, 30);
  const whatId = options.whatId === undefined ? (people.length === 0 ? sheet.accountId : null) : options.whatId;
  sheet.emit('salesforce/Task', () => ({
    ...closedTask(id, subject, subtype, sheet.cast.calendar.date(daysAgo), at, people[0] ?? null, rep),
    WhatId: whatId,
    ...fields,
  }));
  if (people.length > 1) for (const person of people) taskRelation(sheet, id, person);
  return id;
}

function taskRelation(sheet: AccountSheet, taskId: string, person: Person): void {
  const id = sheet.nextId('TaskRelation');
  sheet.emit('salesforce/TaskRelation', () => ({ Id: id, TaskId: taskId, RelationId: person.whoId, IsWhat: false }));
}

/** An open Task: due in the future or overdue; it never counts. */
export function openTask(
  sheet: AccountSheet,
  person: Person | null,
  dueDaysAgo: number,
  subject: string,
  status = 'Not Started',
): string {
  const createdAt = sheet.cast.calendar.at(Math.max(1, dueDaysAgo + 10), 545);
  const fields = { Status: status, CompletedDateTime: null, CreatedDate: createdAt };
  return task(sheet, { daysAgo: dueDaysAgo, subject, people: person === null ? [] : [person], fields });
}

export type Answer = 'Accepted' | 'Declined' | 'New';

export interface EventOptions {
  daysAgo: number;
  /** Local start minute; ignored when all day. */
  minute?: number;
  durationMinutes?: number;
  allDay?: boolean;
  subject: string;
  /** Contacts with what they answered; the first is the WhoId. `null`: on the event, but not invited. */
  guests: readonly { person: Person; answer: Answer | null }[];
  /** Colleagues who got a copy of their own (IsChild). */
  copies?: readonly Rep[];
  whatId?: string | null;
  rep?: Rep;
  fields?: Row;
}

export function event(sheet: AccountSheet, options: EventOptions): string {
  const { guests, copies = [], rep = sheet.owner } = options;
  const id = sheet.nextId('Event');
  emitEvent(sheet, id, options, rep, {
    IsChild: false,
    ...(copies.length > 0 ? { GroupEventType: '1' } : { GroupEventType: '0' }),
  });
  for (const { person, answer } of guests) {
    const relationId = sheet.nextId('EventRelation');
    sheet.emit('salesforce/EventRelation', () => ({
      Id: relationId,
      EventId: id,
      RelationId: person.whoId,
      IsParent: true,
      IsWhat: false,
      IsInvitee: answer !== null,
      ...(answer === null ? {} : { Status: answer }),
    }));
  }
  for (const copy of copies) {
    const copyId = sheet.nextId('Event');
    emitEvent(sheet, copyId, options, copy, { IsChild: true, GroupEventType: '1' });
    const relationId = sheet.nextId('EventRelation');
    sheet.emit('salesforce/EventRelation', () => ({
      Id: relationId,
      EventId: id,
      RelationId: copy.userId,
      IsParent: false,
      IsWhat: false,
      IsInvitee: true,
      Status: 'Accepted',
    }));
  }
  return id;
}

function emitEvent(sheet: AccountSheet, id: string, options: EventOptions, rep: Rep, own: Row): void {
  const { daysAgo, minute = 600, durationMinutes = 30, allDay = false, subject, guests, fields = {} } = options;
  const { calendar } = sheet.cast;
  sheet.emit('salesforce/Event', () => {
    const date = calendar.date(daysAgo);
    const start = allDay ? `${date}T00:00:00.000Z` : calendar.at(daysAgo, minute);
    const end = allDay ? start : secondsLater(start, durationMinutes * 60);
    const whatId = options.whatId === undefined ? (guests.length === 0 ? sheet.accountId : null) : options.whatId;
    return {
      Id: id,
      Subject: subject,
      Type: 'Meeting',
      WhoId: guests[0]?.person.whoId ?? null,
      WhatId: whatId,
      OwnerId: rep.userId,
      CreatedById: sheet.owner.userId,
      CreatedDate: calendar.at(Math.max(1, daysAgo + 6), 530),
      IsAllDayEvent: allDay,
      StartDateTime: start,
      EndDateTime: end,
      ...(allDay ? { ActivityDate: date, DurationInMinutes: 1440 } : { DurationInMinutes: durationMinutes }),
      IsPrivate: false,
      IsRecurrence: false,
      ...own,
      ...fields,
    };
  });
}
