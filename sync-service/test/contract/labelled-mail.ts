// The labelled set: e-mails of Outreach and the Tasks that tell of them, by exact rule, by time, by fact. Labels follow from the
// rules of scoring; each family says which trap it sets. Subjects, people and zones are labelled-likeness.ts.
import type { LabelledWorld, Scene } from './labelled-scene.ts';
import { idOf } from './labelled-scene.ts';

/** The Task field that holds the Outreach id in this world: any text field of Task that the integration user may read does. */
export const ID_FIELD = 'CallObject';

export function mailFamilies(set: LabelledWorld): void {
  exact(set);
  times(set);
  facts(set);
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
export function pair(
  scene: Scene,
  minutes: number,
  row: Record<string, unknown> = {},
  subject = 'Plan',
  bare = 'Plan',
) {
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
