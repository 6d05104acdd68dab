// A generated world in which every delivery and call has its Task, and what to take from it: Tasks, data connections. Knows
// the world's rows and nothing of matching.
import { openWorld } from '../../../scripts/stand-ins/world/read-world.ts';
import type { OutreachResource, Row, World } from '../../../scripts/stand-ins/world/world.ts';

export interface SyncedWorld {
  readonly world: World;
  readonly tasks: readonly Row[];
  readonly mailings: readonly OutreachResource[];
  readonly calls: readonly OutreachResource[];
  /** Task Ids of every tenth delivery and call of the window. */
  readonly tenth: readonly string[];
  /** Deliveries and calls of the window. */
  readonly total: number;
}

/** @param windowFrom the first date of the window */
export async function syncedWorld(size: string, windowFrom: string): Promise<SyncedWorld> {
  const world = await openWorld(size);
  const tasks = (await listed(world.rows('Task'))).map(({ IsDeleted: _, ...task }) => task);
  const byId = new Map(tasks.map((task) => [String(task['Id']), task]));
  /** The Task of the delivery or the call, not that of the reply. */
  const ownTask = (engagement: OutreachResource): Row | undefined =>
    connectedTo(engagement)
      .map((id) => byId.get(id))
      .find((task) => task !== undefined && !String(task['Subject']).includes('[In]'));
  const synced = (engagement: OutreachResource): boolean => ownTask(engagement) !== undefined || !tookPlace(engagement);
  const mailings = (await listed(world.resources('mailing'))).filter(synced);
  const calls = (await listed(world.resources('call'))).filter(synced);
  const connected = new Set([...mailings, ...calls].flatMap(connectedTo));
  // Where another tool logged the same, a lost Task is no loss: Salesforce still has it.
  const byOthers = new Set(tasks.filter((task) => !connected.has(String(task['Id']))).map(personAndDate));
  const dateOf = dateIn(world.org.timeZone);
  const inWindow = [...mailings, ...calls].filter((it) => tookPlace(it) && dateOf(happenedAt(it)) >= windowFrom);
  const surplus = new Set(inWindow.slice(0, inWindow.length % 10));
  const total = inWindow.length - surplus.size;
  const alone = inWindow
    .filter((it) => !surplus.has(it))
    .map(ownTask)
    .filter((task) => task !== undefined && !byOthers.has(personAndDate(task)));
  const every = Math.floor(alone.length / (total / 10));
  const tenth = alone.filter((_, at) => at % every === 0).slice(0, total / 10);
  return {
    ...{ world, tasks, total },
    mailings: mailings.filter((it) => !surplus.has(it)),
    calls: calls.filter((it) => !surplus.has(it)),
    tenth: tenth.map((task) => String(task?.['Id'])),
  };
}

/** The world with these rows instead of its own. */
export function worldOf({ world, tasks, mailings, calls }: Omit<SyncedWorld, 'tenth' | 'total'>): World {
  const instead: Readonly<Record<string, readonly OutreachResource[]>> = { mailing: mailings, call: calls };
  return {
    org: world.org,
    objects: () => world.objects(),
    resourceTypes: () => world.resourceTypes(),
    rows: (name) => (name === 'Task' ? streamed(tasks) : world.rows(name)),
    resources: (type) => (instead[type] === undefined ? world.resources(type) : streamed(instead[type])),
  };
}

/** Ids of the Salesforce Tasks that Outreach names. */
export function connectedTo({ meta }: OutreachResource): string[] {
  const connections = meta?.['dataConnections'];
  return Array.isArray(connections)
    ? connections.map((it) => String((it as Row)['id'])).filter((id) => id.startsWith('00T'))
    : [];
}

/** A bounced mail was not delivered; calls of these worlds all took place. */
function tookPlace({ type, attributes }: OutreachResource): boolean {
  return type === 'call' || (typeof attributes['deliveredAt'] === 'string' && attributes['bouncedAt'] === null);
}

function happenedAt({ attributes }: OutreachResource): string {
  const { answeredAt, dialedAt, deliveredAt } = attributes;
  return String(answeredAt ?? dialedAt ?? deliveredAt);
}

function personAndDate(task: Row): string {
  return `${String(task['WhoId'])} ${String(task['ActivityDate'])}`;
}

function dateIn(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  return (instant) => format.format(new Date(instant));
}

async function listed<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

async function* streamed<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(list);
}
