// Recording vendors of calls. The only place that sees descriptions: the vendor is taken out and the text dropped at once.
import type { TaskActivity } from '../scoring/evidence.ts';
import { isOrumHost } from '../scoring/orum.ts';
import { selectByIds } from './contacts.ts';
import type { RangeContext } from './range-context.ts';
import { all, tasksSince, withinAndSet } from './soql.ts';

/** Descriptions hold up to 32 kB. */
const PAGE_ROWS = 10_000;
const PREFIXES = ['[Orum]', '[Call]', '[Outreach] [Call]'];

/** `Orum` when the text links to a recording at one of its hosts; null otherwise. The host decides, not the letters. */
export function recordingVendor(text: string): 'Orum' | null {
  // Most descriptions hold none: a cheap look first.
  if (!/orum/i.test(text)) return null;
  for (const [link] of text.matchAll(/\bhttps?:\/\/[^\s"'<>]+/gi))
    if (isOrumHost(URL.parse(link)?.hostname ?? '')) return 'Orum';
  return null;
}

/** Whether a rule of the policy asks for the vendor at all; if none does, no description is read. */
function isAskedFor({ policy }: RangeContext): boolean {
  return policy.rules.some((rule) => rule.conditions.some(({ field }) => /^\$Recording\.Vendor$/i.test(field)));
}

const toVendor = ([id = '', description = '']: readonly string[]) =>
  recordingVendor(description) === null ? null : id;

/** Ids of the calls of the range whose description links to an Orum recording. */
export async function recordedCallsOfRange(context: RangeContext): Promise<readonly string[]> {
  const { describer, range, selector, since, signal } = context;
  const task = await describer.object('Task');
  if (!isAskedFor(context) || !task?.fields.has('description')) return [];
  const isCall = [
    ...(task.fields.has('tasksubtype') ? ["TaskSubtype = 'Call'"] : []),
    ...(task.fields.has('type') ? ["Type = 'Call'"] : []),
    ...PREFIXES.map((prefix) => `Subject LIKE '${prefix}%'`),
  ].join(' OR ');
  return selector.select({
    object: 'Task',
    columns: ['Id', 'Description'],
    where: all(withinAndSet('AccountId', range), tasksSince(since), `(${isCall})`),
    all: true,
    size: 'small',
    map: toVendor,
    pageRows: PAGE_ROWS,
    signal,
  });
}

/** The same for single tasks. */
export async function recordedCallsAmong(
  context: RangeContext,
  tasks: readonly Pick<TaskActivity, 'id'>[],
): Promise<readonly string[]> {
  const { describer, selector, signal } = context;
  const task = await describer.object('Task');
  if (tasks.length === 0 || !isAskedFor(context) || !task?.fields.has('description')) return [];
  const ids = tasks.map(({ id }) => id);
  return selectByIds(selector, ids, {
    object: 'Task',
    columns: ['Id', 'Description'],
    all: true,
    map: toVendor,
    signal,
  });
}
