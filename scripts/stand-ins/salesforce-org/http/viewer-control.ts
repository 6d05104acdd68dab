// The orders of the control interface that only an org understands: who looks at it, with which session, how far they see,
// and which objects the UI API serves.
import type { Org } from '../org.ts';
import type { Sessions } from './sessions.ts';

type Body = Record<string, unknown> | null;

const textOf = (value: unknown, name: string): string | undefined => {
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${name} must be text.`);
};

/** A misspelt order would change nothing and say so to nobody. */
function onlyKnown(body: Body, known: readonly string[]): void {
  const other = Object.keys(body ?? {}).find((name) => !known.includes(name));
  if (other !== undefined) throw new Error(`${other} is not known here; there are ${known.join(', ')}.`);
}

function userIdOf(body: Body): string {
  const userId = body?.['userId'];
  if (typeof userId !== 'string') throw new Error('userId must be the Id of a user, such as GET viewers lists.');
  return userId;
}

function namesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new Error('permissionSets must be a list of names such as ["Touchpoint_Rep"].');
}

export const viewerControl = (
  org: Org,
  sessions: Sessions,
): Readonly<Record<string, (body: Record<string, unknown> | null) => unknown>> => ({
  'GET viewers': () => org.people.list(),
  'POST viewers': (body) => {
    onlyKnown(body, ['userId', 'permissionSets', 'timeZone', 'locale']);
    return org.people.change(userIdOf(body), {
      permissionSets: namesOf(body?.['permissionSets']),
      timeZone: textOf(body?.['timeZone'], 'timeZone'),
      locale: textOf(body?.['locale'], 'locale'),
    });
  },
  'POST sessions': (body) => {
    const person = org.people.listed(userIdOf(body));
    return { accessToken: sessions.open(person.userId), ...person };
  },
  'POST certificate': (body) => {
    onlyKnown(body, ['pem']);
    sessions.trust(textOf(body?.['pem'], 'pem') ?? '');
    return { replaced: true };
  },
  'GET sharing': () => org.sharing.set({}),
  'POST sharing': (body) => org.sharing.set(body ?? {}),
  'GET ui-objects': () => org.uiApi.serve({}),
  'POST ui-objects': (body) => org.uiApi.serve(body ?? {}),
});
