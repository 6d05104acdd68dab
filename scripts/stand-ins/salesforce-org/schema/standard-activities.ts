// Task, Event and what hangs on them. Account, priority and completion fields that the platform derives are marked
// system: nobody writes them.
import { standardObject } from './standard-notation.ts';

const WHAT = 'Account,Opportunity,Case,Campaign,Contract';

const ACTIVITY = `
WhoId ref(Contact,Lead) as Who guarded
WhatId ref(${WHAT}) as What guarded
WhoCount int system
WhatCount int system
Subject text(255)
OwnerId ref(User,Group) as Owner
Description textarea(32000) long guarded
Type picklist guarded
IsArchived boolean system
IsVisibleInSelfService boolean
IsReminderSet boolean
ReminderDateTime datetime
IsRecurrence boolean once
RecurrenceStartDateTime datetime
RecurrenceStartDateOnly date
RecurrenceEndDateOnly date
RecurrenceTimeZoneSidKey picklist
RecurrenceType picklist
RecurrenceInterval int
RecurrenceDayOfWeekMask int
RecurrenceDayOfMonth int
RecurrenceInstance picklist
RecurrenceMonthOfYear picklist`;

const TASK = standardObject(
  'Task',
  '00T',
  `
${ACTIVITY}
ActivityDate date
Status picklist
Priority picklist
IsHighPriority boolean system
AccountId ref(Account) as Account children Tasks system
IsClosed boolean system
CallDurationInSeconds int
CallType picklist guarded
CallDisposition text(255) guarded
CallObject text(255)
TaskSubtype picklist once
CompletedDateTime datetime system
RecurrenceActivityId ref(Task) as RecurrenceActivity children RecurringTasks system
RecurrenceRegeneratedType picklist`,
);

const EVENT = standardObject(
  'Event',
  '00U',
  `
${ACTIVITY}
Location text(255)
IsAllDayEvent boolean
ActivityDateTime datetime
ActivityDate date
DurationInMinutes int
StartDateTime datetime
EndDateTime datetime
EndDate date system
AccountId ref(Account) as Account children Events system
IsPrivate boolean
ShowAs picklist
IsChild boolean system
IsGroupEvent boolean system
GroupEventType picklist system
RecurrenceActivityId ref(Event) as RecurrenceActivity children RecurringEvents system
IsRecurrence2 boolean system
IsRecurrence2Exception boolean system
Recurrence2PatternText textarea(512)
Recurrence2PatternVersion picklist system
EventSubtype picklist once
IsRecurrence2Exclusion boolean system`,
);

const TASK_RELATION = standardObject(
  'TaskRelation',
  '0RT',
  `
RelationId ref(Contact,Lead,${WHAT}) as Relation
TaskId ref(Task) as Task children TaskRelations once
IsWhat boolean
AccountId ref(Account) as Account system`,
);

const EVENT_RELATION = standardObject(
  'EventRelation',
  '0RE',
  `
RelationId ref(Contact,Lead,User,${WHAT}) as Relation
EventId ref(Event) as Event children EventRelations once
Status picklist
RespondedDate datetime
Response text(255)
IsParent boolean
IsInvitee boolean
IsWhat boolean
AccountId ref(Account) as Account system`,
);

const TASK_WHO_RELATION = standardObject(
  'TaskWhoRelation',
  '0RT',
  `
RelationId ref(Contact,Lead) as Relation system
TaskId ref(Task) as Task children TaskWhoRelations system
Type picklist system
AccountId ref(Account) as Account system`,
  { readOnly: true },
);

const EVENT_WHO_RELATION = standardObject(
  'EventWhoRelation',
  '0RE',
  `
RelationId ref(Contact,Lead) as Relation system
EventId ref(Event) as Event children EventWhoRelations system
Type picklist system
AccountId ref(Account) as Account system`,
  { readOnly: true },
);

const TASK_STATUS = standardObject(
  'TaskStatus',
  '01T',
  `
MasterLabel text(255)
ApiName text(255)
SortOrder int
IsDefault boolean
IsClosed boolean`,
  { plural: 'Task Statuses', readOnly: true },
);

const TASK_PRIORITY = standardObject(
  'TaskPriority',
  '01U',
  `
MasterLabel text(255)
ApiName text(255)
SortOrder int
IsDefault boolean
IsHighPriority boolean`,
  { readOnly: true },
);

export const ACTIVITY_OBJECTS = [
  TASK,
  EVENT,
  TASK_RELATION,
  EVENT_RELATION,
  TASK_WHO_RELATION,
  EVENT_WHO_RELATION,
  TASK_STATUS,
  TASK_PRIORITY,
];
