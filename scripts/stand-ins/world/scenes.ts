// The ordinary day: what reps do with most accounts. The exceptions every real org holds are in mess.ts and event-mess.ts.
import { event, openTask, task } from './activity.ts';
import { inboundMail, mail } from './outreach-mail.ts';
import { MAIL_SUBJECTS, MEETING_SUBJECTS, OTHER_SUBJECTS, SERIES_SUBJECTS } from './vocabulary.ts';
import type { Life, Scene } from './life.ts';

const seriesMail =
  (kind: 'auto' | 'manual' | 'single', withReply: boolean): Scene =>
  (life) => {
    const person = life.prospect();
    if (person === null) return;
    const { chance } = life;
    const daysAgo = life.day();
    const opens = chance.chance(0.15)
      ? Array.from({ length: chance.whole(1, 3) }, () => chance.whole(Math.max(0, daysAgo - 5), daysAgo))
      : [];
    mail(life.sheet, person, {
      daysAgo,
      minute: life.minute(),
      subject: chance.pick(SERIES_SUBJECTS),
      kind,
      rep: life.rep(),
      ...(kind === 'single' ? {} : { sequence: life.sequence() }),
      opens,
      connected: life.connects(),
      ...(chance.chance(0.05) ? { copyTo: chance.pick(life.sheet.cast.reps) } : {}),
      ...(withReply ? { reply: replyAfter(life, daysAgo) } : {}),
    });
  };

function replyAfter(
  { chance }: Life,
  daysAgo: number,
): { daysAgo: number; minute: number; sentiment: 'positive' | 'neutral' | 'negative'; told: 'mailing' | 'state' } {
  return {
    daysAgo: Math.max(0, daysAgo - chance.whole(1, 4)),
    minute: chance.whole(1090, 1200),
    sentiment: chance.pick(['positive', 'neutral', 'neutral', 'negative'] as const),
    told: chance.chance(0.6) ? 'mailing' : 'state',
  };
}

const outreachCall =
  (dispositions: readonly Parameters<Life['dial']>[1]['disposition'][]): Scene =>
  (life) => {
    const person = life.prospect();
    if (person === null) return;
    life.dial(person, {
      disposition: life.chance.pick(dispositions),
      spelling: life.chance.chance(0.3) ? 'documented' : 'live',
      inbound: life.chance.chance(0.05),
      ...(life.chance.chance(0.7) ? { sequence: life.sequence() } : {}),
    });
  };

const plainTask =
  (subtype: 'Task' | 'Email' | 'LinkedIn', subjects: readonly string[]): Scene =>
  (life) => {
    const person = life.contact();
    task(life.sheet, {
      daysAgo: life.day(),
      minute: life.minute(),
      subject: life.chance.pick(subjects),
      subtype,
      people: person === null ? [] : [person],
      rep: life.rep(),
    });
  };

const loggedCall: Scene = (life) => {
  const person = life.contact();
  if (person === null) return;
  const disposition = life.chance.pick(['Connected', 'No answer', 'Left voicemail', null]);
  task(life.sheet, {
    daysAgo: life.freeCallDay(person, life.day()),
    minute: life.minute(),
    subject: 'Call',
    subtype: 'Call',
    people: [person],
    fields: {
      CallType: 'Outbound',
      CallDisposition: disposition,
      CallDurationInSeconds: disposition === 'Connected' ? 240 : 0,
    },
  });
};

const meeting =
  (answer: 'Accepted' | 'New' | null): Scene =>
  (life) => {
    const person = life.contact();
    if (person === null) return;
    const copies = life.chance.chance(0.3) ? [life.chance.pick(life.sheet.cast.reps)] : [];
    event(life.sheet, {
      daysAgo: life.day(),
      minute: life.minute(),
      subject: life.chance.pick(MEETING_SUBJECTS),
      guests: [{ person, answer }],
      copies,
    });
  };

const open: Scene = (life) => {
  // Due dates of open tasks may lie anywhere: they never count.
  openTask(
    life.sheet,
    life.contact(),
    life.chance.whole(-20, 30),
    life.chance.pick(OTHER_SUBJECTS),
    life.chance.pick(['Not Started', 'In Progress', 'Waiting on someone else']),
  );
};

const inbound: Scene = (life) => {
  const person = life.contact();
  if (person !== null) inboundMail(life.sheet, person, life.day(), life.minute(), life.chance.pick(MAIL_SUBJECTS));
};

/** Each with its share of all scenes. */
export const ORDINARY_SCENES: readonly { share: number; scene: Scene }[] = [
  { share: 34, scene: seriesMail('auto', false) },
  { share: 7, scene: seriesMail('manual', false) },
  { share: 4, scene: seriesMail('single', false) },
  { share: 2, scene: seriesMail('auto', true) },
  { share: 1, scene: seriesMail('manual', true) },
  { share: 10, scene: outreachCall(['No Answer', 'No Answer', 'Left Voicemail', 'Gatekeeper', 'Wrong Number']) },
  {
    share: 3,
    scene: outreachCall(['Answered - Conversation', 'Connected - Not Interested', 'Answered - Meeting Set']),
  },
  { share: 5, scene: plainTask('Email', MAIL_SUBJECTS) },
  { share: 3, scene: plainTask('LinkedIn', ['LinkedIn message', 'LinkedIn: View a Profile']) },
  { share: 4, scene: plainTask('Task', OTHER_SUBJECTS) },
  { share: 4, scene: loggedCall },
  { share: 0.5, scene: inbound },
  { share: 3, scene: meeting('Accepted') },
  { share: 2, scene: meeting('New') },
  { share: 1, scene: meeting(null) },
  { share: 5, scene: open },
];
