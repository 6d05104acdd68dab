// One account and its people, while a world is being written: hands out Ids, emits rows, and sums up prospects at the end.
// What happens to the people (mail, calls, meetings, tasks) lives in outreach-activity.ts and activity.ts.
import { connection, type Cast, type Rep, type Sequence } from './cast.ts';
import { recordId, type KeyedObject } from './record-id.ts';
import type { OutreachResource, Row } from './world.ts';

/** `make` is called only if somebody wants this kind (`salesforce/Task`, `outreach/mailing`). */
export type Emit = (kind: string, make: () => Row | OutreachResource) => void;

/** How Outreach knows a person: by its data connection, by an e-mail that a Contact has, only through the account's customId, or not at all. */
export type ProspectLink = 'connection' | 'email' | 'customId' | 'unlinked' | 'none';

export interface Person {
  /** Contact or Lead Id; null for somebody only Outreach knows. */
  readonly whoId: string | null;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly title: string | null;
  /** null when Outreach does not know the person. */
  readonly prospectId: number | null;
  readonly link: ProspectLink;
  readonly outreachAccountId: number | null;
  /** A converted lead's Id: the prospect keeps that connection beside the Contact's. */
  readonly formerLeadId?: string;
}

export interface StateTally {
  readonly id: number;
  readonly person: Person;
  readonly sequence: Sequence;
  readonly rep: Rep;
  firstAt: string;
  lastAt: string;
  delivered: number;
  opened: number;
  bounced: number;
  positive: number;
  neutral: number;
  negative: number;
  /** Replies whatever their sentiment. */
  replied: number;
  repliedAt: string | null;
  callCompletedAt: string | null;
}

export interface PersonFields {
  name: string;
  title?: string | null;
  link?: ProspectLink;
  /** Days ago the contact was made; default the account's. */
  createdDaysAgo?: number;
  /** More Contact fields, e.g. IsDeleted. */
  fields?: Row;
}

export class AccountSheet {
  readonly cast: Cast;
  readonly number: number;
  readonly accountId: string;
  readonly emit: Emit;
  readonly people: Person[] = [];
  owner: Rep;
  #counts = new Map<string, number>();
  #states = new Map<string, StateTally>();
  #lastTouched = new Map<number, string>();
  #domain = 'unnamed.example';
  #createdAt = '';
  #inOutreach = false;

  /** @param number unique in the world, 0 … 10^9; all Ids of the sheet follow from it. */
  constructor(cast: Cast, number: number, emit: Emit) {
    this.cast = cast;
    this.number = number;
    this.emit = emit;
    this.accountId = recordId('Account', 1 + number);
    const owner = cast.reps[number % cast.reps.length];
    if (owner === undefined) throw new Error('A world needs at least one rep; set reps=1 or more.');
    this.owner = owner;
  }

  /** The next number of this kind within the sheet's own range of 4096. */
  nextNumber(kind: string): number {
    const used = this.#counts.get(kind) ?? 0;
    if (used > 4095)
      throw new Error(`Account ${this.accountId} has more than 4096 rows of ${kind}; ask for fewer activities.`);
    this.#counts.set(kind, used + 1);
    return (this.number + 1) * 4096 + used;
  }

  nextId(objectName: KeyedObject): string {
    return recordId(objectName, this.nextNumber(objectName));
  }

  /** Emits the Account and, unless `outreach` is null, the account Outreach keeps for it (linked by connection or only by customId). */
  account(
    name: string,
    createdDaysAgo: number,
    fields: Row = {},
    outreach: 'connection' | 'customId' | null = 'connection',
  ): void {
    const { calendar } = this.cast;
    this.#domain = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '')}${this.number}.example`;
    this.#createdAt = calendar.at(createdDaysAgo, 600);
    const createdAt = this.#createdAt;
    this.emit('salesforce/Account', () => ({
      Id: this.accountId,
      Name: name,
      Type: 'Prospect',
      Website: `https://${this.#domain}`,
      OwnerId: this.owner.userId,
      CreatedById: this.owner.userId,
      CreatedDate: createdAt,
      ...fields,
    }));
    if (outreach === null) return;
    this.#inOutreach = true;
    this.emit('outreach/account', () => ({
      type: 'account',
      id: this.number + 1,
      attributes: {
        name,
        domain: this.#domain,
        customId: outreach === 'customId' ? this.accountId : null,
        externalSource: 'Salesforce',
        named: true,
        createdAt,
        updatedAt: createdAt,
      },
      relationships: { owner: this.data('user', this.owner.outreachId) },
      ...(outreach === 'connection' ? { meta: { dataConnections: [connection('Account', this.accountId)] } } : {}),
    }));
  }

  /** Emits a Contact of this account (none for the links `customId` and `unlinked`, whom only Outreach knows) and its prospect. */
  person({ name, title = null, link = 'connection', createdDaysAgo, fields = {} }: PersonFields): Person {
    const known = link !== 'customId' && link !== 'unlinked';
    const person = this.#newPerson(known ? this.nextId('Contact') : null, name, title, link);
    const createdAt = createdDaysAgo === undefined ? this.#createdAt : this.cast.calendar.at(createdDaysAgo, 610);
    if (person.whoId !== null)
      this.#emitWho('salesforce/Contact', person, { AccountId: this.accountId, CreatedDate: createdAt, ...fields });
    this.people.push(person);
    return person;
  }

  /** Emits a Lead; its activities belong to no account. */
  lead(name: string, title: string | null, createdDaysAgo: number): Person {
    const person = this.#newPerson(this.nextId('Lead'), name, title, 'none');
    this.#emitWho('salesforce/Lead', person, {
      Company: `${name} & Co`,
      Status: 'Open - Not Contacted',
      IsConverted: false,
      CreatedDate: this.cast.calendar.at(createdDaysAgo, 620),
    });
    return person;
  }

  /** A lead that became a Contact of this account: its activities now carry the Contact; the prospect names both records. */
  convertedLead(name: string, title: string | null, convertedDaysAgo: number): Person {
    const leadId = this.nextId('Lead');
    const person = { ...this.#newPerson(this.nextId('Contact'), name, title, 'connection'), formerLeadId: leadId };
    const convertedOn = this.cast.calendar.date(convertedDaysAgo);
    this.#emitWho(
      'salesforce/Lead',
      { ...person, whoId: leadId },
      {
        Company: this.#domain,
        Status: 'Closed - Converted',
        IsConverted: true,
        ConvertedDate: convertedOn,
        ConvertedAccountId: this.accountId,
        ConvertedContactId: person.whoId,
        CreatedDate: this.cast.calendar.at(convertedDaysAgo + 60, 620),
      },
    );
    const createdAt = this.cast.calendar.at(convertedDaysAgo, 620);
    this.#emitWho('salesforce/Contact', person, { AccountId: this.accountId, CreatedDate: createdAt });
    this.people.push(person);
    return person;
  }

  opportunity(stage: 'open' | 'won' | 'lost', createdDaysAgo: number, closeDaysAgo: number): string {
    const id = this.nextId('Opportunity');
    this.emit('salesforce/Opportunity', () => ({
      Id: id,
      AccountId: this.accountId,
      Name: `${this.#domain.split('.')[0] ?? ''} ${stage}`,
      StageName: { open: 'Qualification', won: 'Closed Won', lost: 'Closed Lost' }[stage],
      IsClosed: stage !== 'open',
      IsWon: stage === 'won',
      CloseDate: this.cast.calendar.date(closeDaysAgo),
      OwnerId: this.owner.userId,
      CreatedDate: this.cast.calendar.at(createdDaysAgo, 700),
    }));
    return id;
  }

  /** The tally of this person in this sequence; made on first use. */
  state(person: Person, sequence: Sequence, rep: Rep, at: string): StateTally {
    const key = `${person.prospectId ?? 0}:${sequence.id}`;
    let tally = this.#states.get(key);
    if (tally === undefined) {
      const none = { delivered: 0, opened: 0, bounced: 0, positive: 0, neutral: 0, negative: 0, replied: 0 };
      const id = this.nextNumber('sequenceState');
      tally = { id, person, sequence, rep, firstAt: at, lastAt: at, ...none, repliedAt: null, callCompletedAt: null };
      this.#states.set(key, tally);
    }
    if (at < tally.firstAt) tally.firstAt = at;
    if (at > tally.lastAt) tally.lastAt = at;
    return tally;
  }

  /** Remembers the latest time Outreach touched a prospect: its `updatedAt`. */
  touched(person: Person, at: string): void {
    if (person.prospectId !== null && at > (this.#lastTouched.get(person.prospectId) ?? ''))
      this.#lastTouched.set(person.prospectId, at);
  }

  data(type: string, id: number): { data: { type: string; id: number } } {
    return { data: { type, id } };
  }

  get states(): Iterable<StateTally> {
    return this.#states.values();
  }

  lastTouchedAt(person: Person): string {
    return (person.prospectId === null ? undefined : this.#lastTouched.get(person.prospectId)) ?? this.#createdAt;
  }

  get createdAt(): string {
    return this.#createdAt;
  }

  #newPerson(whoId: string | null, name: string, title: string | null, link: ProspectLink): Person {
    const index = this.nextNumber('person');
    const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${index % 4096}@${this.#domain}`;
    const phone = `+1${String(2_000_000_000 + index)}`;
    const prospectId = link === 'none' ? null : index;
    const outreachAccountId = link === 'unlinked' || !this.#inOutreach ? null : this.number + 1;
    return { whoId, name, email, phone, title, prospectId, link, outreachAccountId };
  }

  #emitWho(kind: string, person: Person, fields: Row): void {
    const [first = '', ...rest] = person.name.split(' ');
    this.emit(kind, () => ({
      Id: person.whoId,
      FirstName: first,
      LastName: rest.join(' ') || first,
      Name: person.name,
      Email: person.email,
      Phone: person.phone,
      Title: person.title,
      OwnerId: this.owner.userId,
      CreatedById: this.owner.userId,
      ...fields,
    }));
  }
}
