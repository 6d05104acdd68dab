// The labelled set: calls of Outreach and of Orum, the Tasks that tell of them, and power-dial bursts. Labels follow
// from the rules of scoring; each family says which trap it sets.
import { ID_FIELD } from './labelled-mail.ts';
import type { LabelledWorld, Scene } from './labelled-scene.ts';
import { idOf } from './labelled-scene.ts';

const ORUM = '[Orum] Connected';
const NOT_REACHED = { CallDisposition: 'No Answer' };
const UNANSWERED = { outcome: 'Not Answered' };

export function callFamilies(set: LabelledWorld): void {
  exact(set);
  times(set);
  directions(set);
  orum(set);
  bursts(set);
}

function exact(set: LabelledWorld): void {
  set.family(
    'a connected call',
    'The data connection joins hours apart; a nearer call gets nothing.',
    [0, 20, 300, -90],
    (scene, minutes) => {
      const ada = scene.person();
      const task = scene.callTask(ada, minutes);
      const call = scene.call(ada, 0, {}, [task]);
      const nearer = scene.call(ada, minutes + 1);
      scene.same(task, call);
      scene.apart(task, nearer);
    },
  );
  set.family(
    'a call named by the id field',
    'Mailings and calls are counted apart: a bare number on a call Task is a call’s, though a mail has it too.',
    [(id: number) => `${id}`, (id: number) => `call:${id}`, (id: number) => `https://web.outreach.io/calls/${id}`],
    (scene, write) => {
      const ada = scene.person();
      const call = scene.call(ada, 700);
      const mail = scene.mailing(ada, 0, 'Plan');
      scene.twin(mail.sent, idOf(call));
      const task = scene.callTask(ada, 0, { [ID_FIELD]: write(idOf(call)) });
      scene.same(task, call);
      scene.apart(task, `mailing:${idOf(call)}:sent`);
    },
  );
}

function times(set: LabelledWorld): void {
  set.family(
    'within five minutes',
    'Logged minutes later or stamped earlier; five minutes to the second are still one.',
    [0, 0.5, 1, 3, 4, 4.99, 5, -1, -4, -5],
    (scene, minutes) => {
      const ada = scene.person();
      scene.same(scene.callTask(ada, minutes), scene.call(ada, 0));
    },
  );
  set.family(
    'beyond five minutes',
    'A second or a minute over the limit is another call.',
    [5.02, 6, 10, 60, 600, -5.02, -6, -20],
    (scene, minutes) => {
      const ada = scene.person();
      scene.apart(scene.callTask(ada, minutes), scene.call(ada, 0));
    },
  );
  set.family(
    'a call of which only the date is known',
    'Nothing but the time tells one call from another: never forced.',
    [{ CompletedDateTime: null }, { CompletedDateTime: '2026-03-24T15:00:00.000Z' }],
    (scene, row) => {
      const ada = scene.person();
      scene.apart(scene.callTask(ada, 0, row), scene.call(ada, 0));
    },
  );
  set.family(
    'two calls within five minutes',
    'Both Tasks lie within the limit of both calls: the nearest wins, and each call has one of a tool.',
    [1.5, 2, 3, 4, 5],
    (scene, gap) => {
      const ada = scene.person();
      const [first, second] = [scene.call(ada, 0), scene.call(ada, gap)];
      const [early, late] = [scene.callTask(ada, 0.5), scene.callTask(ada, gap + 0.5)];
      scene.same(early, first);
      scene.same(late, second);
      scene.apart(early, second);
      scene.apart(late, first);
      scene.apart(early, late);
    },
  );
  set.family(
    'one Task, two candidate calls',
    'The nearer call gets the Task; the other one was never synced.',
    [
      [-2, 3],
      [-4, 1],
      [2, 4.5],
      [-1, -5],
    ] as const,
    (scene, [one, other]) => {
      const ada = scene.person();
      const calls = [scene.call(ada, one), scene.call(ada, other)] as const;
      const task = scene.callTask(ada, 0);
      const nearest = Math.abs(one) < Math.abs(other) ? 0 : 1;
      scene.same(task, calls[nearest]);
      scene.apart(task, calls[1 - nearest] ?? '');
    },
  );
  set.family(
    'calls to two people',
    'Dialled in the same minute by two reps: the person tells them apart.',
    [0, 1, 4],
    (scene, gap) => {
      const [ada, bo] = [scene.person(), scene.person()];
      const [toAda, toBo] = [scene.call(ada, 0), scene.call(bo, gap)];
      const [adas, bos] = [scene.callTask(ada, gap), scene.callTask(bo, 0)];
      scene.same(adas, toAda);
      scene.same(bos, toBo);
      scene.apart(adas, toBo);
      scene.apart(bos, toAda);
    },
  );
  set.family(
    'calls when the clocks change',
    'The same reading of the clock an hour apart is another call; minutes apart over the change is the same.',
    ['2026-03-08T06:58:00Z', '2025-11-02T05:58:00Z'],
    (scene, moment) => {
      const [ada, bo] = [scene.around(moment).person(), scene.person()];
      scene.same(scene.callTask(ada, 4), scene.call(ada, 0));
      scene.apart(scene.callTask(bo, 60), scene.call(bo, 0));
    },
  );
  set.family(
    'logged by hand',
    'The rep’s own note of the call that Outreach made, without its tags.',
    [0, 3, 5],
    (scene, minutes) => {
      const ada = scene.person();
      scene.same(scene.callTask(ada, minutes, {}, 'Spoke with Ada'), scene.call(ada, 0));
    },
  );
}

function directions(set: LabelledWorld): void {
  set.family(
    'the other direction',
    'We called and they called back within minutes.',
    [
      ['[Outreach] [Call] [Inbound] Ada', {}, 'outbound'],
      ['[Outreach] [Call] [Outbound] Ada', {}, 'inbound'],
      ['Call', { CallType: 'Inbound' }, 'outbound'],
      ['Call', { CallType: 'Outbound' }, 'inbound'],
    ] as const,
    (scene, [subject, row, direction]) => {
      const ada = scene.person();
      scene.apart(scene.callTask(ada, 1, row, subject), scene.call(ada, 0, { direction }));
    },
  );
  set.family(
    'the same direction',
    'Said by the tag, by the call type, or not at all.',
    [
      ['[Outreach] [Call] [inbound] Ada', {}, 'inbound'],
      ['[Outreach] [Call] [outbound] Ada', {}, 'outbound'],
      ['Call', { CallType: 'Inbound' }, 'inbound'],
      ['Call', { CallType: 'Outbound' }, 'outbound'],
      ['Call', {}, 'outbound'],
      [ORUM, {}, 'outbound'],
    ] as const,
    (scene, [subject, row, direction]) => {
      const ada = scene.person();
      scene.same(scene.callTask(ada, 2, row, subject), scene.call(ada, 0, { direction }));
    },
  );
  set.family(
    'a meeting, a mail, a call',
    'At one moment with one person, and three different things.',
    [0, 2],
    (scene, minutes) => {
      const ada = scene.person();
      const meeting = scene.meeting(ada, minutes);
      scene.apart(scene.call(ada, 0), scene.mailing(ada, minutes, 'Plan').sent, meeting);
    },
  );
}

function orum(set: LabelledWorld): void {
  set.family(
    'Orum’s own Task, Outreach’s Task and the call',
    'Connected both, one or none: one Orum Call.',
    ['both', 'Outreach’s', 'Orum’s', 'none'] as const,
    (scene, connected) => {
      for (const minutes of [0.3, 2, 5]) {
        const ada = scene.person();
        const outreach = scene.callTask(ada, 1);
        const own = scene.callTask(ada, minutes, {}, ORUM);
        const tasks = { both: [outreach, own], 'Outreach’s': [outreach], 'Orum’s': [own], none: [] }[connected];
        scene.same(scene.call(ada, 0, { externalVendor: 'Orum' }, tasks), outreach, own);
      }
    },
  );
  set.family(
    'known as Orum’s by the recording',
    'Both Tasks carry a link of orum.com, only one the tag.',
    [1, 4],
    (scene, minutes) => {
      const ada = scene.person();
      const Description = 'https://orum.com/recording/abcdefghijklmnopqrstu';
      const outreach = scene.callTask(ada, 0, { Description });
      const own = scene.callTask(ada, minutes, { Description }, ORUM);
      scene.same(scene.call(ada, 0, {}, [outreach]), outreach, own);
    },
  );
  set.family(
    'Orum beside Outreach’s Task, without the call',
    'Outreach’s API tells nothing of the call: the two Tasks are one by person and minute.',
    [-5, -2, 0, 1, 4, 5],
    (scene, minutes) => {
      const ada = scene.person();
      scene.same(scene.callTask(ada, 0), scene.callTask(ada, minutes, {}, ORUM));
    },
  );
  set.family(
    'Orum, another call',
    'Six minutes later, another person or the other direction.',
    ['later', 'colleague', 'direction'] as const,
    (scene, what) => {
      const ada = scene.person();
      const who = what === 'colleague' ? scene.person() : ada;
      const own = scene.callTask(who, what === 'later' ? 6 : 1, { CallType: 'Outbound' }, ORUM);
      const way = what === 'direction' ? { direction: 'inbound' } : {};
      const call = scene.call(ada, 0, way);
      scene.apart(own, call);
      const tagged = `[Outreach] [Call] [${what === 'direction' ? 'Inbound' : 'Outbound'}] Ada`;
      if (what === 'direction')
        scene.apart(scene.callTask(ada, 30, {}, tagged), scene.callTask(ada, 31, { CallType: 'Outbound' }, ORUM));
      else scene.apart(own, scene.callTask(ada, 0, {}, tagged));
    },
  );
  set.family(
    'two Orum calls, each logged twice',
    'Four Tasks within five minutes and no call of Outreach: the nearest pair off.',
    [2, 3, 4],
    (scene, gap) => {
      const ada = scene.person();
      const [first, second] = [scene.callTask(ada, 0), scene.callTask(ada, gap)];
      const [own, later] = [scene.callTask(ada, 0.4, {}, ORUM), scene.callTask(ada, gap + 0.4, {}, ORUM)];
      scene.same(first, own);
      scene.same(second, later);
      scene.apart(first, later);
      scene.apart(second, own);
      scene.apart(first, second);
    },
  );
  set.family(
    'forum',
    'A call about a forum, or recorded at forum.com, is no Orum call: beside Outreach’s Task it is another one.',
    ['Forum: spoke with Ada', 'Quorum call', '[Forum] Connected', 'Ada, orum'],
    (scene, subject) => {
      const ada = scene.person();
      const Description = 'https://forum.com/recording/abcdefghijklmnopqrstu';
      scene.apart(scene.callTask(ada, 0), scene.callTask(ada, 2, { Description }, subject));
    },
  );
}

/** Dials that reached nobody, at these minutes, each with a Task or not. */
function dials(scene: Scene, minutes: readonly number[], synced: boolean): string[] {
  const ada = scene.person();
  return minutes.map((minute) =>
    synced ? scene.callTask(ada, minute, NOT_REACHED) : scene.call(ada, minute, { ...UNANSWERED, to: '+15550001' }),
  );
}

function bursts(set: LabelledWorld): void {
  for (const synced of [true, false]) {
    const where = synced ? 'Tasks' : 'Outreach';
    set.family(
      `a burst in ${where}`,
      'Dialled again and again: what lies within half an hour of the first is the first.',
      [
        [0, 6, 17],
        [0, 29, 30],
        [0, 10],
      ],
      (scene, minutes) => scene.same(...dials(scene, minutes, synced)),
    );
    set.family(
      `a burst over midnight in ${where}`,
      'Two dates, and a night on which the clock skips or repeats an hour: still minutes.',
      ['2026-02-11T04:50:00Z', '2026-03-08T06:55:00Z', '2025-11-02T05:50:00Z'],
      (scene, moment) => scene.same(...dials(scene.around(moment), [0, 12, 25], synced)),
    );
    set.family(
      `after a burst in ${where}`,
      'Half an hour counts from the first dial, not from the latest.',
      [
        [0, 31],
        [0, 30.02],
        [0, 60],
        [0, 90],
      ],
      (scene, minutes) => scene.apart(...dials(scene, minutes, synced)),
    );
  }
  set.family(
    'a conversation within a burst',
    'Somebody answered the second dial: that one stands by itself.',
    [5, 20],
    (scene, minutes) => {
      const ada = scene.person();
      const [first, third] = [scene.callTask(ada, 0, NOT_REACHED), scene.callTask(ada, minutes + 1, NOT_REACHED)];
      const answered = scene.callTask(ada, minutes);
      scene.same(first, third);
      scene.apart(first, answered);
      scene.apart(third, answered);
    },
  );
  set.family(
    'dials to two numbers',
    'The mobile and the desk of one person are two dials.',
    [1, 10],
    (scene, minutes) => {
      const ada = scene.person();
      const dial = (at: number, to: string) => scene.call(ada, at, { ...UNANSWERED, to });
      scene.apart(dial(0, '+15550001'), dial(minutes, '+15550002'));
    },
  );
}
