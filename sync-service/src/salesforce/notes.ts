// Notes on the accounts of a range and on their contacts, of both kinds that orgs have: today's (a document of type
// SNOTE that is linked to records) and the older Note. Read only while the policy makes touchpoints of them; what a note
// says is never read.
import type { ActivityReading } from '../run/ports.ts';
import type { CaseOrNote } from '../scoring/evidence.ts';
import { isContactId } from './contacts.ts';
import { columnReader, isMapped, ruleFields, type RangeContext } from './range-context.ts';
import { contactsOf } from './relations.ts';
import { all, margin, within } from './soql.ts';
import { guarded, instantOf, required } from './values.ts';

/** Where each kind of note is read: `of` leads from the row of the SELECT to the note itself. */
const KINDS = {
  Note: { from: 'Note', parent: 'ParentId', id: 'Id', of: '', isPrivate: 'IsPrivate', where: '' },
  ContentNote: {
    from: 'ContentDocumentLink',
    parent: 'LinkedEntityId',
    id: 'ContentDocumentId',
    of: 'ContentDocument.',
    isPrivate: null,
    where: "ContentDocument.FileType = 'SNOTE'",
  },
} as const;
type NoteObject = keyof typeof KINDS;

/** Without one of these no note can be judged, by the object that has them. */
export const NOTE_FIELDS: Readonly<Record<NoteObject, Readonly<Record<string, readonly string[]>>>> = {
  Note: { Note: ['Id', 'ParentId', 'IsDeleted', 'IsPrivate', 'CreatedDate'] },
  ContentNote: {
    ContentDocumentLink: ['ContentDocumentId', 'LinkedEntityId', 'IsDeleted'],
    ContentDocument: ['Id', 'FileType', 'CreatedDate'],
  },
};

export async function readNotes(context: RangeContext): Promise<readonly ActivityReading[]> {
  const objects = (['Note', 'ContentNote'] as const).filter((object) => isMapped(context.policy, object));
  const found = await Promise.all(objects.map((object) => notesOf(context, object)));
  return found.flat();
}

interface Standing {
  readonly note: CaseOrNote;
  /** The account or contact the note stands on. */
  readonly parentId: string;
}

async function notesOf(context: RangeContext, object: NoteObject): Promise<readonly ActivityReading[]> {
  const { range, selector, signal, oddRows } = context;
  const kind = KINDS[object];
  const names = ruleFields(context.policy, object);
  const created = `${kind.of}CreatedDate`;
  const needed = [kind.id, kind.parent, 'IsDeleted', created, ...(kind.isPrivate === null ? [] : [kind.isPrivate])];
  const columns = [...new Set([...needed, ...names.map((name) => `${kind.of}${name}`)])];
  const at = columnReader(columns);
  const [id, parent, deleted, createdAt] = [at(kind.id), at(kind.parent), at('IsDeleted'), at(created)];
  const isPrivate = kind.isPrivate === null ? () => '' : at(kind.isPrivate);
  const values = names.map((name) => [name, at(`${kind.of}${name}`)] as const);
  const make = (row: readonly string[]): Standing => ({
    parentId: parent(row),
    note: {
      kind: 'note',
      object,
      id: id(row),
      isDeleted: deleted(row) === 'true',
      isPrivate: isPrivate(row) === 'true',
      createdAt: required(instantOf(createdAt(row)), created),
      people: isContactId(parent(row)) ? [parent(row)] : [],
      fields: Object.fromEntries(values.map(([name, value]) => [name, value(row)])),
    },
  });
  const ids = (row: readonly string[]) => {
    const person = isContactId(parent(row));
    return { recordId: id(row), accountId: person ? null : parent(row), personId: person ? parent(row) : null };
  };
  const bounds = within('Id', range);
  const parents = [`SELECT Id FROM Account${bounds === '' ? '' : ` WHERE ${bounds}`}`, contactsOf(context)];
  const since = `${created} >= ${margin(context.since).instant}`;
  const standing = await Promise.all(
    parents.map((those) =>
      selector.select({
        object: kind.from,
        columns,
        where: all(`${kind.parent} IN (${those})`, kind.where, since),
        all: true,
        size: 'small',
        map: guarded(object, oddRows, ids, make),
        signal,
      }),
    ),
  );
  return together(standing.flat());
}

/** A note that stands on several records is one note of all their people, once for each of their accounts. */
function together(standing: readonly Standing[]): readonly ActivityReading[] {
  const byNote = Map.groupBy(standing, ({ note }) => note.id);
  return [...byNote.values()].flatMap((places): readonly ActivityReading[] => {
    const [first] = places;
    if (!first) return [];
    // A link that was taken away says nothing about the others.
    const live = places.filter(({ note }) => !note.isDeleted);
    const kept = live.length > 0 ? live : places;
    const activity = {
      ...first.note,
      isDeleted: live.length === 0,
      people: [...new Set(kept.flatMap(({ note }) => note.people))].sort(),
    };
    const accounts = new Set(kept.filter(({ note }) => note.people.length === 0).map(({ parentId }) => parentId));
    return accounts.size === 0
      ? [{ activity, accountId: null }]
      : [...accounts].map((accountId) => ({ activity, accountId }));
  });
}
