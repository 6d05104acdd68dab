// Mail sent from Outreach, its replies and opens: the mailing, its recipients and the Tasks it leaves in Salesforce.
import { connection, type Rep, type Sequence } from './cast.ts';
import { secondsLater } from './org-calendar.ts';
import type { AccountSheet, Person } from './account-sheet.ts';
import type { Row } from './world.ts';

export type Sentiment = 'positive' | 'neutral' | 'negative';

export interface MailOptions {
  daysAgo: number;
  /** Minute of the day in the org's zone. */
  minute?: number;
  subject: string;
  /** `auto` and `manual` are steps of the sequence; `single` is a mail outside any sequence. */
  kind: 'auto' | 'manual' | 'single';
  sequence?: Sequence;
  rep?: Rep;
  /** `never`: Outreach keeps the mail to itself. */
  synced?: 'task' | 'never';
  bounced?: boolean;
  /** Days ago of each open; each leaves a Task of its own. */
  opens?: readonly number[];
  reply?: { daysAgo: number; minute?: number; sentiment: Sentiment; told?: 'mailing' | 'state' };
  /** An internal colleague in copy. */
  copyTo?: Rep;
  whatId?: string;
  /** False: Outreach does not name the Tasks it wrote of the mail. */
  connected?: boolean;
  /** The sent Task is in the recycle bin. */
  taskDeleted?: boolean;
}

export interface SentMail {
  readonly mailingId: number;
  readonly sentTaskId: string | null;
  readonly replyTaskId: string | null;
}

/** Words no service may ever fetch or store: tests look for them. */
export const BODY_MARK = 'CONFIDENTIAL-BODY';

export function mail(sheet: AccountSheet, person: Person, options: MailOptions): SentMail {
  const { daysAgo, minute = 600, subject, synced = 'task', bounced = false, opens = [], reply } = options;
  const { calendar } = sheet.cast;
  const rep = options.rep ?? sheet.owner;
  const at = calendar.at(daysAgo, minute, 5);
  const repliedAt = reply === undefined ? null : calendar.at(reply.daysAgo, reply.minute ?? 720, 20);
  const mailingId = sheet.nextNumber('mailing');
  const sentTaskId = synced === 'task' ? emailTask(sheet, person, 'Out', subject, daysAgo, at, rep, options) : null;
  const replyTaskId =
    synced === 'task' && reply !== undefined && repliedAt !== null
      ? emailTask(sheet, person, 'In', `Re: ${subject}`, reply.daysAgo, repliedAt, rep, whatOf(options))
      : null;
  for (const opened of opens) loggedEvent(sheet, person, 'Opened', subject, opened, 800, rep);
  if (bounced && synced === 'task') loggedEvent(sheet, person, 'Bounced', subject, daysAgo, minute + 2, rep);
  tallyMail(sheet, person, options, at, repliedAt, rep);
  const last = lastOf(at, repliedAt, opens.length > 0 ? calendar.at(Math.min(...opens), 800) : null);
  sheet.touched(person, last);
  emitMailing(sheet, person, options, { mailingId, sentTaskId, replyTaskId }, { at, repliedAt, last, rep });
  return { mailingId, sentTaskId, replyTaskId };
}

/** A mail the person wrote on their own: it answers no mailing of ours. */
export function inboundMail(
  sheet: AccountSheet,
  person: Person,
  daysAgo: number,
  minute: number,
  subject: string,
): string {
  return emailTask(sheet, person, 'In', subject, daysAgo, sheet.cast.calendar.at(daysAgo, minute, 25), sheet.owner, {});
}

/** A Task that only says that a mail was opened, clicked or bounced. */
export function loggedEvent(
  sheet: AccountSheet,
  person: Person,
  what: 'Opened' | 'Clicked' | 'Bounced',
  subject: string,
  daysAgo: number,
  minute: number,
  rep: Rep = sheet.owner,
): string {
  const id = sheet.nextId('Task');
  const at = sheet.cast.calendar.at(daysAgo, minute, 40);
  sheet.emit('salesforce/Task', () =>
    closedTask(
      id,
      `[Outreach] [Email] [${what}] ${subject}`,
      'Email',
      sheet.cast.calendar.date(daysAgo),
      at,
      person,
      rep,
    ),
  );
  return id;
}

/** The fields every Task logged by Outreach or a dialler has. */
export function closedTask(
  id: string,
  subject: string,
  subtype: 'Email' | 'Call' | 'Task' | 'LinkedIn',
  date: string,
  at: string,
  person: Person | null,
  rep: Rep,
): Row {
  return {
    Id: id,
    Subject: subject,
    Status: 'Completed',
    Priority: 'Normal',
    ...(subtype === 'Email' || subtype === 'Call' ? { Type: subtype } : {}),
    TaskSubtype: subtype,
    ActivityDate: date,
    CompletedDateTime: at,
    WhoId: person?.whoId ?? null,
    OwnerId: rep.userId,
    CreatedById: rep.userId,
    CreatedDate: at,
  };
}

function emailTask(
  sheet: AccountSheet,
  person: Person,
  direction: 'In' | 'Out',
  subject: string,
  daysAgo: number,
  at: string,
  rep: Rep,
  more: { taskDeleted?: boolean; whatId?: string },
): string {
  const id = sheet.nextId('Task');
  sheet.emit('salesforce/Task', () => ({
    ...closedTask(
      id,
      `[Outreach] [Email] [${direction}] ${subject}`,
      'Email',
      sheet.cast.calendar.date(daysAgo),
      at,
      person,
      rep,
    ),
    ...(more.whatId === undefined ? {} : { WhatId: more.whatId }),
    Description: `${BODY_MARK} ${subject}`,
    ...(more.taskDeleted === true ? { IsDeleted: true } : {}),
  }));
  return id;
}

function whatOf(options: MailOptions): { whatId?: string } {
  return options.whatId === undefined ? {} : { whatId: options.whatId };
}

function lastOf(...instants: readonly (string | null)[]): string {
  return instants.reduce<string>((last, instant) => (instant !== null && instant > last ? instant : last), '');
}

function tallyMail(
  sheet: AccountSheet,
  person: Person,
  options: MailOptions,
  at: string,
  repliedAt: string | null,
  rep: Rep,
): void {
  if (options.sequence === undefined) return;
  const tally = sheet.state(person, options.sequence, rep, at);
  if (options.bounced === true) tally.bounced += 1;
  else tally.delivered += 1;
  tally.opened += options.opens?.length ?? 0;
  if (options.reply === undefined || repliedAt === null) return;
  tally.replied += 1;
  tally[options.reply.sentiment] += 1;
  tally.repliedAt = lastOf(tally.repliedAt, repliedAt);
  if (repliedAt > tally.lastAt) tally.lastAt = repliedAt;
}

interface Sent {
  at: string;
  repliedAt: string | null;
  last: string;
  rep: Rep;
}

function emitMailing(
  sheet: AccountSheet,
  person: Person,
  options: MailOptions,
  ids: SentMail,
  { at, repliedAt, last, rep }: Sent,
): void {
  if (person.prospectId === null)
    throw new Error(`${person.name} has no prospect; give a link before sending Outreach mail.`);
  const { subject, kind, sequence, bounced = false, opens = [], reply, copyTo } = options;
  const prospect = sheet.data('prospect', person.prospectId);
  const toId = sheet.nextNumber('recipient');
  const copyId = copyTo === undefined ? null : sheet.nextNumber('recipient');
  const recipient = (id: number, recipientType: string, value: string, relationships: Record<string, unknown>): void =>
    sheet.emit('outreach/recipient', () => ({
      type: 'recipient',
      id,
      attributes: { recipientType, primary: recipientType === 'to', value, createdAt: at, updatedAt: at },
      relationships,
    }));
  recipient(toId, 'to', person.email, { prospect, user: { data: null } });
  if (copyTo !== undefined && copyId !== null)
    recipient(copyId, 'cc', copyTo.email, { prospect: { data: null }, user: sheet.data('user', copyTo.outreachId) });
  const step = sequence?.steps.find(
    (candidate) => candidate.kind === (kind === 'auto' ? 'auto_email' : 'manual_email'),
  );
  const stateId = sequence === undefined ? null : sheet.state(person, sequence, rep, at).id;
  sheet.emit('outreach/mailing', () => ({
    type: 'mailing',
    id: ids.mailingId,
    attributes: {
      subject,
      state: bounced ? 'bounced' : reply !== undefined ? 'replied' : opens.length > 0 ? 'opened' : 'delivered',
      mailingType: sequence === undefined ? 'single' : 'sequence',
      mailboxAddress: rep.email,
      messageId: `<${ids.mailingId}@seller.example>`,
      scheduledAt: at,
      deliveredAt: at,
      bouncedAt: bounced ? secondsLater(at, 90) : null,
      openCount: opens.length,
      openedAt: opens.length > 0 ? sheet.cast.calendar.at(Math.min(...opens), 800) : null,
      clickCount: 0,
      clickedAt: null,
      repliedAt,
      // Newer tenants return the sentiment on the mailing; in others only the sequence state's counters tell it.
      ...(reply !== undefined && reply.told !== 'state' ? { replySentiment: reply.sentiment } : {}),
      bodyHtml: `<p>${BODY_MARK}</p>`,
      bodyText: BODY_MARK,
      createdAt: secondsLater(at, -60),
      stateChangedAt: last,
      updatedAt: secondsLater(last, 2),
    },
    relationships: {
      prospect,
      sequence: sequence === undefined ? { data: null } : sheet.data('sequence', sequence.id),
      sequenceState: stateId === null ? { data: null } : sheet.data('sequenceState', stateId),
      sequenceStep: step === undefined ? { data: null } : sheet.data('sequenceStep', step.id),
      user: sheet.data('user', rep.outreachId),
      recipients: { data: [toId, ...(copyId === null ? [] : [copyId])].map((id) => ({ type: 'recipient', id })) },
    },
    ...(options.connected === false ? {} : connectionsOf(ids.sentTaskId, ids.replyTaskId)),
  }));
}

/** The sent and the replied Task are both named by the mailing they belong to. */
export function connectionsOf(...taskIds: readonly (string | null)[]): { meta?: { dataConnections: unknown[] } } {
  const connections = taskIds.filter((id) => id !== null).map((id) => connection('Task', id));
  return connections.length > 0 ? { meta: { dataConnections: connections } } : {};
}
