// Calls made in Outreach or by Orum: the call record and the Tasks it leaves in Salesforce.
import { DISPOSITIONS, type Disposition, type DispositionName, type Rep, type Sequence } from './cast.ts';
import { secondsLater } from './org-calendar.ts';
import { closedTask, connectionsOf } from './outreach-mail.ts';
import type { AccountSheet, Person } from './account-sheet.ts';

export interface CallOptions {
  daysAgo: number;
  minute?: number;
  disposition: DispositionName;
  /** Who dialled; Orum's calls reach Outreach with its name or, in some tenants, only with a recording link. */
  dialler?: 'outreach' | 'orum' | 'orum-unnamed';
  /** Which Tasks exist: Outreach's, Orum's own, both for the same call, or none. */
  tasks?: 'outreach' | 'orum' | 'both' | 'none';
  /** Which of these Tasks Outreach names; default all. */
  connected?: 'all' | 'outreach' | 'none';
  /** False when only Orum's own Task tells of the call. */
  inOutreach?: boolean;
  sequence?: Sequence;
  rep?: Rep;
  inbound?: boolean;
  /** The documented or the observed spelling of the outcome. */
  spelling?: 'documented' | 'live';
  taskDeleted?: boolean;
  whatId?: string;
}

/** @returns the Ids of the Tasks that were made. */
export function call(sheet: AccountSheet, person: Person, options: CallOptions): string[] {
  const { daysAgo, minute = 660, dialler = 'outreach', tasks = 'outreach', inOutreach = true } = options;
  const rep = options.rep ?? sheet.owner;
  const dialedAt = sheet.cast.calendar.at(daysAgo, minute, 10);
  const disposition = DISPOSITIONS.find(({ name }) => name === options.disposition);
  if (disposition === undefined)
    throw new Error(`Disposition ${options.disposition} is unknown; add it to DISPOSITIONS.`);
  const taskIds: string[] = [];
  if (tasks === 'outreach' || tasks === 'both')
    taskIds.push(callTask(sheet, person, options, 'outreach', dialedAt, rep));
  if (tasks === 'orum' || tasks === 'both')
    taskIds.push(callTask(sheet, person, options, 'orum', secondsLater(dialedAt, 20), rep));
  const named = { all: taskIds, outreach: taskIds.slice(0, 1), none: [] }[options.connected ?? 'all'];
  if (inOutreach) emitCall(sheet, person, options, disposition, dialler, dialedAt, rep, named);
  return taskIds;
}

function callTask(
  sheet: AccountSheet,
  person: Person,
  options: CallOptions,
  by: 'outreach' | 'orum',
  at: string,
  rep: Rep,
): string {
  const id = sheet.nextId('Task');
  const { daysAgo, disposition, dialler = 'outreach', inbound = false, taskDeleted = false, whatId } = options;
  const plain = disposition.replace('[Orum] ', '');
  const subject =
    by === 'orum' ? `[Orum] ${plain}` : `[Outreach] [Call] [${inbound ? 'Inbound' : 'Outbound'}] ${person.name}`;
  sheet.emit('salesforce/Task', () => ({
    ...closedTask(id, subject, 'Call', sheet.cast.calendar.date(daysAgo), at, person, rep),
    CallType: inbound ? 'Inbound' : 'Outbound',
    CallDisposition: disposition,
    CallDurationInSeconds: connected(disposition) ? 184 : 22,
    ...(whatId === undefined ? {} : { WhatId: whatId }),
    Description: by === 'orum' || dialler !== 'outreach' ? `(power) ${recording(id)}` : 'Asked for a sheet',
    ...(taskDeleted ? { IsDeleted: true } : {}),
  }));
  return id;
}

const connected = (disposition: string): boolean => /^(answered|connected)/i.test(disposition);
const recording = (key: string | number): string => `https://orum.com/recording/${String(key).padEnd(21, 'x')}`;

function emitCall(
  sheet: AccountSheet,
  person: Person,
  options: CallOptions,
  disposition: Disposition,
  dialler: string,
  dialedAt: string,
  rep: Rep,
  taskIds: readonly string[],
): void {
  if (person.prospectId === null)
    throw new Error(`${person.name} has no prospect; give a link before dialling from Outreach.`);
  const { sequence, inbound = false, spelling = 'live' } = options;
  const id = sheet.nextNumber('call');
  const completedAt = secondsLater(dialedAt, connected(disposition.name) ? 190 : 30);
  sheet.touched(person, completedAt);
  const prospect = sheet.data('prospect', person.prospectId);
  let stateId: number | null = null;
  if (sequence !== undefined) {
    const tally = sheet.state(person, sequence, rep, dialedAt);
    if (completedAt > (tally.callCompletedAt ?? '')) tally.callCompletedAt = completedAt;
    if (completedAt > tally.lastAt) tally.lastAt = completedAt;
    stateId = tally.id;
  }
  const step = sequence?.steps.find(({ kind }) => kind === 'call');
  sheet.emit('outreach/call', () => ({
    type: 'call',
    id,
    attributes: {
      direction: inbound ? 'inbound' : 'outbound',
      state: 'completed',
      outcome: disposition[spelling],
      dialedAt,
      answeredAt: connected(disposition.name) ? secondsLater(dialedAt, 12) : null,
      completedAt,
      externalVendor: dialler === 'orum' ? 'Orum' : null,
      recordingUrl: dialler === 'outreach' ? null : recording(id),
      from: inbound ? person.phone : '+12065550100',
      to: inbound ? '+12065550100' : person.phone,
      note: dialler === 'outreach' ? null : '[Orum] AB (power)',
      tags: [],
      createdAt: secondsLater(completedAt, 20),
      stateChangedAt: completedAt,
      updatedAt: secondsLater(completedAt, 21),
    },
    relationships: {
      prospect,
      user: sheet.data('user', rep.outreachId),
      callDisposition: sheet.data('callDisposition', disposition.id),
      callPurpose: sheet.data('callPurpose', 1),
      sequence: sequence === undefined ? { data: null } : sheet.data('sequence', sequence.id),
      sequenceState: stateId === null ? { data: null } : sheet.data('sequenceState', stateId),
      sequenceStep: step === undefined ? { data: null } : sheet.data('sequenceStep', step.id),
    },
    ...connectionsOf(...taskIds),
  }));
}
