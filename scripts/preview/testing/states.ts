// Bringing the org into a state for a test, and looking at it at both widths.
import { WIDTHS, type Width } from './browser.ts';
import type { OpenPreview } from './open-preview.ts';

interface Viewer {
  readonly userId: string;
  readonly role: string;
}

/** The Id of the rep whom the tests take permissions from and give other dates to; `viewer=ID` shows a page as this person. */
export async function someRep({ org }: OpenPreview): Promise<string> {
  const viewers = (await org.control('viewers')) as readonly Viewer[];
  const rep = viewers.find(({ role }) => role === 'rep');
  if (!rep) throw new Error('The world has no rep: give it users with the permission set Touchpoint_Rep.');
  return rep.userId;
}

/** Gives that rep these permission sets and no others, for as long as the work lasts. */
export async function withPermissionSets(
  preview: OpenPreview,
  permissionSets: readonly string[],
  work: (query: string) => Promise<void>,
): Promise<void> {
  const userId = await someRep(preview);
  await preview.org.control('viewers', { userId, permissionSets });
  try {
    await work(`viewer=${userId}`);
  } finally {
    await preview.org.control('viewers', { userId, permissionSets: ['Touchpoint_Rep'] });
  }
}

/** Orders a fault of the org for as long as the work lasts. */
export async function withFault(
  { org }: OpenPreview,
  fault: Readonly<Record<string, unknown>>,
  work: (repair: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const repair = (): Promise<unknown> => org.control('faults', undefined, 'DELETE');
  await org.control('faults', { times: -1, ...fault });
  try {
    await work(repair);
  } finally {
    await repair();
  }
}

const NAMES = Object.keys(WIDTHS) as Width[];

/** At both widths at once. */
export async function everyWidth(look: (width: Width) => Promise<void>): Promise<void> {
  await Promise.all(NAMES.map(look));
}

/** One after the other, where what is done at one width would disturb the other. */
export async function eachWidth(look: (width: Width) => Promise<void>): Promise<void> {
  for (const width of NAMES) await look(width);
}
