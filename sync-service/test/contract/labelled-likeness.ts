// The labelled set: what makes an e-mail and a Task alike, and what only seems to: subjects, people, zones. Each family says
// which trap it sets.
import { pair } from './labelled-mail.ts';
import type { LabelledWorld } from './labelled-scene.ts';

export function likenessFamilies(set: LabelledWorld): void {
  subjects(set);
  people(set);
  zones(set);
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
