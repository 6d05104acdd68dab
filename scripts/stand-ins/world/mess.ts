// The ordinary mess among Tasks and engagements: copies, doubles, late entries and things that look like touchpoints but are none.
import { openTask, task } from './activity.ts';
import { secondsLater } from './org-calendar.ts';
import { call } from './outreach-call.ts';
import { inboundMail, loggedEvent, mail } from './outreach-mail.ts';
import { AUTO_REPLY_SUBJECTS, OTHER_SUBJECTS, SERIES_SUBJECTS } from './vocabulary.ts';
import type { Life, Scene } from './life.ts';

const taskOf = (life: Life, subject: string, fields: Record<string, unknown>, daysAgo = life.day()): void => {
  const person = life.contact();
  task(life.sheet, { daysAgo, minute: life.minute(), subject, people: person === null ? [] : [person], fields });
};

const abandoned: Scene = (life) => {
  const Status = life.chance.pick(['Deferred', 'Cancelled', 'Canceled', 'Skipped']);
  // Deferred is open in a fresh org; the others are statuses that this org's admin added as closed.
  taskOf(life, life.chance.pick(OTHER_SUBJECTS), { Status, CompletedDateTime: null, IsClosed: Status !== 'Deferred' });
};

const overdue: Scene = (life) =>
  void openTask(life.sheet, life.contact(), life.day(), life.chance.pick(OTHER_SUBJECTS));

/** Completed already although due far ahead: the touch is the completion. */
const completedEarly: Scene = (life) =>
  taskOf(life, 'Prepare a proposal', { ActivityDate: life.sheet.cast.calendar.date(-life.chance.whole(30, 80)) });

const loggedLate: Scene = (life) => {
  const daysAgo = life.day() + 3;
  const typedIn = life.sheet.cast.calendar.at(daysAgo - 3, 1000);
  taskOf(life, 'Send samples', { CompletedDateTime: typedIn, CreatedDate: typedIn }, daysAgo);
};

const undated: Scene = (life) =>
  taskOf(life, 'Post a card', { ActivityDate: null, ...(life.chance.chance(0.5) ? { CompletedDateTime: null } : {}) });

/** Closed but dated far ahead with no completion time: not counted until then. */
const datedAhead: Scene = (life) =>
  taskOf(life, 'Annual check-in', {
    ActivityDate: life.sheet.cast.calendar.date(-life.chance.whole(30, 120)),
    CompletedDateTime: null,
  });

const deleted: Scene = (life) => {
  const person = life.prospect();
  if (person === null || life.chance.chance(0.5)) taskOf(life, life.chance.pick(OTHER_SUBJECTS), { IsDeleted: true });
  else
    mail(life.sheet, person, {
      daysAgo: life.day(),
      minute: life.minute(),
      subject: life.chance.pick(SERIES_SUBJECTS),
      kind: 'auto',
      sequence: life.sequence(),
      taskDeleted: true,
    });
};

const groupTask: Scene = (life) => {
  const person = life.contact();
  const { sheet, chance } = life;
  if (person === null || sheet.cast.reps.length < 3) return;
  const daysAgo = life.day();
  const minute = life.minute();
  const first = chance.whole(0, sheet.cast.reps.length - 3);
  for (const [index, rep] of sheet.cast.reps.slice(first, first + 3).entries()) {
    const CreatedDate = secondsLater(sheet.cast.calendar.at(daysAgo, minute), index * 4);
    task(sheet, {
      daysAgo,
      minute,
      subject: 'Team follow-up',
      people: [person],
      rep,
      fields: { CreatedDate, CreatedById: sheet.owner.userId },
    });
  }
};

const recurringTask: Scene = (life) => {
  const person = life.contact();
  const { sheet } = life;
  const last = life.day();
  const people = person === null ? [] : [person];
  const master = task(sheet, {
    daysAgo: last + 14,
    subject: 'Weekly note',
    people,
    fields: { IsRecurrence: true, CompletedDateTime: null },
  });
  for (const daysAgo of [last + 14, last + 7, last])
    task(sheet, { daysAgo, subject: 'Weekly note', people, fields: { RecurrenceActivityId: master } });
};

const severalContacts: Scene = (life) => {
  const people = life.sheet.people.filter(({ whoId }) => whoId !== null).slice(0, 3);
  if (people.length > 1)
    task(life.sheet, { daysAgo: life.day(), minute: life.minute(), subject: 'Round table', people });
};

const nobody: Scene = (life) =>
  void task(life.sheet, { daysAgo: life.day(), subject: 'Research the new plant', people: [] });

const onOpportunity: Scene = (life) => {
  if (life.opportunityId === null) return;
  const person = life.chance.chance(0.6) ? life.contact() : null;
  task(life.sheet, {
    daysAgo: life.day(),
    subject: 'Prepare a proposal',
    people: person === null ? [] : [person],
    whatId: life.opportunityId,
  });
};

const bounce: Scene = (life) => {
  const person = life.prospect();
  if (person === null) return;
  // A subject of its own: nobody may take another mail for the one that came back.
  const subject = `${life.chance.pick(SERIES_SUBJECTS)} (${life.sheet.nextNumber('bounce') % 4096})`;
  mail(life.sheet, person, {
    daysAgo: life.day(),
    minute: life.minute(),
    subject,
    kind: 'auto',
    sequence: life.sequence(),
    bounced: true,
  });
};

const openedOnly: Scene = (life) => {
  const person = life.prospect();
  if (person !== null)
    loggedEvent(
      life.sheet,
      person,
      life.chance.pick(['Opened', 'Opened', 'Clicked']),
      life.chance.pick(SERIES_SUBJECTS),
      life.day(),
      life.minute(),
    );
};

const autoReply: Scene = (life) => {
  const person = life.contact();
  const subject = life.chance.pick(AUTO_REPLY_SUBJECTS).replace('{}', life.chance.pick(SERIES_SUBJECTS));
  if (person !== null) inboundMail(life.sheet, person, life.day(), life.minute(), subject);
};

/** The same mail logged by Outreach and by an add-in, two minutes apart. */
const twoTools: Scene = (life) => {
  const person = life.prospect();
  if (person === null) return;
  const subject = `Introduction ${life.sheet.nextNumber('doubled') % 4096}`;
  const daysAgo = life.day();
  const minute = life.minute();
  const rep = life.rep();
  mail(life.sheet, person, { daysAgo, minute, subject, kind: 'auto', sequence: life.sequence(), rep });
  task(life.sheet, { daysAgo, minute: minute + 2, subject, subtype: 'Email', people: [person], rep });
};

const powerDialBurst: Scene = (life) => {
  const person = life.prospect();
  if (person === null) return;
  const daysAgo = life.freeCallDay(person, life.day());
  const minute = life.minute();
  for (const later of [0, 6, 17])
    call(life.sheet, person, { daysAgo, minute: minute + later, disposition: 'No Answer' });
};

const orum: Scene = (life) => {
  const person = life.prospect();
  if (person === null) return;
  const { chance } = life;
  const disposition = chance.pick([
    '[Orum] Call - no answer',
    '[Orum] Call - left voicemail',
    '[Orum] Call - busy',
    'Answered - Conversation',
  ] as const);
  const seen = chance.pick([
    { dialler: 'orum', tasks: 'outreach' },
    { dialler: 'orum-unnamed', tasks: 'outreach' },
    { dialler: 'orum', tasks: 'both' },
    { dialler: 'orum', tasks: 'orum', inOutreach: false },
    { dialler: 'orum', tasks: 'orum', inOutreach: false },
  ] as const);
  life.dial(person, { disposition, ...seen, ...(chance.chance(0.5) ? { sequence: life.sequence() } : {}) });
};

const outreachOnly: Scene = (life) => {
  const person = life.anyProspect();
  if (person === null) return;
  if (life.chance.chance(0.3)) {
    life.dial(person, { disposition: 'No Answer', tasks: 'none' });
    return;
  }
  mail(life.sheet, person, {
    daysAgo: life.day(),
    minute: life.minute(),
    subject: life.chance.pick(SERIES_SUBJECTS),
    kind: 'auto',
    sequence: life.sequence(),
    synced: 'never',
  });
};

export const TASK_MESS: readonly { share: number; scene: Scene }[] = [
  { share: 1.5, scene: abandoned },
  { share: 2, scene: overdue },
  { share: 1, scene: completedEarly },
  { share: 1.5, scene: loggedLate },
  { share: 1, scene: undated },
  { share: 0.6, scene: datedAhead },
  { share: 1.5, scene: deleted },
  { share: 0.5, scene: groupTask },
  { share: 0.5, scene: recurringTask },
  { share: 1.5, scene: severalContacts },
  { share: 1, scene: nobody },
  { share: 2.5, scene: onOpportunity },
  { share: 1.2, scene: bounce },
  { share: 2, scene: openedOnly },
  { share: 1, scene: autoReply },
  { share: 0.8, scene: twoTools },
  { share: 1, scene: powerDialBurst },
  { share: 4, scene: orum },
  { share: 2, scene: outreachOnly },
];
