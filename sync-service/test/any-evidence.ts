// Any evidence an account can have, for property-based tests: small and crowded, so that doubles, bursts, bounces,
// shared days and pairs that nothing connects are frequent. Everything free-text carries a marked word that must never
// leave the core.
import fc from 'fast-check';
import type { AccountEngagement, AccountFacts, Activity, ConnectedTask } from '../src/scoring/evidence.ts';
import {
  TODAY,
  attendee,
  call,
  contactId,
  engagementOf,
  event,
  eventId,
  leadId,
  mailing,
  noon,
  task,
  taskId,
  userId,
  type EvidenceParts,
} from './builders.ts';

/** Planted in names, subjects, titles, dispositions and fields. */
export const SECRET = 'Zyxmørk';

const MINUTE = 60_000;
const person = fc.integer({ min: 1, max: 4 }).map((n) => (n === 4 ? leadId(1) : contactId(n)));
const people = fc.uniqueArray(person, { maxLength: 2 });
const subject = fc.constantFrom(
  `[Outreach] [Email] [Out] ${SECRET}`,
  `[Outreach] [Email] [In] Re: ${SECRET}`,
  `[Outreach] [Email] [Opened] ${SECRET}`,
  `[Email] [Bounced] ${SECRET}`,
  `[Outreach] [Call] [Outbound] ${SECRET}`,
  `[Orum] Call - ${SECRET}`,
  `Automatic reply: ${SECRET}`,
  SECRET,
);
const daysAgo = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 25 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 95 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 170 }) },
);
const minutes = fc.integer({ min: 0, max: 40 }).map((n) => n * MINUTE);

const anyTask = fc
  .record({
    n: fc.integer({ min: 1, max: 30 }),
    subject,
    ago: daysAgo,
    minutes,
    people,
    disposition: fc.constantFrom('', `Connected ${SECRET}`, 'Left Voicemail', 'No Answer'),
    callType: fc.constantFrom('', '', 'Inbound', 'Outbound'),
    fields: fc.constantFrom({}, { TaskSubtype: 'Email' }, { TaskSubtype: 'Call' }, { TaskSubtype: 'LinkedIn' }),
    owner: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom('Completed', 'Completed', 'Completed', 'Deferred'),
    isDeleted: fc.constantFrom(false, false, false, false, true),
    timed: fc.boolean(),
  })
  .map(({ n, ago, minutes: after, owner, timed, ...given }) =>
    task({
      ...given,
      id: taskId(n),
      activityDate: TODAY - ago,
      completedAt: timed ? noon(TODAY - ago) + after : null,
      createdAt: noon(TODAY - ago) + after,
      ownerId: userId(owner),
    }),
  );

const anyEvent = fc
  .record({
    n: fc.integer({ min: 1, max: 20 }),
    ago: daysAgo,
    isAllDay: fc.boolean(),
    isPrivate: fc.constantFrom(false, false, false, true),
    attendees: fc.array(
      fc.record({ id: person, isInvitee: fc.boolean(), status: fc.constantFrom('', 'Accepted', 'Declined', 'New') }),
      { maxLength: 3 },
    ),
  })
  .map(({ n, ago, attendees, ...given }) =>
    event({ ...given, id: eventId(n), day: TODAY - ago, subject: SECRET, attendees: attendees.map(attendee) }),
  );

const connection = fc.record({
  task: fc.integer({ min: 1, max: 30 }).map(taskId),
  state: fc.constantFrom<ConnectedTask>('unknown', 'deleted', 'elsewhere'),
  synced: fc.boolean(),
});

const anyMailing = fc
  .record({
    id: fc.integer({ min: 1, max: 15 }),
    sequenceId: fc.constantFrom(null, 1, 2),
    userId: fc.constantFrom(null, 1, 2),
    ago: daysAgo,
    repliedAfter: fc.constantFrom(null, 0, 1, 5),
    bounced: fc.constantFrom(false, false, false, true),
    minutes,
    subject: fc.constantFrom(SECRET.toLowerCase(), SECRET.toLowerCase(), ''),
    manual: fc.boolean(),
    sentiment: fc.constantFrom(null, 'positive' as const, 'negative' as const),
    person,
    connection,
  })
  .map(
    ({ ago, minutes: after, repliedAfter, bounced, person: who, connection: { task: id, state, synced }, ...given }) =>
      engagementOf(
        mailing({
          ...given,
          deliveredAt: noon(TODAY - ago) + after,
          repliedAt: repliedAfter === null ? null : noon(Math.min(TODAY, TODAY - ago + repliedAfter)),
          bouncedAt: bounced ? noon(TODAY - ago) : null,
          taskIds: synced ? [id] : [],
        }),
        who,
        synced ? { [id]: state } : {},
      ),
  );

const anyCall = fc
  .record({
    id: fc.integer({ min: 1, max: 15 }),
    sequenceId: fc.constantFrom(null, 1, 2),
    ago: daysAgo,
    minutes,
    outcome: fc.constantFrom('Answered', 'Not Answered', ''),
    direction: fc.constantFrom('in' as const, 'out' as const, 'out' as const),
    vendor: fc.constantFrom(null, 'Orum' as const),
    number: fc.constantFrom(null, '15550001'),
    person,
    connection,
  })
  .map(({ ago, minutes: after, person: who, connection: { task: id, state, synced }, ...given }) =>
    engagementOf(
      call({ ...given, dialedAt: noon(TODAY - ago) + after, disposition: SECRET, taskIds: synced ? [id] : [] }),
      who,
      synced ? { [id]: state } : {},
    ),
  );

const anyAccount: fc.Arbitrary<Partial<AccountFacts>> = fc.record({
  name: fc.constant(SECRET),
  type: fc.constantFrom('', 'Prospect', 'Customer - Direct'),
  openOpportunities: fc.constantFrom(0, 0, 0, 1),
  snoozedUntil: fc.constantFrom(null, null, TODAY - 1, TODAY, TODAY + 10),
});

const TITLES = {
  [contactId(1)]: `Chief ${SECRET} Officer`,
  [contactId(2)]: `VP ${SECRET}`,
  [contactId(3)]: SECRET,
};

/** An engagement names a Task as `connectedTasks` only when it is not among the account's own activities. */
function consistent(activities: readonly Activity[], engagements: readonly AccountEngagement[]): AccountEngagement[] {
  const own = new Set(activities.map((activity) => activity.id));
  return engagements.map((of) => ({
    ...of,
    connectedTasks: new Map([...of.connectedTasks].filter(([id]) => !own.has(id))),
  }));
}

/** Evidence of an account, everything dated TODAY or before, each Id once. */
export const anyEvidence: fc.Arbitrary<EvidenceParts> = fc
  .record({
    account: anyAccount,
    tasks: fc.uniqueArray(anyTask, { selector: (it) => it.id, maxLength: 14 }),
    events: fc.uniqueArray(anyEvent, { selector: (it) => it.id, maxLength: 4 }),
    mailings: fc.uniqueArray(anyMailing, { selector: (it) => it.engagement.id, maxLength: 6 }),
    calls: fc.uniqueArray(anyCall, { selector: (it) => it.engagement.id, maxLength: 4 }),
  })
  .map(({ account, tasks, events, mailings, calls }) => ({
    account,
    activities: [...tasks, ...events],
    engagements: consistent(tasks, [...mailings, ...calls]),
    titles: TITLES,
    sequences: [1, 2].map((id) => ({ id, contactedProspects: id * 100 })),
  }));
