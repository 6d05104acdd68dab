// How the labelled set is written down: scenes, each an account of its own in a hand-made world, and pairs of their
// records with the label that the rules give. Nothing here or in labelled-*.ts looks at what the service says.
import { HandMadeWorld, type Row } from '../end-to-end/hand-made-world.ts';

/** The Wednesday after the clocks of New York went forward (8 March); they went back on 2 November, in the look-back. */
const TODAY = '2026-03-25';
const ZONE = 'America/New_York';
const MINUTE = 60_000;

/** Two records, and whether they are one touchpoint. A fact of Outreach is `mailing:12:sent`, `mailing:12:reply`, `call:7`. */
export interface Pair {
  readonly family: string;
  readonly account: string;
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** A person of the account: the Contact, and the prospect Outreach keeps for them. */
export interface Person {
  readonly contact: string;
  readonly prospect: number;
}

export interface Facts {
  readonly sent: string;
  readonly reply: string;
}

/** The scenes of all families, in one world. */
export class LabelledWorld {
  readonly world = new HandMadeWorld(TODAY, ZONE);
  readonly pairs: Pair[] = [];
  /** Family → the trap it sets, in a sentence. */
  readonly families = new Map<string, string>();
  readonly users: readonly string[];
  #scenes = 0;

  constructor() {
    this.users = [1, 2, 3].map((n) => this.world.row('User', '005', { LastName: `User ${n}`, IsActive: true }));
  }

  /** Furnishes one account for each entry of `variants`. */
  family<V>(name: string, trap: string, variants: readonly V[], furnish: (scene: Scene, variant: V) => void): void {
    this.families.set(name, trap);
    for (const variant of variants) {
      this.#scenes += 1;
      furnish(new Scene(this, name, this.#scenes), variant);
    }
  }
}

/** One account with what happened around one moment of its own; minutes count from that moment. */
export class Scene {
  readonly account: string;
  readonly world: HandMadeWorld;
  readonly #set: LabelledWorld;
  readonly #family: string;
  #moment: number;

  constructor(set: LabelledWorld, family: string, n: number) {
    this.#set = set;
    this.world = set.world;
    this.#family = family;
    this.account = this.world.account({ Name: `${family} ${n}` });
    // Eleven in the morning of New York's winter, a day of its own while there are enough of them.
    this.#moment = Date.parse(this.world.at(8 + (n % 60), '16:00:00'));
  }

  /** Sets the moment the minutes count from. */
  around(iso: string): this {
    this.#moment = Date.parse(iso);
    return this;
  }

  at(minutes: number): string {
    return new Date(this.#moment + minutes * MINUTE).toISOString();
  }

  /** The date of that moment in a zone, the org's unless said. */
  date(minutes: number, zone = ZONE): string {
    // Canadian English writes dates as YYYY-MM-DD.
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(this.#moment + minutes * MINUTE);
  }

  user(n: number): string {
    return this.#set.users[n] ?? '';
  }

  person(contactRow: Row = {}): Person {
    const contact = this.world.contact(this.account, contactRow);
    return { contact, prospect: this.prospect([contact]) };
  }

  prospect(connections: readonly string[], emails: readonly string[] = [], account: number | null = null): number {
    return this.world.resource('prospect', { emails }, { account }, connections);
  }

  /** A completed Task of that minute, with its time unless `row` says otherwise. */
  task(who: Pick<Person, 'contact'> | null, minutes: number, subject: string, row: Row = {}): string {
    const when = this.at(minutes);
    return this.world.task(0, {
      Subject: subject,
      WhoId: who?.contact ?? null,
      ActivityDate: this.date(minutes),
      CompletedDateTime: when,
      CreatedDate: when,
      ...row,
    });
  }

  /** As Outreach logs a mail, or the answer to one. */
  mailTask(who: Pick<Person, 'contact'> | null, minutes: number, subject: string, row: Row = {}, way = 'Out'): string {
    return this.task(who, minutes, `[Outreach] [Email] [${way}] ${subject}`, { TaskSubtype: 'Email', ...row });
  }

  callTask(
    who: Pick<Person, 'contact'>,
    minutes: number,
    row: Row = {},
    subject = '[Outreach] [Call] [Outbound]',
  ): string {
    const conversation = { TaskSubtype: 'Call', CallDisposition: 'Answered - Conversation' };
    return this.task(who, minutes, subject, { ...conversation, ...row });
  }

  /** A mail delivered at that minute, answered at the other; `tasks` are its data connections. */
  mailing(
    { prospect }: Pick<Person, 'prospect'>,
    minutes: number,
    subject: string,
    more: { readonly repliedAt?: number; readonly tasks?: readonly string[]; readonly bounced?: true } = {},
  ): Facts {
    const attributes = {
      mailingType: 'sequence',
      state: 'delivered',
      subject,
      deliveredAt: this.at(minutes),
      repliedAt: more.repliedAt === undefined ? null : this.at(more.repliedAt),
      bouncedAt: more.bounced ? this.at(minutes + 1) : null,
    };
    const id = this.world.resource('mailing', attributes, { prospect }, more.tasks ?? []);
    return { sent: `mailing:${id}:sent`, reply: `mailing:${id}:reply` };
  }

  /** A conversation dialled at that minute, so that no burst swallows it; `row` are attributes of the call. */
  call({ prospect }: Pick<Person, 'prospect'>, minutes: number, row: Row = {}, tasks: readonly string[] = []): string {
    const attributes = {
      direction: 'outbound',
      state: 'completed',
      outcome: 'Answered',
      tags: [],
      dialedAt: this.at(minutes),
      completedAt: this.at(minutes + 1),
      ...row,
    };
    return `call:${this.world.resource('call', attributes, { prospect }, tasks)}`;
  }

  /** A meeting that starts at that minute and lasts half an hour. */
  meeting({ contact }: Pick<Person, 'contact'>, minutes: number, row: Row = {}): string {
    const times = { StartDateTime: this.at(minutes), EndDateTime: this.at(minutes + 30) };
    return this.world.row('Event', '00U', { Subject: 'Visit', WhoId: contact, ...times, ...row });
  }

  /** Gives a mailing the id of a call: the two kinds are counted apart. */
  twin(mail: string, id: number): void {
    const found = this.world.outreach.get('mailing')?.find((row) => row['id'] === idOf(mail));
    if (found) found['id'] = id;
  }

  /** Each two of these records are one touchpoint. */
  same(...records: readonly string[]): void {
    this.#label(records, true);
  }

  /** Each two of these records are two. */
  apart(...records: readonly string[]): void {
    this.#label(records, false);
  }

  #label(records: readonly string[], same: boolean): void {
    for (const [n, a] of records.entries())
      for (const b of records.slice(n + 1))
        this.#set.pairs.push({ family: this.#family, account: this.account, a, b, same });
  }
}

/** The number in `mailing:12:sent` or `call:7`. */
export function idOf(fact: string): number {
  return Number(/\d+/.exec(fact)?.[0]);
}
