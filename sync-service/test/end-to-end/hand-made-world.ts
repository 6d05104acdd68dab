// A builder of small worlds written by hand: a folder of JSON Lines as the interfaces describe it. It states rows and
// nothing else; it knows no rule of scoring and shares no code with the service or the stand-ins.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Row = Record<string, unknown>;

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15-character Id. */
export function id18(id15: string): string {
  const groups = [id15.slice(0, 5), id15.slice(5, 10), id15.slice(10, 15)];
  const sums = groups.map((five) =>
    Array.from(five).reduce((sum, letter, at) => sum + (/[A-Z]/.test(letter) ? 2 ** at : 0), 0),
  );
  return id15 + sums.map((sum) => CHECKSUM[sum]).join('');
}

/** Rows by object or resource type, with fresh Ids, and the dates counted back from `today`. */
export class HandMadeWorld {
  readonly today: string;
  readonly timeZone: string;
  readonly salesforce = new Map<string, Row[]>();
  readonly outreach = new Map<string, Row[]>();
  #count = 0;

  constructor(today: string, timeZone: string) {
    this.today = today;
    this.timeZone = timeZone;
  }

  /** The date so many days before today; negative for days to come. */
  date(daysAgo: number): string {
    return new Date(Date.parse(`${this.today}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10);
  }

  /** An instant on that date, given in UTC. */
  at(daysAgo: number, time = '15:00:00'): string {
    return `${this.date(daysAgo)}T${time}.000Z`;
  }

  nextId(prefix: string): string {
    this.#count += 1;
    return id18(`${prefix}Hm${String(this.#count).padStart(10, '0')}`);
  }

  /** Adds a row, with a fresh Id unless it brings one; gives the Id back. */
  row(object: string, prefix: string, row: Row): string {
    const id = typeof row['Id'] === 'string' ? row['Id'] : this.nextId(prefix);
    this.salesforce.set(object, [...(this.salesforce.get(object) ?? []), { Id: id, ...row }]);
    return id;
  }

  account(row: Row = {}): string {
    return this.row('Account', '001', { Name: `Account ${this.#count}`, CreatedDate: this.at(400), ...row });
  }

  contact(accountId: string | null, row: Row = {}): string {
    return this.row('Contact', '003', { LastName: `Person ${this.#count}`, AccountId: accountId, ...row });
  }

  /** A completed Task so many days ago; nothing is said of its times. */
  task(daysAgo: number, row: Row = {}): string {
    const subject = `Work ${this.#count}`;
    return this.row('Task', '00T', { Subject: subject, Status: 'Completed', ActivityDate: this.date(daysAgo), ...row });
  }

  /** A meeting of one hour so many days ago, ending at 16:00 UTC. */
  event(daysAgo: number, row: Row = {}): string {
    const times = { StartDateTime: this.at(daysAgo), EndDateTime: this.at(daysAgo, '16:00:00') };
    return this.row('Event', '00U', { Subject: `Meeting ${this.#count}`, ...times, ...row });
  }

  /** An Outreach resource; relations are given as `{ prospect: 7 }`, connections as Salesforce Ids. */
  resource(
    type: string,
    attributes: Row,
    relations: Record<string, number | null> = {},
    connections: unknown = [],
  ): number {
    this.#count += 1;
    const id = this.#count;
    const entries = Array.isArray(connections)
      ? connections.map((entry: unknown) =>
          typeof entry === 'string' ? { connection: 'Salesforce', id: entry } : entry,
        )
      : connections;
    const named = Object.entries(relations).map(([name, other]) => [
      name,
      { data: other === null ? null : { type: name, id: other } },
    ]);
    const resource = {
      type,
      id,
      attributes: { createdAt: this.at(5), updatedAt: this.at(1), ...attributes },
      relationships: Object.fromEntries(named) as Row,
      ...(Array.isArray(entries) && entries.length === 0 ? {} : { meta: { dataConnections: entries } }),
    };
    this.outreach.set(type, [...(this.outreach.get(type) ?? []), resource]);
    return id;
  }

  /** Writes the folder `./scripts/stand-in --world` takes. */
  write(folder: string): string {
    const org = { id: id18('00D000000000062'), timeZone: this.timeZone, today: this.today };
    for (const room of ['salesforce', 'outreach']) mkdirSync(join(folder, room), { recursive: true });
    writeFileSync(join(folder, 'org.json'), JSON.stringify(org));
    const lines = (rows: Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    for (const [object, rows] of this.salesforce)
      writeFileSync(join(folder, 'salesforce', `${object}.jsonl`), lines(rows));
    for (const [type, rows] of this.outreach) writeFileSync(join(folder, 'outreach', `${type}.jsonl`), lines(rows));
    return folder;
  }
}
