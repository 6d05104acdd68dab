// Cases of what changes in an org between two runs: records are deleted, restored, merged and moved, leads are
// converted, an admin switches cases and notes on.
import type { HandMadeWorld } from './hand-made-world.ts';
import type { Cases } from './rules-case.ts';

export function changingCases(world: HandMadeWorld, cases: Cases): void {
  following(world, cases);
  converting(world, cases);
  switchedOn(world, cases);
  decided(world, cases);
}

function following(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Deleted, undeleted, merged, re-parented';
  const deleted = (name: string, before: boolean): void =>
    cases.add(
      name,
      (account) => {
        const task = world.task(3, { WhatId: account, IsDeleted: before });
        cases.change('Task', { Id: task, IsDeleted: !before });
        return { active: before ? 0 : 1 };
      },
      {},
      { active: before ? 1 : 0 },
    );
  deleted('a task that is deleted', false);
  deleted('a task that comes back', true);
  const [from, to] = [world.account(), world.account()];
  const [moving, doubled, kept] = [world.contact(from), world.contact(from), world.contact(to)];
  const [withMoving, withDoubled] = [world.task(3, { WhoId: moving }), world.task(4, { WhoId: doubled })];
  cases.change('Contact', { Id: moving, AccountId: to });
  cases.change('Task', { Id: withMoving, AccountId: to });
  cases.change('Contact', { Id: doubled, IsDeleted: true, MasterRecordId: kept });
  cases.change('Task', { Id: withDoubled, WhoId: kept, AccountId: to });
  cases.expect('what its contacts did, until they moved and were merged', from, { active: 2 }, { active: 0 });
  cases.expect('what the contacts did that came to it', to, { active: 0 }, { active: 2, last: world.date(3) });
}

function converting(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Converted leads';
  cases.add(
    'a lead that becomes a contact of it',
    (account, contact) => {
      const lead = world.row('Lead', '00Q', { LastName: 'Lead', Company: 'None' });
      const task = world.task(3, { WhoId: lead });
      const prospect = world.resource('prospect', { emails: [] }, {}, [lead]);
      const mail = { mailingType: 'single', state: 'delivered', deliveredAt: world.at(5) };
      world.resource('mailing', mail, { prospect });
      const to = { ConvertedAccountId: account, ConvertedContactId: contact, ConvertedDate: world.date(0) };
      cases.change('Lead', { Id: lead, IsConverted: true, ...to });
      cases.change('Task', { Id: task, WhoId: contact, AccountId: account });
      return { active: 0 };
    },
    {},
    { active: 2, last: world.date(3) },
  );
}

function switchedOn(world: HandMadeWorld, cases: Cases): void {
  cases.rule = 'Case, note';
  const made = { CreatedDate: world.at(4) };
  cases.add(
    'a case of it and one of its contact',
    (account, contact) => {
      world.row('Case', '500', { Subject: 'Help', AccountId: account, ...made });
      world.row('Case', '500', { Subject: 'Help', ContactId: contact, CreatedDate: world.at(2) });
      world.row('Case', '500', { Subject: 'Help', AccountId: account, CreatedDate: world.at(91) });
      return { active: 0 };
    },
    {},
    { active: 2, last: world.date(2), types: 'case case', sources: 'Case' },
  );
  cases.add(
    'notes of both kinds, and a private one',
    (account, contact) => {
      world.row('Note', '002', { Title: 'Older', ParentId: account, ...made });
      world.row('Note', '002', { Title: 'Private', ParentId: account, IsPrivate: true, ...made });
      const document = world.row('ContentDocument', '069', { Title: 'Today', FileType: 'SNOTE', ...made });
      for (const record of [account, contact])
        world.row('ContentDocumentLink', '06A', { ContentDocumentId: document, LinkedEntityId: record });
      return { active: 0 };
    },
    {},
    { active: 2, twoWay: 0, types: 'note note', sources: 'Note' },
  );
}

/** An admin's own type, with a rule in front of the shipped ones that looks at a field of the org's own. */
function decided(world: HandMadeWorld, cases: Cases): void {
  cases.rule = null;
  cases.add(
    'a task that an own field calls a webinar, once type and rule say so',
    (_, contact) => {
      for (const outcome of ['Attended', 'No-show'])
        world.task(3, { WhoId: contact, Subject: 'Webinar', Webinar_Outcome__c: outcome });
      const type = { Type_Key__c: 'webinar', Weight__c: 9, Two_Way__c: true, Counts__c: true, Channel__c: 'meeting' };
      const typeId = world.nextId('m99');
      cases.change('Touchpoint_Type__mdt', { Id: typeId, DeveloperName: 'Webinar', Active__c: true, ...type });
      const condition = { Field_1__c: 'webinar_outcome__C', Operator_1__c: 'equals', Value_1__c: 'attended' };
      cases.change('Touchpoint_Rule__mdt', {
        ...{ Id: world.nextId('m98'), DeveloperName: 'Webinar', Active__c: true, Object__c: 'Task', Order__c: 15 },
        ...{ Interaction__c: true, Outcome_Rule__c: 'none', Direction__c: 'in', Source_Label__c: 'Event' },
        ...{ Touchpoint_Type__c: typeId, ...condition },
      });
      return { active: 2, twoWay: 0, types: 'task_other task_other' };
    },
    {},
    { active: 2, twoWay: 1, types: 'task_other webinar', sources: 'Task;Event' },
  );
}
