// Cases of counting: window and tiers, scope, what a meeting or task must be to count, whose touchpoint it is, doubles.
import type { HandMadeWorld, Row } from './hand-made-world.ts';
import type { Cases, Expected } from './rules-case.ts';

export function countingCases(world: HandMadeWorld, cases: Cases): void {
  tiers(world, cases);
  scope(world, cases);
  meetings(world, cases);
  tasks(world, cases);
  belonging(world, cases);
  doubles(world, cases);
}

function tiers(world: HandMadeWorld, cases: Cases): void {
  const day = (daysAgo: number): string => world.date(daysAgo);
  const ages = (name: string, list: readonly number[], expected: Expected): void =>
    cases.add(name, (account) => {
      for (const daysAgo of list) world.task(daysAgo, { WhatId: account });
      return expected;
    });
  ages('the window holds D−90 and D, not D−91 or D+1', [90, 91, 0, -1], { active: 2, last: day(0), tier: 'None' });
  ages('four, the last 14 days ago', [14, 20, 30, 40], {
    tier: 'High-Effort',
    high: true,
    exits: day(-1),
    near: day(-8),
  });
  ages('four, the last 15 days ago', [15, 20, 30, 40], { tier: 'Near', high: false, exits: null, near: day(-7) });
  ages('four, the last 21 days ago', [21, 22, 30, 40], { tier: 'Near', exits: null, near: day(-1) });
  ages('four, the last 22 days ago', [22, 23, 30, 40], { active: 4, tier: 'None', exits: null, near: null });
  ages('three, the last 14 days ago', [14, 20, 30], { tier: 'Near', near: day(-1) });
  ages('three, the last 15 days ago', [15, 20, 30], { tier: 'None', near: null });
  ages('the fourth leaves the window first', [0, 1, 2, 88], { exits: day(-3), near: day(-15) });
  ages('both run out together', [14, 15, 16, 88], { exits: day(-1), near: day(-3) });
  ages('nothing at all', [], { active: 0, last: null, tier: 'None', score: 0, rank: null, recipients: null });
}

function scope(world: HandMadeWorld, cases: Cases): void {
  cases.rule = null;
  const four = (account: string): void => [0, 1, 2, 3].forEach((daysAgo) => world.task(daysAgo, { WhatId: account }));
  const exits = world.date(-15);
  for (const type of [
    'Customer - Direct',
    'CUSTOMER',
    'customer x',
    'Channel Partner / Reseller',
    'Installation Partner',
    'Technology Partner',
    'competitor',
  ])
    cases.add(`type ${type}`, (account) => (four(account), { tier: 'Suppressed', high: false, exits }), { Type: type });
  for (const type of ['Prospect', '', null, 'Former Customer', 'Partner'])
    cases.add(`type ${type}`, (account) => (four(account), { tier: 'High-Effort', high: true, excluded: null }), {
      Type: type,
    });
  const opportunity = (name: string, row: Row, expected: Expected): void =>
    cases.add(name, (account) => {
      four(account);
      world.row('Opportunity', '006', { AccountId: account, Name: name, CloseDate: world.date(30), ...row });
      return expected;
    });
  opportunity('an open opportunity', { StageName: 'Prospecting' }, { tier: 'None', high: false, exits });
  opportunity('a lost opportunity', { StageName: 'Closed Lost' }, { tier: 'High-Effort', high: true });
  opportunity('a deleted open opportunity', { StageName: 'Prospecting', IsDeleted: true }, { high: true });
  const feedback = (name: string, kind: string, until: number, expected: Expected): void =>
    cases.add(name, (account) => {
      four(account);
      world.row('Signal_Feedback__c', 'a0F', { Account__c: account, Kind__c: kind, Until__c: world.date(until) });
      return expected;
    });
  feedback('snoozed through today', 'Snooze', 0, { tier: 'Suppressed', high: false, exits });
  feedback('snoozed through yesterday', 'Snooze', 1, { tier: 'High-Effort', high: true });
  feedback('dismissed', 'Dismiss', -9, { tier: 'High-Effort', high: true });
  cases.rule = 'Person accounts';
  const person = world.account({ Name: 'person account', IsPersonAccount: true });
  four(person);
  cases.expect('a person account is not in the book', person, { active: null, tier: null, high: false });
}

function meetings(world: HandMadeWorld, cases: Cases): void {
  const invite = (event: string, person: string, status: string): string =>
    world.row('EventRelation', '0RE', { EventId: event, RelationId: person, Status: status, IsInvitee: true });
  const user = world.row('User', '005', { LastName: 'Internal', Email: 'in@us.example', Username: 'in@us.example' });
  cases.rule = 'Past event, attendance unknown';
  cases.add(
    'attendance unknown',
    (_, who) => (world.event(3, { WhoId: who }), { active: 1, types: 'meeting_unverified' }),
  );
  for (const [status, expected] of [
    ['Accepted', { active: 1, twoWay: 1, types: 'meeting_held' }],
    ['Declined', { active: 0 }],
    ['New', { active: 1, twoWay: 0, types: 'meeting_unverified' }],
  ] as const)
    cases.add(`invitee ${status}`, (_, who) => (invite(world.event(3, { WhoId: who }), who, status), expected));
  cases.add('one declined, one did not answer', (account, who) => {
    const event = world.event(3, { WhoId: who });
    invite(event, who, 'Declined');
    invite(event, world.contact(account), 'New');
    return { active: 1, twoWay: 0 };
  });
  cases.rule = 'Internal events';
  cases.add(
    'internal meeting',
    (account) => (invite(world.event(3, { WhatId: account }), user, 'Accepted'), { active: 0 }),
  );
  cases.rule = 'Open, future, cancelled, skipped';
  cases.add('called off', (_, who) => {
    for (const subject of ['Canceled: demo', 'CANCELLED: demo', 'Meeting Canceled by Ann', 'Cancellation policy'])
      world.event(3, { WhoId: who, Subject: subject });
    return { active: 1 };
  });
  const none = [
    ['Private events', { IsPrivate: true }],
    ['Invitee copies', { IsChild: true }],
    ['Recurring', { IsRecurrence: true }],
    ['Recurring', { GroupEventType: '3' }],
  ] as const;
  for (const [rule, row] of none) {
    cases.rule = rule;
    cases.add(`event ${JSON.stringify(row)}`, (_, who) => (world.event(3, { WhoId: who, ...row }), { active: 0 }));
  }
  cases.add('two occurrences of a series and one to come', (_, who) => {
    const series = world.event(30, { WhoId: who, IsRecurrence: true });
    for (const daysAgo of [10, 3, -4]) world.event(daysAgo, { WhoId: who, RecurrenceActivityId: series });
    return { active: 2, last: world.date(3) };
  });
  cases.rule = 'Open, future, cancelled, skipped';
  const allDay = (name: string, daysAgo: number, expected: Expected): void =>
    cases.add(name, (_, who) => {
      world.row('Event', '00U', { WhoId: who, IsAllDayEvent: true, ActivityDate: world.date(daysAgo) });
      return expected;
    });
  allDay('all day today', 0, { active: 1, last: world.date(0) });
  allDay('all day tomorrow', -1, { active: 0 });
  cases.rule = null;
  cases.add('ends 23:30 in winter time, next day in UTC', (_, who) => {
    world.event(3, { WhoId: who, StartDateTime: world.at(3, '03:30:00'), EndDateTime: world.at(3, '04:30:00') });
    return { active: 1, last: world.date(4) };
  });
  cases.rule = 'Open, future, cancelled, skipped';
  cases.add('ends later today', (_, who) => {
    world.event(0, { WhoId: who, StartDateTime: world.at(0, '22:00:00'), EndDateTime: world.at(0, '23:00:00') });
    return { active: 0 };
  });
}

function tasks(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Open, future, cancelled, skipped';
  cases.add('not done', (account) => {
    for (const status of ['Not Started', 'In Progress', 'Deferred']) world.task(1, { WhatId: account, Status: status });
    for (const status of ['Canceled', 'cancelled', 'Skipped', 'Deferred'])
      world.task(1, { WhatId: account, Status: status, IsClosed: true });
    world.task(2, { WhatId: account, Status: 'Done', IsClosed: true });
    return { active: 1, last: world.date(2) };
  });
  cases.rule = 'Recurring';
  cases.add('deleted, and a series master', (account) => {
    world.task(1, { WhatId: account, IsDeleted: true });
    world.task(1, { WhatId: account, IsRecurrence: true });
    return { active: 0 };
  });
  cases.rule = null;
  const dated = (name: string, row: Row, last: string): void =>
    cases.add(
      name,
      (account) => (
        world.row('Task', '00T', { Subject: name, Status: 'Completed', WhatId: account, ...row }),
        { active: 1, last }
      ),
    );
  dated(
    'completed before it was due',
    { ActivityDate: world.date(-5), CompletedDateTime: world.at(2, '03:30:00') },
    world.date(3),
  );
  dated('completed after it was due', { ActivityDate: world.date(9), CompletedDateTime: world.at(1) }, world.date(9));
  dated('without a due date', { ActivityDate: null, CompletedDateTime: world.at(4, '04:59:00') }, world.date(5));
  dated('04:30 UTC the day after the clocks changed', { CompletedDateTime: world.at(1, '04:30:00') }, world.date(1));
  dated(
    'without any date but its creation',
    { CompletedDateTime: null, CreatedDate: world.at(9, '04:30:00') },
    world.date(10),
  );
}

function belonging(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Several contacts on one activity';
  const [one, two, three] = [world.account(), world.account(), world.account()];
  const [ann, bob, loose] = [world.contact(one), world.contact(two), world.contact(null)];
  const task = world.task(3, { WhoId: ann });
  for (const person of [ann, bob]) world.row('TaskRelation', '0RT', { TaskId: task, RelationId: person });
  const event = world.event(5, { WhoId: ann });
  for (const person of [ann, bob])
    world.row('EventRelation', '0RE', { EventId: event, RelationId: person, IsInvitee: true, Status: 'Accepted' });
  const deal = world.row('Opportunity', '006', {
    AccountId: three,
    Name: 'deal',
    StageName: 'Closed Won',
    CloseDate: world.date(9),
  });
  world.task(6, { WhoId: ann, WhatId: deal });
  world.task(7, { WhoId: loose });
  world.task(8, { WhoId: loose, WhatId: one });
  cases.expect('the account of its contact, and of what it is about', one, { active: 4, twoWay: 1 });
  cases.expect('the account of a further contact', two, { active: 2, twoWay: 1 });
  cases.expect("the account of another account's opportunity", three, { active: 1 });
  cases.rule = 'Converted leads';
  const lead = world.row('Lead', '00Q', { LastName: 'Lead', Company: 'None' });
  cases.add('a lead has no account', () => (world.task(2, { WhoId: lead }), { active: 0 }));
}

function doubles(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Power-dial bursts';
  const calls = (name: string, times: readonly string[], row: Row, expected: Expected): void =>
    cases.add(name, (_, who) => {
      for (const time of times)
        world.task(2, { WhoId: who, TaskSubtype: 'Call', CompletedDateTime: world.at(2, time), ...row });
      return expected;
    });
  calls('dials within 30 minutes', ['15:00:00', '15:29:00', '15:30:00'], {}, { active: 1 });
  calls('a dial 20 minutes after the second', ['15:00:00', '15:20:00', '15:40:00'], {}, { active: 2 });
  calls('two conversations', ['15:00:00', '15:10:00'], { CallDisposition: 'Connected' }, { active: 2, twoWay: 2 });
  cases.add('two calls whose creation alone is known', (_, who) => {
    for (const time of ['13:00:00', '15:00:00'])
      world.task(2, { WhoId: who, TaskSubtype: 'Call', CreatedDate: world.at(2, time) });
    return { active: 2 };
  });
  cases.rule = 'Group tasks';
  cases.add('copies of a group task', (account) => {
    const [creator, other] = [world.nextId('005'), world.nextId('005')];
    for (const [OwnerId, time] of [
      [creator, '10:00:00'],
      [other, '10:01:00'],
      [other, '10:01:01'],
    ])
      world.task(2, {
        WhatId: account,
        Subject: 'Same',
        CreatedById: creator,
        OwnerId,
        CreatedDate: world.at(2, time),
      });
    return { active: 2 };
  });
  cases.rule = 'Two e-mail Tasks from different tools';
  const twoTools = (name: string, first: Row, second: Row, active: number): void =>
    cases.add(name, (_, who) => {
      world.task(2, { WhoId: who, Subject: '[Outreach] [Email] [Out] Hello', TaskSubtype: 'Email', ...first });
      world.task(2, { WhoId: who, Subject: 'Re: hello', TaskSubtype: 'Email', ...second });
      return { active };
    });
  const at = (time: string): Row => ({ CompletedDateTime: world.at(2, time) });
  twoTools('one mail of two tools', at('15:00:00'), at('15:15:00'), 1);
  twoTools('two mails of two tools', at('15:00:00'), at('15:15:01'), 2);
  twoTools('one mail of two tools, dates only', {}, {}, 1);
  cases.rule = 'Opens, clicks, bounces logged as Tasks';
  cases.add('a bounce takes back the mail', (_, who) => {
    world.task(3, { WhoId: who, Subject: '[Outreach] [Email] [Out] Other', TaskSubtype: 'Email' });
    for (const tag of ['Out', 'Bounced']) world.task(2, { WhoId: who, Subject: `[Outreach] [Email] [${tag}] Hello` });
    return { active: 1, last: world.date(3) };
  });
}
