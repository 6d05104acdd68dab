// Turns a world's activities and engagements into dated facts that count, each interaction once. Written row by row from
// the table "What is one touchpoint"; nothing here looks at windows or accounts' metrics.
import {
  bareSubject,
  isAutoReply,
  isConnected,
  isDone,
  isInbound,
  ruleOf,
  whenOf,
  type Engagement,
} from './count-tasks.ts';
import { dateIn, instantOf } from './count-dates.ts';
import { pairTasks } from './count-pairs.ts';
import { related, sameId, type Directory } from './count-people.ts';
import { readLines, type Line } from './world-files.ts';

/** One interaction that counts once its date has come. */
export interface Fact {
  readonly record: string;
  readonly what: 'email' | 'call' | 'meeting' | 'other';
  /** Mapping rule of the Task, or a word for what is not a Task. */
  readonly source: string;
  readonly date: string;
  /** null when only the date is known. */
  readonly time: number | null;
  /** For timed events: it does not count before this instant. */
  readonly notBefore: number | null;
  readonly twoWay: boolean;
  readonly inbound: boolean;
  readonly accounts: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly subject: string;
  /** The other side's telephone number, when known. */
  readonly phone: string | null;
  readonly owner: string;
  readonly creator: string;
  readonly created: number;
}

const MINUTE = 60_000;

/** All facts of a world, after de-duplication. */
export function readFacts(folder: string, zone: string, directory: Directory): Fact[] {
  const engagements = readEngagements(folder);
  const tasks = readLines(folder, 'salesforce/Task');
  const taskPeople = readRelations(folder, 'TaskRelation', 'TaskId');
  const peopleOf = (task: Line): ReadonlySet<string> =>
    belongsTo(task, taskPeople.get(task.text('Id') ?? '') ?? [], directory).people;
  const byTask = pairTasks(tasks, engagements, directory, zone, peopleOf);
  const tasksOf = new Map<Engagement, Line[]>();
  for (const task of tasks) {
    const engagement = byTask.get(sameId(task.text('Id') ?? ''));
    if (engagement !== undefined) tasksOf.set(engagement, [...(tasksOf.get(engagement) ?? []), task]);
  }
  let facts: Fact[] = [];
  const bounces: Fact[] = [];
  const told = new Set<string>();
  for (const task of tasks) {
    const id = task.text('Id') ?? '';
    const engagement = byTask.get(sameId(id)) ?? null;
    const rule = ruleOf(task, engagement);
    if (task.flag('IsDeleted') || task.flag('IsRecurrence') || !isDone(task)) continue;
    const fact = taskFact(task, rule, engagement, taskPeople.get(id) ?? [], zone, directory);
    if (rule === 2) {
      if (/\[bounced\]/i.test(task.text('Subject') ?? '')) bounces.push(fact);
      continue;
    }
    if (isAutoReply(task)) continue;
    if (engagement?.kind === 'mailing' && !fact.inbound && engagement.row.inside('attributes').has('bouncedAt'))
      continue;
    if (engagement !== null) {
      // One call, two Tasks: Outreach's own and the dialler's. One mail, two Tasks: Outreach's and an add-in's.
      const key = `${engagement.kind} ${engagement.id} ${engagement.kind === 'mailing' && fact.inbound ? 'reply' : ''}`;
      if (told.has(key)) continue;
      told.add(key);
    }
    facts.push(fact);
  }
  for (const engagement of engagements)
    facts.push(...unsyncedFacts(engagement, tasksOf.get(engagement) ?? [], zone, directory));
  facts.push(...eventFacts(folder, zone, directory));

  facts.sort(
    (a, b) => a.date.localeCompare(b.date) || (a.time ?? 0) - (b.time ?? 0) || a.record.localeCompare(b.record),
  );
  facts = withoutBounced(facts, bounces);
  facts = withoutGroupCopies(facts);
  facts = withoutDoubleMail(facts);
  facts = withoutDoubleOrum(facts);
  return withoutBursts(facts);
}

function readEngagements(folder: string): Engagement[] {
  const dispositions = new Map(
    readLines(folder, 'outreach/callDisposition').map((row) => [
      row.number('id'),
      row.inside('attributes').text('name'),
    ]),
  );
  const mailings = readLines(folder, 'outreach/mailing').map((row): Engagement => ({
    kind: 'mailing',
    id: row.number('id') ?? 0,
    row,
    disposition: null,
  }));
  const calls = readLines(folder, 'outreach/call').map((row): Engagement => ({
    kind: 'call',
    id: row.number('id') ?? 0,
    row,
    disposition: dispositions.get(related(row, 'callDisposition')) ?? null,
  }));
  return [...mailings, ...calls];
}

function readRelations(folder: string, objectName: string, parent: string): Map<string, Line[]> {
  const relations = new Map<string, Line[]>();
  for (const relation of readLines(folder, `salesforce/${objectName}`)) {
    if (relation.flag('IsDeleted') || relation.flag('IsWhat')) continue;
    const id = relation.text(parent) ?? '';
    relations.set(id, [...(relations.get(id) ?? []), relation]);
  }
  return relations;
}

/** The people of an activity and its accounts: its own account and those of its contacts. */
function belongsTo(
  activity: Line,
  relations: readonly Line[],
  directory: Directory,
): { people: Set<string>; accounts: Set<string> } {
  const who = activity.text('WhoId');
  const what = activity.text('WhatId');
  const people = new Set<string>();
  for (const id of [who, ...relations.map((relation) => relation.text('RelationId'))]) {
    if (id !== null && (directory.accountOfContact.has(id) || directory.leads.has(id))) people.add(id);
  }
  // What Salesforce derives when the row does not say it: from WhatId, else from the contact.
  const derived =
    what?.startsWith('001') === true ? what : what === null ? null : (directory.accountOfOpportunity.get(what) ?? null);
  const own = activity.text('AccountId') ?? derived;
  const accounts = new Set<string>();
  if (own !== null) accounts.add(own);
  for (const person of people) {
    const account = directory.accountOfContact.get(person);
    if (account !== null && account !== undefined) accounts.add(account);
  }
  return { people, accounts };
}

function taskFact(
  task: Line,
  rule: number,
  engagement: Engagement | null,
  relations: readonly Line[],
  zone: string,
  directory: Directory,
): Fact {
  const inbound = isInbound(task, rule as 3);
  const isCall = rule === 3 || rule === 4 || rule === 8;
  const attributes = engagement?.row.inside('attributes');
  const when = whenOf(task, zone);
  const dialled = isCall ? instantOf(attributes?.text('dialedAt') ?? attributes?.text('answeredAt') ?? null) : null;
  return {
    record: task.text('Id') ?? '',
    what: isCall ? 'call' : rule >= 5 && rule <= 7 ? 'email' : 'other',
    source: `rule ${rule}`,
    date: when.date,
    time: dialled ?? when.time,
    notBefore: null,
    twoWay: rule === 5 || (isCall && isConnected(task, engagement)),
    inbound,
    ...belongsTo(task, relations, directory),
    subject: bareSubject(task.text('Subject')),
    phone: isCall ? (attributes?.text(inbound ? 'from' : 'to') ?? null) : null,
    owner: task.text('OwnerId') ?? '',
    creator: task.text('CreatedById') ?? '',
    created: instantOf(task.text('CreatedDate')) ?? 0,
  };
}

/** What an engagement tells on its own: only the parts for which no Task was ever found. */
function unsyncedFacts(engagement: Engagement, theirs: readonly Line[], zone: string, directory: Directory): Fact[] {
  const attributes = engagement.row.inside('attributes');
  const prospect = directory.prospects.get(related(engagement.row, 'prospect') ?? 0);
  if (prospect === undefined || prospect.account === null) return [];
  const shape = {
    record: `${engagement.kind} ${engagement.id}`,
    source: engagement.kind,
    notBefore: null,
    accounts: new Set([prospect.account]),
    people: new Set([prospect.person]),
    subject: bareSubject(attributes.text('subject')),
    owner: '',
    creator: '',
    created: 0,
  };
  if (engagement.kind === 'call') {
    const at = instantOf(attributes.text('dialedAt') ?? attributes.text('answeredAt'));
    if (at === null || theirs.length > 0) return [];
    const inbound = attributes.text('direction') === 'inbound';
    const phone = attributes.text(inbound ? 'from' : 'to');
    return [
      {
        ...shape,
        what: 'call',
        date: dateIn(zone, at),
        time: at,
        twoWay: isConnected(null, engagement),
        inbound,
        phone,
      },
    ];
  }
  const facts: Fact[] = [];
  const isReply = (task: Line): boolean => /^\s*(\[outreach\]\s*)?\[email\]\s*\[in\]/i.test(task.text('Subject') ?? '');
  const sentAt = instantOf(attributes.text('deliveredAt'));
  if (sentAt !== null && !attributes.has('bouncedAt') && !theirs.some((task) => !isReply(task)))
    facts.push({
      ...shape,
      what: 'email',
      date: dateIn(zone, sentAt),
      time: sentAt,
      twoWay: false,
      inbound: false,
      phone: null,
    });
  const repliedAt = instantOf(attributes.text('repliedAt'));
  if (repliedAt !== null && !theirs.some(isReply))
    facts.push({
      ...shape,
      record: `${shape.record} reply`,
      what: 'email',
      date: dateIn(zone, repliedAt),
      time: repliedAt,
      twoWay: true,
      inbound: true,
      phone: null,
    });
  return facts;
}

function eventFacts(folder: string, zone: string, directory: Directory): Fact[] {
  const relations = readRelations(folder, 'EventRelation', 'EventId');
  const facts: Fact[] = [];
  for (const event of readLines(folder, 'salesforce/Event')) {
    if (event.flag('IsDeleted') || event.flag('IsChild') || event.flag('IsPrivate')) continue;
    if (event.flag('IsRecurrence') || event.text('GroupEventType') === '3') continue;
    if (/^\s*(canceled:|cancelled:|meeting canceled)/i.test(event.text('Subject') ?? '')) continue;
    const own = relations.get(event.text('Id') ?? '') ?? [];
    const { people, accounts } = belongsTo(event, own, directory);
    if (people.size === 0) continue; // internal
    const answers = own
      .filter((relation) => relation.flag('IsInvitee') && people.has(relation.text('RelationId') ?? ''))
      .map((relation) => relation.text('Status'));
    if (answers.length > 0 && answers.every((answer) => answer === 'Declined')) continue;
    const end = event.flag('IsAllDayEvent')
      ? null
      : instantOf(event.text('EndDateTime') ?? event.text('StartDateTime'));
    const date = end === null ? event.text('ActivityDate') : dateIn(zone, end);
    if (date === null) continue;
    facts.push({
      record: event.text('Id') ?? '',
      what: 'meeting',
      source: 'rule 11',
      date,
      time: end,
      notBefore: end,
      twoWay: answers.includes('Accepted'),
      inbound: false,
      people,
      accounts,
      subject: bareSubject(event.text('Subject')),
      phone: null,
      owner: event.text('OwnerId') ?? '',
      creator: event.text('CreatedById') ?? '',
      created: instantOf(event.text('CreatedDate')) ?? 0,
    });
  }
  return facts;
}

const aPersonOfBoth = (a: Fact, b: Fact): boolean => [...a.people].some((person) => b.people.has(person));

/** A bounce takes back the latest mail with that subject to that person sent by then. */
function withoutBounced(facts: Fact[], bounces: readonly Fact[]): Fact[] {
  const gone = new Set<Fact>();
  for (const bounce of bounces) {
    const sent = facts.findLast(
      (fact) =>
        fact.what === 'email' &&
        !fact.inbound &&
        !gone.has(fact) &&
        fact.subject === bounce.subject &&
        aPersonOfBoth(fact, bounce) &&
        fact.date <= bounce.date,
    );
    if (sent !== undefined) gone.add(sent);
  }
  return facts.filter((fact) => !gone.has(fact));
}

/** Same subject, people and creator, created within 60 seconds of the first, different owners. */
function withoutGroupCopies(facts: Fact[]): Fact[] {
  const groups = keyed(
    facts.filter((fact) => fact.source.startsWith('rule') && fact.what !== 'meeting'),
    (fact) => `${fact.subject}|${fact.creator}|${[...fact.people].sort().join(' ')}`,
  );
  const gone = new Set<Fact>();
  for (const group of groups.values()) {
    group.sort((a, b) => a.created - b.created || a.record.localeCompare(b.record));
    for (const [index, first] of group.entries()) {
      if (gone.has(first)) continue;
      const owners = new Set([first.owner]);
      for (const copy of group.slice(index + 1)) {
        if (gone.has(copy) || copy.created - first.created > MINUTE || owners.has(copy.owner)) continue;
        owners.add(copy.owner);
        gone.add(copy);
      }
    }
  }
  return facts.filter((fact) => !gone.has(fact));
}

/** Two mail Tasks by different mapping rules: same person, direction and bare subject, at most 15 minutes apart. */
function withoutDoubleMail(facts: Fact[]): Fact[] {
  const mails = facts.filter((fact) => fact.what === 'email' && fact.source.startsWith('rule'));
  const gone = new Set<Fact>();
  for (const group of keyed(mails, (fact) => `${fact.inbound}|${fact.subject}`).values()) {
    for (const [index, first] of group.entries()) {
      for (const second of group.slice(index + 1)) {
        if (gone.has(first) || gone.has(second) || first.source === second.source || !aPersonOfBoth(first, second))
          continue;
        const close =
          first.time === null || second.time === null
            ? first.date === second.date
            : Math.abs(first.time - second.time) <= 15 * MINUTE;
        if (close) gone.add(second);
      }
    }
  }
  return facts.filter((fact) => !gone.has(fact));
}

/** A call known as Orum's that a second record tells too: a person and the direction of both, at most 5 minutes apart. */
function withoutDoubleOrum(facts: Fact[]): Fact[] {
  const gone = new Set<Fact>();
  const calls = facts.filter((fact) => fact.what === 'call' && fact.time !== null);
  for (const orum of calls.filter((fact) => fact.source === 'rule 3' && fact.phone === null)) {
    const other = calls.find(
      (fact) =>
        fact !== orum &&
        fact.source !== 'rule 3' &&
        !gone.has(fact) &&
        fact.inbound === orum.inbound &&
        aPersonOfBoth(fact, orum) &&
        Math.abs((fact.time ?? 0) - (orum.time ?? 0)) <= 5 * MINUTE,
    );
    if (other !== undefined) gone.add(other);
  }
  return facts.filter((fact) => !gone.has(fact));
}

/** One-way calls to one number (or, number unknown, to one person) within 30 minutes after the first are that one. */
function withoutBursts(facts: Fact[]): Fact[] {
  const dials = facts.filter((fact) => fact.what === 'call' && !fact.twoWay && !fact.inbound && fact.time !== null);
  const gone = new Set<Fact>();
  for (const group of keyed(dials, (fact) => fact.phone ?? [...fact.people].sort().join(' ')).values()) {
    let first: Fact | undefined;
    for (const dial of group.sort((a, b) => (a.time ?? 0) - (b.time ?? 0))) {
      if (first !== undefined && (dial.time ?? 0) - (first.time ?? 0) <= 30 * MINUTE) gone.add(dial);
      else first = dial;
    }
  }
  return facts.filter((fact) => !gone.has(fact));
}

function keyed(facts: readonly Fact[], key: (fact: Fact) => string): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(key(fact));
    if (group === undefined) groups.set(key(fact), [fact]);
    else group.push(fact);
  }
  return groups;
}
