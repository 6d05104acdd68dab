import { describe, expect, it } from 'vitest';
import { TODAY, accountId, attendee, contactId, event, leadId, noon, task, taskId } from '../../test/builders.ts';
import { callRow, contact, mailingRow, mirrorOf, orgOf, prospectRow, rangeReading } from '../../test/readings.ts';
import type { ConnectedTask } from '../scoring/evidence.ts';
import { gatherEvidence } from './gather.ts';
import type { MirrorReading } from './mirror.ts';
import type { ContactReading, RangeReading } from './ports.ts';

const SINCE = noon(TODAY - 181);

interface Given {
  readonly reading?: Partial<RangeReading>;
  readonly rows?: Partial<MirrorReading>;
  readonly contacts?: Readonly<Record<string, ContactReading>>;
  readonly tasks?: Readonly<Record<string, ConnectedTask>>;
}

async function gather({ reading = {}, rows = {}, contacts = {}, tasks = {} }: Given) {
  const org = orgOf(contacts, tasks);
  const mirror = mirrorOf(rows);
  const evidence = await gatherEvidence(org, mirror, rangeReading(reading), SINCE, new AbortController().signal);
  const of = (n: number) => evidence.find((it) => it.account.id === accountId(n))!;
  return { evidence, of, org, mirror };
}

/** Prospect 1 is contact 1 of account 1. */
const prospects = [prospectRow(1, { contactIds: [contactId(1)], title: 'Prospect title' })];

describe('the activities of an account', () => {
  it('are those of the account and those of its contacts, each once', async () => {
    const both = task({ id: taskId(2), people: [contactId(1), contactId(2)] });
    const { of } = await gather({
      reading: {
        activities: [
          { activity: task({ id: taskId(1), people: [] }), accountId: accountId(1) },
          { activity: both, accountId: accountId(1) },
          { activity: event({ attendees: [attendee({ id: contactId(2) })] }), accountId: accountId(9) },
          { activity: task({ id: taskId(4), people: [contactId(9)] }), accountId: null },
        ],
      },
    });
    expect(of(1).activities.map((it) => it.id)).toEqual([taskId(1), taskId(2)]);
    expect(of(2).activities).toEqual([both, expect.objectContaining({ kind: 'event' })]);
  });

  it('name the Contact where they were logged about the Lead that it was', async () => {
    const { of } = await gather({
      reading: {
        convertedLeads: [{ leadId: leadId(1), contactId: contactId(1), accountId: accountId(1) }],
        activities: [
          { activity: task({ people: [leadId(1), contactId(1)] }), accountId: null },
          { activity: event({ attendees: [attendee({ id: leadId(1) })] }), accountId: null },
        ],
      },
    });
    expect(of(1).activities).toMatchObject([{ people: [contactId(1)] }, { attendees: [{ id: contactId(1) }] }]);
  });

  it('are none for an account without any', async () => {
    const { evidence } = await gather({});
    expect(evidence.map((it) => [it.account.id, it.activities, it.engagements])).toEqual([
      [accountId(1), [], []],
      [accountId(2), [], []],
    ]);
  });
});

describe('the engagements of an account', () => {
  it('are those of its prospects', async () => {
    const { of } = await gather({ rows: { prospects, mailings: [mailingRow(12)], calls: [callRow(7)] } });
    expect(of(1).engagements).toMatchObject([
      { engagement: { kind: 'mailing', id: 12 }, personId: contactId(1), ofAccount: true },
      { engagement: { kind: 'call', id: 7 }, personId: contactId(1), ofAccount: true },
    ]);
    expect(of(2).engagements).toEqual([]);
  });

  it('are also those whose Task is this account’s, without being of the account', async () => {
    const { of } = await gather({
      reading: { activities: [{ activity: task({ people: [] }), accountId: accountId(2) }] },
      rows: { prospects, mailings: [mailingRow(12, { taskIds: [taskId(1)] })] },
    });
    expect(of(1).engagements).toMatchObject([{ ofAccount: true }]);
    expect(of(2).engagements).toMatchObject([{ ofAccount: false, connectedTasks: new Map() }]);
  });

  it('are found through a contact elsewhere, which is looked up once', async () => {
    const { of, org } = await gather({
      rows: {
        prospects: [prospectRow(1, { leadIds: [leadId(5)] }), prospectRow(2, { leadIds: [leadId(5)] })],
        mailings: [mailingRow(12), mailingRow(13, { prospectId: 2 })],
      },
      contacts: { [leadId(5)]: contact(8, { accountId: accountId(2) }) },
    });
    expect(org.asked.contacts).toEqual([leadId(5)]);
    expect(of(2).engagements.map((it) => it.personId)).toEqual([contactId(8), contactId(8)]);
  });

  it('belong to nobody here when their prospect does not, or when they name none', async () => {
    const { evidence } = await gather({
      rows: { prospects: [prospectRow(1)], mailings: [mailingRow(12), mailingRow(13, { prospectId: null })] },
    });
    expect(evidence.flatMap((it) => it.engagements)).toEqual([]);
  });

  it('that ended before the look-back are left out; an undated one with a Task stays', async () => {
    const old = noon(TODAY - 200);
    const { of } = await gather({
      rows: {
        prospects,
        mailings: [
          mailingRow(1, { deliveredAt: old }),
          mailingRow(2, { deliveredAt: old, repliedAt: noon(TODAY - 3) }),
          mailingRow(3, { deliveredAt: old, bouncedAt: noon(TODAY - 180) }),
          mailingRow(4, { deliveredAt: null }),
        ],
        calls: [callRow(5, { dialedAt: null, taskIds: [taskId(1)] }), callRow(6, { dialedAt: null })],
      },
    });
    expect(of(1).engagements.map((it) => it.engagement.id)).toEqual([2, 3, 5]);
  });

  it('are asked for by contacts, converted leads, accounts and Tasks', async () => {
    const { mirror } = await gather({
      reading: {
        convertedLeads: [{ leadId: leadId(1), contactId: contactId(1), accountId: accountId(1) }],
        activities: [
          { activity: task(), accountId: accountId(1) },
          { activity: event(), accountId: accountId(1) },
        ],
      },
    });
    expect(mirror.asked).toEqual([
      {
        contactIds: [contactId(1), contactId(2)],
        leadIds: [leadId(1)],
        accountIds: [accountId(1), accountId(2)],
        taskIds: [taskId(1)],
      },
    ]);
  });
});

describe('the Tasks that an engagement names', () => {
  const rows = { prospects, mailings: [mailingRow(12, { taskIds: [taskId(1)] })] };

  it('of the account itself are not looked up', async () => {
    const activities = [{ activity: task(), accountId: accountId(1) }];
    const { of, org } = await gather({ reading: { activities }, rows });
    expect(of(1).engagements).toMatchObject([{ connectedTasks: new Map() }]);
    expect(org.asked.tasks).toEqual([]);
  });

  it('of another account of the range are known to be elsewhere, or deleted', async () => {
    for (const isDeleted of [false, true]) {
      const activities = [{ activity: task({ people: [], isDeleted }), accountId: accountId(2) }];
      const { of, org } = await gather({ reading: { activities }, rows });
      const state = isDeleted ? 'deleted' : 'elsewhere';
      expect(of(1).engagements).toMatchObject([{ connectedTasks: new Map([[taskId(1), state]]) }]);
      expect(org.asked.tasks).toEqual([]);
    }
  });

  it.each(['deleted', 'elsewhere', 'unknown'] as const)(
    'that the range does not hold are looked up: %s',
    async (state) => {
      const { of, org } = await gather({ rows, tasks: { [taskId(1)]: state } });
      expect(of(1).engagements).toMatchObject([{ connectedTasks: new Map([[taskId(1), state]]) }]);
      expect(org.asked.tasks).toEqual([taskId(1)]);
    },
  );

  it('are not looked up for prospects of other accounts', async () => {
    const { org } = await gather({ rows: { ...rows, prospects: [prospectRow(1)] } });
    expect(org.asked.tasks).toEqual([]);
  });
});

describe('people', () => {
  it('have the title Salesforce knows; Outreach’s only when no contact stands for the prospect', async () => {
    const { of } = await gather({
      reading: {
        contacts: [contact(1, { title: 'VP' })],
        people: new Map([[leadId(1), { id: leadId(1), title: 'CEO' }]]),
      },
      rows: {
        prospects: [
          ...prospects,
          prospectRow(2, { salesforceAccountId: accountId(1), title: 'Director' }),
          prospectRow(3, { contactIds: [contactId(8)], title: 'Manager' }),
        ],
      },
      contacts: { [contactId(8)]: contact(8, { title: 'Contact elsewhere' }) },
    });
    const titles = [contactId(1), leadId(1), 'prospect:2'].map((id) => of(1).people.get(id)?.title);
    expect(titles).toEqual(['VP', 'CEO', 'Director']);
  });
});
