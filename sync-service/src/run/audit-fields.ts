// Custom fields of Task that Outreach or another tool fills: which of them hold the id of an Outreach record, so that the
// policy can name one and Tasks are matched exactly.
import type { MirrorReader, MirrorUpkeep } from './mirror.ts';
import type { TaskFieldSample } from './ports.ts';

export interface TaskField {
  /** API name. */
  readonly name: string;
  readonly type: string;
  /** Tasks of the sample in which it is filled. */
  readonly filled: number;
  /** Of these: its value names a mailing or call of the mirror. */
  readonly known: number;
  /** Of the Tasks that a data connection joins and whose field is filled: those it agrees with. */
  readonly connected: number;
  readonly agreeing: number;
  /** It can serve as the policy's Outreach Id field. */
  readonly holdsOutreachIds: boolean;
}

/** Fewer values than these prove nothing. */
const ENOUGH_VALUES = 10;
/** Of the values, known as Outreach ids. */
const KNOWN_SHARE = 0.9;
/** Of the values, different ones: a counter repeats its few values, an id hardly ever. */
const DISTINCT_SHARE = 0.5;

/** The fields that are filled in the sample; those that hold Outreach ids first, then by name. */
export async function judgeFields(
  mirror: MirrorReader & Pick<MirrorUpkeep, 'missing'>,
  sample: TaskFieldSample,
): Promise<readonly TaskField[]> {
  const engagementsOf = await connectedTo(
    mirror,
    sample.tasks.map(({ id }) => id),
  );
  const values = sample.tasks.flatMap(({ ids }) => [...ids.values()]).filter((id) => id !== null);
  const distinct = [...new Set(values)];
  const missing = await Promise.all([mirror.missing('mailing', distinct), mirror.missing('call', distinct)]);
  const [mailings, calls] = missing.map((ids) => new Set(ids));
  const isKnown = (id: number): boolean => mailings?.has(id) === false || calls?.has(id) === false;
  const judged = sample.fields.map(({ name, type }): TaskField => {
    const filled = sample.tasks.filter(({ ids }) => ids.has(name));
    const named = filled.flatMap(({ ids }) => ids.get(name) ?? []);
    const known = named.filter(isKnown).length;
    const connected = filled.filter(({ id }) => engagementsOf.has(id));
    const agreeing = connected.filter(({ id, ids }) => engagementsOf.get(id)?.has(ids.get(name) ?? -1)).length;
    const sure =
      filled.length >= ENOUGH_VALUES &&
      known >= KNOWN_SHARE * filled.length &&
      new Set(named).size >= DISTINCT_SHARE * filled.length;
    const holdsOutreachIds = sure && agreeing >= KNOWN_SHARE * connected.length;
    return { name, type, filled: filled.length, known, connected: connected.length, agreeing, holdsOutreachIds };
  });
  return judged
    .filter(({ filled }) => filled > 0)
    .sort((a, b) => Number(b.holdsOutreachIds) - Number(a.holdsOutreachIds) || (a.name < b.name ? -1 : 1));
}

/** Ids of the engagements whose data connections name these Tasks. */
async function connectedTo(mirror: MirrorReader, taskIds: readonly string[]): Promise<Map<string, Set<number>>> {
  const { mailings, calls } = await mirror.read({ contactIds: [], leadIds: [], accountIds: [], taskIds });
  const found = new Map<string, Set<number>>();
  for (const { id, taskIds: named } of [...mailings, ...calls])
    for (const task of named) found.set(task, (found.get(task) ?? new Set()).add(id));
  return found;
}
