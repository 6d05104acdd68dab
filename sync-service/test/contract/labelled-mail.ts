// The labelled set: e-mails of Outreach and the Tasks that tell of them. Labels follow from the rules of scoring; each
// family says which trap it sets.
import type { LabelledWorld, Scene } from './labelled-scene.ts';
import { idOf } from './labelled-scene.ts';

/** The Task field that holds the Outreach id in this world: any custom text field of Task does. */
export const ID_FIELD = 'Signal_Origin__c';

export function mailFamilies(set: LabelledWorld): void {
  exact(set);
  times(set);
  subjects(set);
  people(set);
  facts(set);
  zones(set);
}

function exact(set: LabelledWorld): void {
  set.family(
    'connected',
    'A data connection joins whatever subject and time say, and a nearer mail of the same subject gets nothing.',
    [0, 30, 600, 3000, -45, -2000, 15, 8000],
    (scene, minutes) => {
      const ada = scene.person();
      const task = scene.mailTask(ada, minutes, 'Edited by hand');
      const mail = scene.mailing(ada, 0, 'Plan', { tasks: [task] });
      const nearer = scene.mailing(ada, minutes + 1, 'Edited by hand');
      scene.same(task, mail.sent);
      scene.apart(task, nearer.sent);
      scene.apart(mail.sent, nearer.sent);
    },
  );
  set.family(
    'connected by 15 characters, and to the answer',
    'Outreach writes short Ids; sent and replied Task are named by one mailing and are two touchpoints.',
    [5, 200, 1500, 4000],
    (scene, minutes) => {
      const ada = scene.person();
      const sent = scene.mailTask(ada, 0, 'Plan');
      const answer = scene.mailTask(ada, minutes, 'Re: Plan', {}, 'In');
      const mail = scene.mailing(ada, 0, 'Plan', {
        repliedAt: minutes,
        tasks: [sent.slice(0, 15), answer.slice(0, 15)],
      });
      scene.same(sent, mail.sent);
      scene.same(answer, mail.reply);
      scene.apart(sent, mail.reply);
      scene.apart(answer, mail.sent);
      scene.apart(sent, answer);
    },
  );
  set.family(
    'named by the id field',
    'A number, a number of a number field, kind and number, an address: the field says which mail, though another is nearer.',
    [
      (id: number) => `${id}`,
      (id: number) => `${id}.0`,
      (id: number) => `mailing:${id}`,
      (id: number) => `Mailing ${id}`,
    ].concat(
      (id: number) => `https://web.outreach.io/mailings/${id}`,
      (id: number) => `https://web.outreach.io/mailings/${id}/?tab=activity`,
    ),
    (scene, write) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 900, 'Plan');
      const nearer = scene.mailing(ada, 1, 'Proposal');
      const task = scene.mailTask(ada, 0, 'Proposal', { [ID_FIELD]: write(idOf(mail.sent)) });
      scene.same(task, mail.sent);
      scene.apart(task, nearer.sent);
    },
  );
  set.family(
    'no engagement in the id field',
    'The number of a prospect, of a call or of nothing names no mail; what is too far by the clock stays apart.',
    ['https://web.outreach.io/prospects/', 'call:', 'sequence '],
    (scene, prefix) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 900, 'Plan');
      scene.apart(scene.mailTask(ada, 0, 'Plan', { [ID_FIELD]: `${prefix}${idOf(mail.sent)}` }), mail.sent);
    },
  );
}

/** One mail and one Task so many minutes after it. */
function pair(scene: Scene, minutes: number, row: Record<string, unknown> = {}, subject = 'Plan', bare = 'Plan') {
  const ada = scene.person();
  const mail = scene.mailing(ada, 0, bare);
  return { ada, mail, task: scene.mailTask(ada, minutes, subject, row) };
}

function times(set: LabelledWorld): void {
  set.family(
    'within a quarter of an hour',
    'Synced minutes later or stamped earlier; fifteen minutes to the second are still one.',
    [0, 1, 4, 9, 14, 14.99, 15, -1, -6, -14, -15],
    (scene, minutes) => {
      const { mail, task } = pair(scene, minutes);
      scene.same(task, mail.sent);
    },
  );
  set.family(
    'beyond a quarter of an hour',
    'A minute or a second over the limit on the same day is another mail, however alike.',
    [15.02, 16, 20, 45, 120, 300, -15.02, -16, -30, -200],
    (scene, minutes) => {
      const { mail, task } = pair(scene, minutes);
      scene.apart(task, mail.sent);
    },
  );
  const typedLater = (scene: Scene, minutes: number) => ({
    ActivityDate: scene.date(minutes),
    CompletedDateTime: scene.at(minutes + 4 * 1440),
  });
  const dateOnly = (scene: Scene, minutes: number) => ({ ActivityDate: scene.date(minutes), CompletedDateTime: null });
  for (const [how, row] of [
    ['no time', dateOnly],
    ['typed in days later', typedLater],
  ] as const) {
    set.family(
      `only a date: ${how}`,
      'A Task that knows only its date is the mail of that day or of a neighbouring one.',
      [0, 500, 1440, -1440, 1000, -900],
      (scene, minutes) => {
        const { mail, task } = pair(scene, minutes, row(scene, minutes));
        scene.same(task, mail.sent);
      },
    );
    set.family(
      `only a date, two days off: ${how}`,
      'Two dates away is another mail.',
      [2 * 1440, -2 * 1440, 5 * 1440],
      (scene, minutes) => {
        const { mail, task } = pair(scene, minutes, row(scene, minutes));
        scene.apart(task, mail.sent);
      },
    );
  }
  set.family(
    'same day twice',
    'Two mails of one subject to one person on one day: each Task belongs to the nearer one.',
    [4, 10, 14, 16, 40, 180, 400],
    (scene, gap) => {
      const ada = scene.person();
      const [first, second] = [scene.mailing(ada, 0, 'Plan'), scene.mailing(ada, gap, 'Plan')];
      const [early, late] = [scene.mailTask(ada, 1, 'Plan'), scene.mailTask(ada, gap + 1, 'Plan')];
      scene.same(early, first.sent);
      scene.same(late, second.sent);
      scene.apart(early, second.sent);
      scene.apart(late, first.sent);
      scene.apart(early, late);
    },
  );
  set.family(
    'one Task, two candidates',
    'The mail nearer by the clock gets the Task; the other one was never synced.',
    [
      [-3, 5],
      [-9, 2],
      [4, 11],
      [-14, -1],
      [0, 1],
    ] as const,
    (scene, [one, other]) => {
      const ada = scene.person();
      const mails = [scene.mailing(ada, one, 'Plan'), scene.mailing(ada, other, 'Plan')] as const;
      const task = scene.mailTask(ada, 0, 'Plan');
      const nearest = Math.abs(one) < Math.abs(other) ? 0 : 1;
      scene.same(task, mails[nearest].sent);
      scene.apart(task, mails[1 - nearest]?.sent ?? '');
    },
  );
  set.family(
    'a known time before a date',
    'Two Tasks may be the mail: the one whose minute agrees is; of the other only the day is known, and the tool logs a mail once.',
    [1, 7, 15],
    (scene, minutes) => {
      const { ada, mail, task } = pair(scene, minutes);
      const dated = scene.mailTask(ada, 0, 'Plan', { CompletedDateTime: null });
      scene.same(task, mail.sent);
      scene.apart(dated, mail.sent);
    },
  );
}

function subjects(set: LabelledWorld): void {
  set.family(
    'prefixes',
    'Re:, AW:, FW: and their kin, in any case and number, and tags before them are not the subject.',
    [
      'Re: Plan',
      'RE: Fwd: Plan',
      'AW: Plan',
      'FW: plan',
      'Fwd: RE: AW: PLAN',
      'WG: Plan',
      'SV: Plan',
      'Re[2]: Plan',
    ].concat(['[EXTERNAL] Plan', 'Re: [Newsletter] Plan', '  plan  ', 'TR: Plan', 'RV: Plan', 'VS: Plan']),
    (scene, subject) => {
      const { mail, task } = pair(scene, 2, {}, subject);
      scene.same(task, mail.sent);
    },
  );
  set.family(
    'prefixes in Outreach',
    'Outreach may hold the prefix that the Task lacks.',
    ['Re: Plan', 'FW: Plan', 'AW: WG: Plan', '[EXTERNAL] Plan'],
    (scene, bare) => {
      const { mail, task } = pair(scene, 2, {}, 'Plan', bare);
      scene.same(task, mail.sent);
    },
  );
  set.family(
    'almost the same subject',
    'A word, a sign or a letter more is another subject; so is a word that only looks like a prefix.',
    [
      'Plan B',
      'Plan!',
      'The plan',
      'Re Plan',
      'Plans',
      'Forum plan',
      'Reply: Plan',
      'Regarding: Plan',
      'P lan',
      'Plan - 2',
    ],
    (scene, subject) => {
      const { mail, task } = pair(scene, 1, {}, subject);
      scene.apart(task, mail.sent);
    },
  );
  set.family(
    'no subject',
    'Two mails without a subject have nothing in common.',
    ['', 'Re:', '  '],
    (scene, subject) => {
      const { mail, task } = pair(scene, 0, {}, subject, '');
      scene.apart(task, mail.sent);
    },
  );
  set.family(
    'no mail by the rules',
    'A Task that no rule takes for a mail is none, whatever its subject: work, a social touch, a call.',
    ['Task', 'LinkedIn', 'Call'],
    (scene, TaskSubtype) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan');
      scene.apart(scene.task(ada, 1, 'Plan', { TaskSubtype }), mail.sent);
    },
  );
}

function people(set: LabelledWorld): void {
  set.family(
    'same subject to two people',
    'One text goes to two people in the same minute: each Task is of its own mail.',
    [0, 0.1, 1, 3, 10, 15],
    (scene, gap) => {
      const [ada, bo] = [scene.person(), scene.person()];
      const [toAda, toBo] = [scene.mailing(ada, 0, 'Plan'), scene.mailing(bo, gap, 'Plan')];
      const [adas, bos] = [scene.mailTask(ada, gap, 'Plan'), scene.mailTask(bo, 0, 'Plan')];
      scene.same(adas, toAda.sent);
      scene.same(bos, toBo.sent);
      scene.apart(adas, toBo.sent);
      scene.apart(bos, toAda.sent);
      scene.apart(adas, bos);
    },
  );
  set.family(
    'somebody else, or nobody',
    'The Task names a colleague, or only the account: never forced.',
    ['colleague', 'nobody'] as const,
    (scene, who) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan');
      const other = who === 'nobody' ? null : scene.person();
      scene.apart(scene.mailTask(other, 0, 'Plan', other ? {} : { WhatId: scene.account }), mail.sent);
    },
  );
  set.family(
    'one of several people',
    'The mail’s person is one of three on the Task, not the first.',
    [0, 5, 15],
    (scene, minutes) => {
      const [ada, bo] = [scene.person(), scene.person()];
      const mail = scene.mailing(bo, 0, 'Plan');
      const task = scene.mailTask(ada, minutes, 'Plan');
      for (const RelationId of [ada.contact, bo.contact])
        scene.world.row('TaskRelation', '0RT', { TaskId: task, RelationId, IsWhat: false });
      scene.same(task, mail.sent);
    },
  );
  set.family(
    'known by e-mail address',
    'A prospect without a connection is the account’s only Contact with its address; two such Contacts are nobody.',
    [1, 2],
    (scene, many) => {
      const Email = `ann.${scene.account.slice(0, 15).toLowerCase()}@x.example`;
      const [first] = Array.from({ length: many }, () => scene.world.contact(scene.account, { Email }));
      const outreach = scene.world.resource('account', {}, {}, [scene.account]);
      const mail = scene.mailing({ prospect: scene.prospect([], [Email.toUpperCase()], outreach) }, 0, 'Plan');
      const task = scene.mailTask({ contact: first ?? '' }, 2, 'Plan');
      if (many === 1) scene.same(task, mail.sent);
      else scene.apart(task, mail.sent);
    },
  );
  set.family(
    'a converted lead',
    'Outreach knows the Lead, the Task its Contact; or the Task still names the Lead that became the Contact.',
    ['task of the contact', 'task of the lead', 'prospect of the contact'] as const,
    (scene, which) => {
      const contact = scene.world.contact(scene.account);
      const lead = scene.world.row('Lead', '00Q', {
        ...{ LastName: 'Lead', Company: 'None', IsConverted: true, ConvertedDate: scene.date(0) },
        ...{ ConvertedAccountId: scene.account, ConvertedContactId: contact },
      });
      const prospect = scene.prospect([which === 'prospect of the contact' ? contact : lead]);
      const mail = scene.mailing({ prospect }, 0, 'Plan');
      const who = { contact: which === 'task of the contact' ? contact : lead };
      scene.same(scene.mailTask(who, 3, 'Plan', { WhatId: scene.account }), mail.sent);
    },
  );
  set.family(
    'moved to another account',
    'The Contact has changed its company, or its company was merged into this one: mail and Task follow the Contact.',
    ['changed', 'merged'] as const,
    (scene, how) => {
      const before = scene.world.account({
        Name: 'Before',
        IsDeleted: how === 'merged',
        ...(how === 'merged' ? { MasterRecordId: scene.account } : {}),
      });
      const contact = scene.world.contact(scene.account);
      const outreach = scene.world.resource('account', {}, {}, [before]);
      const mail = scene.mailing({ prospect: scene.prospect([contact], [], outreach) }, 0, 'Plan');
      scene.same(scene.mailTask({ contact }, 4, 'Plan'), mail.sent);
    },
  );
}

function facts(set: LabelledWorld): void {
  set.family(
    'sent and answered',
    'The answer came within minutes, with the same subject: direction tells the two Tasks of one mail apart.',
    [2, 6, 15, 90, 2000],
    (scene, minutes) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan', { repliedAt: minutes });
      const sent = scene.mailTask(ada, 1, 'Plan');
      const answer = scene.mailTask(ada, minutes, 'AW: Plan', {}, 'In');
      scene.same(sent, mail.sent);
      scene.same(answer, mail.reply);
      scene.apart(sent, mail.reply);
      scene.apart(answer, mail.sent);
      scene.apart(sent, answer);
    },
  );
  set.family(
    'opened, clicked, returned',
    'A Task that only says what became of the mail is not the mail.',
    ['Opened', 'Clicked', 'Bounced'],
    (scene, what) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan');
      const sent = scene.mailTask(ada, 1, 'Plan');
      const said = scene.mailTask(ada, 2, 'Plan', {}, what);
      scene.same(sent, mail.sent);
      scene.apart(said, mail.sent);
      scene.apart(said, sent);
    },
  );
  set.family(
    'returned to sender',
    'A mail that came back is one with its Task all the same, and both are retracted.',
    [0, 7, 15],
    (scene, minutes) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan', { bounced: true });
      scene.same(scene.mailTask(ada, minutes, 'Plan'), mail.sent);
    },
  );
  set.family(
    'automatic replies',
    'No person wrote it: it is not the answer that came in the same minute.',
    ['Automatic reply: Plan', 'Out of office: Plan', 'Re: Automatic reply: Plan'],
    (scene, subject) => {
      const ada = scene.person();
      const mail = scene.mailing(ada, 0, 'Plan', { repliedAt: 30 });
      scene.apart(scene.mailTask(ada, 30, subject, {}, 'In'), mail.reply);
    },
  );
  set.family(
    'deleted in Salesforce',
    'The Task of a mail nobody connected lies in the bin: still its Task.',
    [0, 10],
    (scene, minutes) => {
      const { mail, task } = pair(scene, minutes, { IsDeleted: true });
      scene.same(task, mail.sent);
    },
  );
}

function zones(set: LabelledWorld): void {
  set.family(
    'shifted zones',
    'The date of a Task is that of a user far away, a day before or after the org’s.',
    ['Asia/Tokyo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Los_Angeles'],
    (scene, zone) => {
      for (const [minutes, timed] of [
        [12 * 60, true],
        [-11 * 60, true],
        [12 * 60, false],
        [-11 * 60, false],
      ] as const) {
        const ada = scene.person();
        const mail = scene.mailing(ada, minutes, 'Plan');
        const date = { ActivityDate: scene.date(minutes, zone), ...(timed ? {} : { CompletedDateTime: null }) };
        scene.same(scene.mailTask(ada, minutes + 2, 'Plan', date), mail.sent);
      }
    },
  );
  set.family(
    'days on which the clocks change',
    'An hour is skipped on 8 March and comes twice on 2 November: minutes are counted on no wall clock, dates on the org’s.',
    [
      '2026-03-08T06:58:00Z',
      '2026-03-08T07:01:00Z',
      '2025-11-02T05:58:00Z',
      '2025-11-02T06:03:00Z',
      '2025-11-02T05:20:00Z',
    ],
    (scene, moment) => {
      const ada = scene.around(moment).person();
      const mail = scene.mailing(ada, 0, 'Plan');
      scene.same(scene.mailTask(ada, 14, 'Plan'), mail.sent);
      // The same reading of the clock, an hour earlier or later.
      const bo = scene.person();
      const other = scene.mailing(bo, 0, 'Plan');
      scene.apart(scene.mailTask(bo, moment.startsWith('2025') ? 60 : -60, 'Plan'), other.sent);
    },
  );
  set.family(
    'around midnight',
    'Before and after midnight are two dates and still minutes apart.',
    [-1, -8, 3, 12],
    (scene, minutes) => {
      const ada = scene.around('2026-02-11T05:00:00Z').person();
      const mail = scene.mailing(ada, minutes < 0 ? 1 : -1, 'Plan');
      scene.same(scene.mailTask(ada, minutes, 'Plan'), mail.sent);
    },
  );
}
