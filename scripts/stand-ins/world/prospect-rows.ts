// The Outreach prospects and sequence states of a sheet, emitted once everything that happened to its people is known.
import { connection } from './cast.ts';
import type { AccountSheet, Person, StateTally } from './account-sheet.ts';

/** Emits prospect and sequenceState resources; call once, after the sheet's last activity. */
export function finishSheet(sheet: AccountSheet): void {
  for (const person of sheet.people) {
    if (person.prospectId !== null) emitProspect(sheet, person, person.prospectId);
  }
  for (const state of sheet.states) emitState(sheet, state);
}

function emitProspect(sheet: AccountSheet, person: Person, id: number): void {
  sheet.emit('outreach/prospect', () => {
    const [firstName = '', ...rest] = person.name.split(' ');
    const touchedAt = sheet.lastTouchedAt(person);
    const connections = [
      ...(person.formerLeadId === undefined ? [] : [connection('Lead', person.formerLeadId)]),
      ...(person.link === 'connection' && person.whoId !== null ? [connection('Contact', person.whoId)] : []),
    ];
    return {
      type: 'prospect',
      id,
      attributes: {
        name: person.name,
        firstName,
        lastName: rest.join(' '),
        emails: [person.email],
        workPhones: [person.phone],
        title: person.title,
        optedOut: false,
        externalSource: connections.length > 0 ? 'Salesforce' : null,
        touchedAt,
        trashedAt: null,
        createdAt: sheet.createdAt,
        updatedAt: touchedAt,
      },
      relationships: {
        account: person.outreachAccountId === null ? { data: null } : sheet.data('account', person.outreachAccountId),
        owner: sheet.data('user', sheet.owner.outreachId),
      },
      ...(connections.length > 0 ? { meta: { dataConnections: connections } } : {}),
    };
  });
}

function emitState(sheet: AccountSheet, state: StateTally): void {
  const { person, sequence, rep } = state;
  if (person.prospectId === null) return;
  const prospectId = person.prospectId;
  sheet.emit('outreach/sequenceState', () => ({
    type: 'sequenceState',
    id: state.id,
    attributes: {
      state:
        state.replied > 0
          ? 'finished'
          : state.delivered + (state.callCompletedAt === null ? 0 : 1) > 0
            ? 'active'
            : 'pending',
      activeAt: state.firstAt,
      deliverCount: state.delivered,
      openCount: state.opened,
      bounceCount: state.bounced,
      replyCount: state.replied,
      positiveReplyCount: state.positive,
      neutralReplyCount: state.neutral,
      negativeReplyCount: state.negative,
      repliedAt: state.repliedAt,
      callCompletedAt: state.callCompletedAt,
      createdAt: state.firstAt,
      stateChangedAt: state.lastAt,
      updatedAt: state.lastAt,
    },
    relationships: {
      prospect: sheet.data('prospect', prospectId),
      sequence: sheet.data('sequence', sequence.id),
      account: person.outreachAccountId === null ? { data: null } : sheet.data('account', person.outreachAccountId),
      user: sheet.data('user', rep.outreachId),
      creator: sheet.data('user', rep.outreachId),
    },
  }));
}
