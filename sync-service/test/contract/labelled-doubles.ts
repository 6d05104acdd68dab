// The labelled set: records of Salesforce alone that are one touchpoint or only look like it. Labels follow from the
// rules of scoring; each family says which trap it sets.
import type { LabelledWorld } from './labelled-scene.ts';

const ADD_IN = { TaskSubtype: 'Email' };

export function doubleFamilies(set: LabelledWorld): void {
  twoTools(set);
  groups(set);
}

function twoTools(set: LabelledWorld): void {
  set.family(
    'a mail logged by two tools',
    'The add-in writes no tags and is minutes off; fifteen minutes are still one.',
    [0, 2, 9, 15, -4, -15],
    (scene, minutes) => {
      const ada = scene.person();
      scene.same(scene.mailTask(ada, 0, 'Plan'), scene.task(ada, minutes, 'Re: Plan', ADD_IN));
    },
  );
  set.family(
    'a mail of two tools, too late',
    'A second over the limit is another mail.',
    [15.02, 16, 40, -15.02, -60],
    (scene, minutes) => {
      const ada = scene.person();
      scene.apart(scene.mailTask(ada, 0, 'Plan'), scene.task(ada, minutes, 'Plan', ADD_IN));
    },
  );
  set.family(
    'two tools, only dates',
    'Without times the same date decides, and a neighbouring one is another.',
    [0, 1440, -1440],
    (scene, minutes) => {
      const ada = scene.person();
      const dated = { CompletedDateTime: null };
      const pair = [scene.mailTask(ada, 0, 'Plan', dated), scene.task(ada, minutes, 'Plan', { ...ADD_IN, ...dated })];
      if (minutes === 0) scene.same(...pair);
      else scene.apart(...pair);
    },
  );
  set.family(
    'two tools and the mailing',
    'Outreach’s Task is connected or not, the add-in’s never: all three are one mail.',
    [
      [true, 2],
      [true, -6],
      [false, 2],
      [false, 12],
    ] as const,
    (scene, [connected, minutes]) => {
      const ada = scene.person();
      const own = scene.mailTask(ada, 0, 'Plan');
      const mail = scene.mailing(ada, 0, 'Plan', connected ? { tasks: [own] } : {});
      scene.same(mail.sent, own, scene.task(ada, minutes, 'Plan', ADD_IN));
    },
  );
  set.family(
    'only the add-in logged it',
    'Outreach never synced the mail; the add-in’s Task is the mail all the same.',
    [0, 5, 15],
    (scene, minutes) => {
      const ada = scene.person();
      scene.same(scene.mailing(ada, 0, 'Plan').sent, scene.task(ada, minutes, 'Plan', ADD_IN));
    },
  );
  set.family(
    'two mails, each logged by two tools',
    'The same subject twice within the quarter of an hour: the nearest pair off.',
    [5, 8, 12],
    (scene, gap) => {
      const ada = scene.person();
      const [first, second] = [scene.mailTask(ada, 0, 'Plan'), scene.mailTask(ada, gap, 'Plan')];
      const [one, two] = [scene.task(ada, 1, 'Plan', ADD_IN), scene.task(ada, gap + 1, 'Plan', ADD_IN)];
      scene.same(first, one);
      scene.same(second, two);
      scene.apart(first, two);
      scene.apart(second, one);
      scene.apart(first, second);
    },
  );
  set.family(
    'one tool twice',
    'The same tool logged the same subject twice: two mails.',
    ['Outreach', 'the add-in'] as const,
    (scene, tool) => {
      const ada = scene.person();
      const log = (at: number) =>
        tool === 'Outreach' ? scene.mailTask(ada, at, 'Plan') : scene.task(ada, at, 'Plan', ADD_IN);
      scene.apart(log(0), log(5));
    },
  );
  set.family(
    'two tools, two mails',
    'Another person, another subject, the other direction.',
    ['person', 'subject', 'direction'] as const,
    (scene, what) => {
      const ada = scene.person();
      const other = what === 'person' ? scene.person() : ada;
      const own = scene.mailTask(ada, 0, 'Plan', {}, what === 'direction' ? 'In' : 'Out');
      scene.apart(own, scene.task(other, 1, what === 'subject' ? 'Plan B' : 'Plan', ADD_IN));
    },
  );
}

function groups(set: LabelledWorld): void {
  const seconds = [0, 20, 40] as const;
  set.family(
    'a group task',
    'One work item for three owners, made within a minute by one person.',
    [seconds, [0, 59, 60], [0, 30, 60]] as const,
    (scene, made) => {
      const ada = scene.person();
      scene.same(
        ...made.map((second, n) =>
          scene.task(ada, 0, 'Invite', {
            ...{ OwnerId: scene.user(n), CreatedById: scene.user(0) },
            CreatedDate: scene.at(second / 60),
          }),
        ),
      );
    },
  );
  set.family(
    'no group task',
    'A minute and a second later, for the same owner, by another creator, about others, or in other words.',
    [
      { CreatedDate: 61 },
      { OwnerId: 0 },
      { CreatedById: 1 },
      { WhoId: null },
      { Subject: 'Invitation' },
      { Subject: 'Re: Invite' },
    ],
    (scene, change) => {
      const ada = scene.person();
      const copy = { OwnerId: scene.user(1), CreatedById: scene.user(0), CreatedDate: scene.at(0) };
      const first = scene.task(ada, 0, 'Invite', { ...copy, OwnerId: scene.user(0) });
      const second = scene.task('WhoId' in change ? scene.person() : ada, 0, change.Subject ?? 'Invite', {
        ...copy,
        ...(change.CreatedDate === undefined ? {} : { CreatedDate: scene.at(change.CreatedDate / 60) }),
        ...(change.OwnerId === undefined ? {} : { OwnerId: scene.user(change.OwnerId) }),
        ...(change.CreatedById === undefined ? {} : { CreatedById: scene.user(change.CreatedById) }),
      });
      scene.apart(first, second);
    },
  );
  set.family('invitee copies', 'The copy of a colleague is no second meeting.', [1, 2], (scene, many) => {
    const ada = scene.person();
    const meeting = scene.meeting(ada, 0);
    for (let n = 0; n < many; n += 1)
      scene.apart(meeting, scene.meeting(ada, 0, { IsChild: true, OwnerId: scene.user(n) }));
  });
  set.family(
    'occurrences of a series',
    'Same subject, same person, a week apart: each is a meeting.',
    [1, 7, 14],
    (scene, days) => {
      const ada = scene.person();
      scene.apart(scene.meeting(ada, 0), scene.meeting(ada, -days * 1440));
    },
  );
}
