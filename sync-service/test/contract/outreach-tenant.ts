// For the contract of the Outreach port: a small tenant on the stand-in, a ledger in a temporary folder, a port between.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutreachOptions } from '../../../scripts/stand-ins/outreach/options.ts';
import { startOutreach, type StartedOutreach } from '../../../scripts/stand-ins/outreach/start-outreach.ts';
import type { OutreachResource, World } from '../../../scripts/stand-ins/world/world.ts';
import { openLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { Credentials, OutreachConfig, Timeouts } from '../../src/outreach/config.ts';
import { createOutreach } from '../../src/outreach/outreach.ts';
import type { Facts } from '../../src/run/log.ts';
import type { MirrorReading } from '../../src/run/mirror.ts';
import type { RequestPurpose } from '../../src/run/outreach-requests.ts';
import type { OutreachPort } from '../../src/run/ports.ts';

export const ACCOUNT = '0015g00000AbCdEAAV';
export const contactOf = (person: number) => `0035g${String(person).padStart(10, '0')}AAA`;
export const taskOf = (engagement: number) => `00T5g${String(engagement).padStart(10, '0')}AAC`;

/** The tenant's today is 2 March 2026; mailing n was delivered, and last updated, n minutes before its noon. */
export const NOON = Date.parse('2026-03-01T12:00:00Z');
export const SINCE = Date.parse('2025-09-01T00:00:00Z');

const at = (minutesBefore: number) => new Date(NOON - minutesBefore * 60_000).toISOString();
const to = (type: string, id: number) => ({ data: { type, id } });
const connected = (id: string) => ({
  dataConnections: [{ connection: 'Salesforce', type: 'x', id, url: 'https://x.example' }],
});

export function mailing(id: number, attributes: Record<string, unknown> = {}): OutreachResource {
  return {
    type: 'mailing',
    id,
    attributes: {
      mailingType: 'sequence',
      state: 'delivered',
      deliveredAt: at(id),
      createdAt: at(id),
      updatedAt: at(id),
      bodyHtml: '<p>secret</p>',
      ...attributes,
    },
    relationships: { prospect: to('prospect', 1), user: to('user', 7), sequence: to('sequence', 311) },
    meta: connected(taskOf(id)),
  };
}

/** One account with one prospect, one of each other kind, and as many mailings as wanted. */
export function tenant(mailings: number): OutreachResource[] {
  const old = { createdAt: '2024-01-01T00:00:00.000Z', updatedAt: '2024-01-01T00:00:00.000Z' };
  const recent = { createdAt: at(0), updatedAt: at(0) };
  return [
    { type: 'account', id: 41, attributes: { ...old, name: 'Northwind' }, relationships: {}, meta: connected(ACCOUNT) },
    {
      type: 'prospect',
      id: 1,
      attributes: { ...old, emails: ['Dana@Northwind.example'], title: 'VP' },
      relationships: { account: to('account', 41) },
      meta: connected(contactOf(1)),
    },
    { type: 'sequence', id: 311, attributes: { ...old, name: 'Outbound' }, relationships: {} },
    { type: 'sequenceStep', id: 5, attributes: { ...old, stepType: 'manual_email' }, relationships: {} },
    { type: 'callDisposition', id: 3, attributes: { ...old, name: 'Answered' }, relationships: {} },
    {
      type: 'sequenceState',
      id: 6,
      attributes: { ...recent, state: 'active' },
      relationships: { prospect: to('prospect', 1), sequence: to('sequence', 311) },
    },
    {
      type: 'call',
      id: 9,
      attributes: {
        ...recent,
        dialedAt: at(0),
        direction: 'outbound',
        state: 'completed',
        externalVendor: 'Orum',
        to: '+1 206 555',
      },
      relationships: { prospect: to('prospect', 1), callDisposition: to('callDisposition', 3) },
      meta: connected(taskOf(900_009)),
    },
    ...Array.from({ length: mailings }, (_mailing, place) => mailing(place + 1)),
  ];
}

function worldOf(resources: readonly OutreachResource[]): World {
  // eslint-disable-next-line @typescript-eslint/require-await -- a list has nothing to wait for
  async function* some<T>(items: readonly T[]): AsyncGenerator<T> {
    yield* items;
  }
  return {
    org: { id: '00D5g0000012345EAA', timeZone: 'America/New_York', today: '2026-03-02' },
    objects: () => Promise.resolve([]),
    rows: () => some([]),
    resourceTypes: () => Promise.resolve([...new Set(resources.map(({ type }) => type))]),
    resources: (type) => some(resources.filter((one) => one.type === type)),
  };
}

/** A running stand-in with a ledger beside it; `close` ends and removes both. */
export class Tenant {
  readonly standIn: StartedOutreach;
  readonly ledger: Ledger;
  readonly folder: string;
  readonly warnings: (readonly [string, Facts])[] = [];
  readonly told: (readonly [string, Facts])[] = [];

  private constructor(standIn: StartedOutreach, ledger: Ledger, folder: string) {
    this.standIn = standIn;
    this.ledger = ledger;
    this.folder = folder;
  }

  static async start(resources: readonly OutreachResource[], options: OutreachOptions = {}): Promise<Tenant> {
    const standIn = await startOutreach({ world: worldOf(resources), port: 0, options });
    const folder = mkdtempSync(join(tmpdir(), 'outreach-'));
    return new Tenant(standIn, await openLedger(join(folder, 'ledger')), folder);
  }

  get refreshCredentials(): Extract<Credentials, { kind: 'refresh' }> {
    const { environment } = this.standIn;
    return {
      kind: 'refresh',
      clientId: environment['OUTREACH_CLIENT_ID'] ?? '',
      clientSecret: environment['OUTREACH_CLIENT_SECRET'] ?? '',
      refreshToken: environment['OUTREACH_REFRESH_TOKEN'] ?? '',
    };
  }

  /** A port of its own, as a process of its own would have; short pauses unless told otherwise. */
  port({
    credentials = this.refreshCredentials,
    timeouts = {},
    settings = {},
  }: {
    readonly credentials?: Credentials;
    readonly timeouts?: Partial<Timeouts>;
    readonly settings?: Partial<Pick<OutreachConfig, 'yearlyRequests' | 'dropShare'>>;
  } = {}): OutreachPort {
    const log = {
      info: (event: string, facts: Facts) => void this.told.push([event, facts]),
      error: () => undefined,
      warn: (event: string, facts: Facts) => void this.warnings.push([event, facts]),
    };
    return createOutreach(
      {
        baseUrl: this.standIn.url,
        credentials,
        log,
        stateFolder: join(this.folder, 'state'),
        timeouts: { backoff: 10, ...timeouts },
        ...{ yearlyRequests: 250_000, dropShare: 0.05, ...settings },
      },
      this.ledger.mirror,
      this.ledger.outreachRequests,
    );
  }

  fault(fault: Record<string, unknown>): void {
    this.standIn.control.faults.add(fault);
  }

  put(object: string, rows: readonly unknown[]): Promise<void> {
    return this.#order('rows', { object, rows });
  }

  /** Outreach keeps no trace of records that are deleted. */
  vanish(object: string, ids: readonly number[]): Promise<void> {
    return this.#order('vanish', { object, ids });
  }

  setToday(date: string): Promise<void> {
    return this.#order('today', { date });
  }

  /** From here on `answered` counts anew. */
  async forgetRequests(): Promise<void> {
    await fetch(`${this.standIn.url}/__control/requests`, { method: 'DELETE' });
  }

  /** What the ledger has counted. */
  async requestsOf(purpose: RequestPurpose): Promise<number> {
    const days = await this.ledger.outreachRequests.since('2000-01-01');
    return days.filter((day) => day.purpose === purpose).reduce((sum, { requests }) => sum + requests, 0);
  }

  async #order(name: string, order: object): Promise<void> {
    const answer = await fetch(`${this.standIn.url}/__control/${name}`, {
      method: 'POST',
      body: JSON.stringify(order),
    });
    if (!answer.ok) throw new Error(`The stand-in refused ${name}: ${await answer.text()}`);
  }

  /** How often the stand-in answered this path with this status (any status when it is left out). */
  async answered(path: string, status?: number): Promise<number> {
    const response = await fetch(`${this.standIn.url}/__control/requests`);
    const rows = (await response.json()) as { path: string; status: number; count: number }[];
    return rows
      .filter((row) => row.path === path && (status === undefined || row.status === status))
      .reduce((sum, row) => sum + row.count, 0);
  }

  reading(): Promise<MirrorReading> {
    return this.ledger.mirror.read({ contactIds: [], leadIds: [], accountIds: [ACCOUNT], taskIds: [] });
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.standIn.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
