// Cases of Outreach: whose account an engagement is, what it is, the series numbers, and the Task it stands behind.
import type { HandMadeWorld, Row } from './hand-made-world.ts';
import type { Cases, Expected } from './rules-case.ts';

type Relations = Record<string, number | null>;

/** Makes Outreach records of a world: one sequence everything belongs to unless said otherwise, and one user. */
class Outreach {
  readonly world: HandMadeWorld;
  readonly sequence: number;
  readonly other: number;
  readonly manual: number;
  readonly users: readonly [number, number];
  readonly #automatic: number;

  constructor(world: HandMadeWorld) {
    this.world = world;
    this.sequence = world.resource('sequence', { numContactedProspects: 40 });
    this.other = world.resource('sequence', { numContactedProspects: 11 });
    this.#automatic = world.resource('sequenceStep', { stepType: 'auto_email' }, { sequence: this.sequence });
    this.manual = world.resource('sequenceStep', { stepType: 'manual_email' }, { sequence: this.sequence });
    this.users = [world.resource('user', { email: 'a@us.example' }), world.resource('user', { email: 'b@us.example' })];
  }

  prospect(connections: unknown, account: number | null = null, emails: readonly string[] = []): number {
    return this.world.resource('prospect', { emails }, { account }, connections);
  }

  mail(prospect: number, daysAgo: number, more: Row = {}, relations: Relations = {}, connections: unknown = []): void {
    const standing = { sequence: this.sequence, sequenceStep: this.#automatic, user: this.users[0] };
    const attributes = { mailingType: 'sequence', state: 'delivered', deliveredAt: this.world.at(daysAgo), ...more };
    this.world.resource('mailing', attributes, { prospect, ...standing, ...relations }, connections);
  }

  call(prospect: number, daysAgo: number, more: Row = {}, relations: Relations = {}, connections: unknown = []): void {
    const times = { dialedAt: this.world.at(daysAgo), completedAt: this.world.at(daysAgo, '15:01:00') };
    const attributes = { direction: 'outbound', state: 'completed', outcome: 'no_answer', tags: [], ...times, ...more };
    this.world.resource('call', attributes, { prospect, user: this.users[0], ...relations }, connections);
  }
}

export function outreachCases(world: HandMadeWorld, cases: Cases): void {
  const outreach = new Outreach(world);
  places(outreach, cases);
  series(outreach, cases);
  replies(outreach, cases);
  calls(outreach, cases);
  matches(outreach, cases);
  alike(outreach, cases);
}

function places(outreach: Outreach, cases: Cases): void {
  const { world } = outreach;
  const linked = (name: string, linkOf: (account: string, contact: string) => number, active: number): void =>
    cases.add(name, (account, contact) => {
      outreach.mail(linkOf(account, contact), 3);
      return { active, recipients: active === 0 ? null : 1 };
    });
  const account = (connections: unknown, customId: string | null = null): number =>
    world.resource('account', { customId }, {}, connections);
  linked('by contact', (_, contact) => outreach.prospect([contact]), 1);
  linked('by 15 characters', (_, contact) => outreach.prospect([contact.slice(0, 15)]), 1);
  linked('by a connection that is no list', (_, contact) => outreach.prospect({ id: contact }), 1);
  linked('among other systems', (_, contact) => outreach.prospect([{ id: '123' }, { id: null }, contact]), 1);
  const lead = (row: Row): string => world.row('Lead', '00Q', { LastName: 'Lead', Company: 'None', ...row });
  const converted = (to: string, contact: string): Row => ({
    ...{ IsConverted: true, ConvertedAccountId: to, ConvertedContactId: contact, ConvertedDate: world.date(5) },
  });
  cases.rule = 'Converted leads';
  linked('by converted lead', (to, contact) => outreach.prospect([lead(converted(to, contact))]), 1);
  linked('by a lead that is not converted', () => outreach.prospect([lead({})]), 0);
  cases.rule = null;
  linked('by Outreach account', (to) => outreach.prospect([], account([to])), 1);
  linked('by custom Id', (to) => outreach.prospect([], account([], to.slice(0, 15))), 1);
  linked("by somebody else's custom Id", () => outreach.prospect([], account([], 'CUST-0012')), 0);
  linked('by a contact without account', (to) => outreach.prospect([world.contact(null)], account([to])), 1);
  for (const people of [1, 2])
    cases.add(`two prospects with the e-mail of ${people} contacts`, (to) => {
      for (let count = 0; count < people; count += 1) world.contact(to, { Email: `Ann${people}@x.example` });
      for (const email of [`ann${people}@X.example`, `ANN${people}@x.example`])
        outreach.mail(outreach.prospect([], account([to]), [email]), 3);
      return { active: 2, recipients: people };
    });
}

function series(outreach: Outreach, cases: Cases): void {
  const { world, other, users } = outreach;
  cases.add('series numbers', (account) => {
    const person = (): number => outreach.prospect([world.contact(account)]);
    const [ann, bob, cid] = [person(), person(), person()];
    for (const daysAgo of [3, 10, 91]) outreach.mail(ann, daysAgo);
    outreach.mail(bob, 3, {}, { user: users[1] });
    outreach.mail(cid, 3, { bouncedAt: world.at(3, '15:02:00') });
    outreach.mail(cid, 3, {}, { sequence: other });
    outreach.call(bob, 2, {}, { sequence: other });
    outreach.call(ann, 2, { state: 'in_progress', outcome: null, completedAt: null }, { sequence: other });
    outreach.mail(cid, 5, { mailingType: 'single' }, { sequence: null, sequenceStep: null });
    outreach.mail(cid, 1, { deliveredAt: null, state: 'scheduled' });
    return { recipients: 2, series: 2, internal: 1.5, size: 25.5, active: 6 };
  });
  cases.add('series of four, one person twice', (account) => {
    const contact = world.contact(account);
    const [ann, again, bob] = [
      outreach.prospect([contact]),
      outreach.prospect([contact]),
      outreach.prospect([world.contact(account)]),
    ];
    outreach.mail(ann, 3);
    outreach.call(again, 4, {}, { sequence: outreach.sequence, user: users[1] });
    outreach.mail(bob, 5);
    for (const daysAgo of [6, 7, 8]) {
      const sequence = world.resource('sequence', { numContactedProspects: 9 });
      outreach.mail(ann, daysAgo, {}, { sequence, user: null });
    }
    // Two people in the first, one in each of the other three: 5 / 4; users 2, the others' are unknown; sizes (40 + 27) / 4.
    return { recipients: 1.3, series: 4, internal: 2, size: 16.8, active: 6 };
  });
  cases.add('series window', (account) => {
    const ann = outreach.prospect([world.contact(account)]);
    outreach.mail(ann, 90);
    outreach.mail(ann, 91, {}, { sequence: other });
    return { recipients: 1, series: 1, size: 40, active: 1 };
  });
}

function replies(outreach: Outreach, cases: Cases): void {
  const { world, sequence } = outreach;
  const replied = (name: string, sentiment: string | null, positive: number, negative: number, type: string): void =>
    cases.add(name, (account) => {
      const prospect = outreach.prospect([world.contact(account)]);
      const counters = { positiveReplyCount: positive, negativeReplyCount: negative, neutralReplyCount: 0 };
      const sequenceState = world.resource('sequenceState', counters, { prospect, sequence });
      const reply = { repliedAt: world.at(3), ...(sentiment === null ? {} : { replySentiment: sentiment }) };
      outreach.mail(prospect, 5, reply, { sequenceState });
      return { active: 2, twoWay: 1, types: `email_automated ${type}`, last: world.date(3) };
    });
  replied('the reply says it itself', 'negative', 1, 0, 'reply_negative');
  replied('only the counters tell', null, 2, 0, 'reply_positive');
  replied('the counters disagree', null, 2, 1, 'reply');
  replied('nobody tells', null, 0, 0, 'reply');
}

function calls(outreach: Outreach, cases: Cases): void {
  const { world } = outreach;
  const disposition = (name: string): number => world.resource('callDisposition', { name });
  const dialled = (name: string, more: Row, relations: Relations, expected: Expected): void =>
    cases.add(name, (account) => {
      outreach.call(outreach.prospect([world.contact(account)]), 1, more, relations);
      return expected;
    });
  const connected = { active: 1, types: 'call_connected', sources: 'Outreach Call' };
  dialled('outcome Answered', { outcome: 'Answered' }, {}, connected);
  dialled('outcome completed', { outcome: 'completed' }, {}, connected);
  dialled('outcome Not Answered', { outcome: 'Not Answered' }, {}, { types: 'call_attempt' });
  dialled(
    'voicemail',
    { outcome: 'completed' },
    { callDisposition: disposition('Left Voicemail') },
    { types: 'voicemail' },
  );
  dialled('by disposition', { outcome: null }, { callDisposition: disposition('Answered - Meeting Set') }, connected);
  dialled('blank times', { dialedAt: null, completedAt: null, outcome: 'completed' }, {}, { active: 0, last: null });
  cases.rule = 'Orum call seen as Outreach call, as an Orum Task, or both';
  const orum = { active: 1, sources: 'Orum Call' };
  dialled('Orum by vendor', { externalVendor: 'orum' }, {}, orum);
  dialled('Orum by recording', { recordingUrl: 'https://orum.com/recording/1' }, {}, orum);
  dialled('Orum by disposition', {}, { callDisposition: disposition('[Orum] Call - no answer') }, orum);
  const forum = { externalVendor: 'Forum Dialer', recordingUrl: 'https://forum.com/recording/1' };
  dialled('no Orum: forum', forum, {}, { active: 1, sources: 'Outreach Call' });
}

function matches(outreach: Outreach, cases: Cases): void {
  const { world, manual } = outreach;
  cases.rule = 'Outreach mailing or call ↔ Salesforce Task';
  const mailed = (name: string, row: Row, more: Row, expected: Expected): void =>
    cases.add(name, (_, contact) => {
      const task = world.task(5, { WhoId: contact, Subject: '[Outreach] [Email] [Out] Hi', ...row });
      outreach.mail(outreach.prospect([contact]), 5, more, {}, [task.slice(0, 15)]);
      return expected;
    });
  mailed(
    'one mail, its Task whatever its subject',
    { Subject: 'Email: >> Hi' },
    {},
    { active: 1, sources: 'Outreach Email' },
  );
  mailed('the reply has no Task', {}, { repliedAt: world.at(3) }, { active: 2, types: 'email_automated reply' });
  cases.rule = 'An engagement whose Task is deleted or not counted';
  mailed('its Task is deleted', { IsDeleted: true }, {}, { active: 0, recipients: 1 });
  mailed('its Task is open', { Status: 'Not Started' }, {}, { active: 0, recipients: 1 });
  cases.rule = 'Opens, clicks, bounces logged as Tasks';
  mailed('it bounced', {}, { bouncedAt: world.at(5, '16:00:00') }, { active: 0, recipients: null });
  mailed('only the opening has a Task', { Subject: '[Email] [Opened] Hi' }, {}, { active: 1, last: world.date(5) });
  cases.rule = 'An engagement whose Task is deleted or not counted';
  cases.add('its Task was never found', (_, contact) => {
    outreach.mail(outreach.prospect([contact]), 5, {}, {}, [world.nextId('00T')]);
    return { active: 1 };
  });
  cases.rule = 'Outreach mailing or call ↔ Salesforce Task';
  cases.add('sent and replied Tasks of one mailing', (_, contact) => {
    const sent = world.task(5, { WhoId: contact, Subject: '[Outreach] [Email] [Out] Hi' });
    const reply = world.task(3, { WhoId: contact, Subject: '[Outreach] [Email] [In] Re: Hi' });
    const more = { repliedAt: world.at(3), replySentiment: 'positive' };
    outreach.mail(outreach.prospect([contact]), 5, more, { sequenceStep: manual }, [sent, reply]);
    return { active: 2, types: 'email_manual reply_positive', last: world.date(3) };
  });
  cases.rule = 'Orum call seen as Outreach call, as an Orum Task, or both';
  cases.add('an Orum call that two systems logged', (_, contact) => {
    const log = (subject: string, time: string): string =>
      world.task(5, { WhoId: contact, Subject: subject, TaskSubtype: 'Call', CompletedDateTime: world.at(5, time) });
    const tasks = [log('[Outreach] [Call] [Outbound] Ann', '15:05:00'), log('[Orum] Connected', '15:05:20')];
    outreach.call(outreach.prospect([contact]), 5, { outcome: 'completed' }, {}, tasks);
    return { active: 1, types: 'call_connected', sources: 'Orum Call' };
  });
}

/** Without a data connection: by the Task's own field once the policy names it, by likeness, or not at all. */
function alike(outreach: Outreach, cases: Cases): void {
  const { world } = outreach;
  cases.rule = 'Outreach mailing or call ↔ Salesforce Task';
  const mail = (name: string, row: Row, more: Row, active: number): void =>
    cases.add(name, (_, contact) => {
      outreach.mail(outreach.prospect([contact]), 5, { subject: 'Your plan', ...more });
      world.task(5, { WhoId: contact, Subject: '[Outreach] [Email] [Out] Your plan', ...row });
      return { active };
    });
  const at = (time: string): Row => ({ CompletedDateTime: world.at(5, time) });
  mail('one mail, 15 minutes apart', at('15:15:00'), {}, 1);
  mail('two mails, more than 15 minutes apart', at('15:15:01'), {}, 2);
  mail('one mail, its Task has only a date', {}, {}, 1);
  mail('two mails of one day with different subjects', {}, { subject: 'Another plan' }, 2);
  const call = (name: string, row: Row, active: number): void =>
    cases.add(name, (_, contact) => {
      outreach.call(outreach.prospect([contact]), 5, { outcome: 'completed' });
      world.task(5, { WhoId: contact, Subject: 'Call', TaskSubtype: 'Call', CallDisposition: 'Connected', ...row });
      return { active };
    });
  call('one call, five minutes apart', { ...at('15:05:00'), CallType: 'Outbound' }, 1);
  call('two calls, more than five minutes apart', { ...at('15:05:01'), CallType: 'Outbound' }, 2);
  call('two calls in two directions', { ...at('15:00:00'), CallType: 'Inbound' }, 2);
  cases.add(
    'the field that holds the Outreach id, once the policy names it',
    (_, contact) => {
      outreach.mail(outreach.prospect([contact]), 5, { subject: 'Your plan' });
      const mailing = world.outreach.get('mailing')?.at(-1);
      world.task(9, {
        WhoId: contact,
        Subject: 'Wrote them',
        TaskSubtype: 'Email',
        Outreach_Id__c: `mailing:${String(mailing?.['id'])}`,
      });
      return { active: 2 };
    },
    {},
    { active: 1, last: world.date(9) },
  );
}
