// The short notation in which standard-objects.ts writes the platform's own objects, one field a line:
//   Name type(length or precision,scale) words…    with the words required, system, once, long, unique, external, guarded
//   OwnerId ref(User,Group) as Owner children Accounts
import { field } from './field.ts';
import type { Field, FieldType, ObjectDefinition } from './field.ts';

const SYSTEM_FIELDS = `
Id id system
IsDeleted boolean system
CreatedDate datetime system
CreatedById ref(User) as CreatedBy system
LastModifiedDate datetime system
LastModifiedById ref(User) as LastModifiedBy system
SystemModstamp datetime system`;

const TYPES = new Map<string, FieldType>([
  ['ref', 'reference'],
  ['text', 'string'],
]);

function parseField(line: string, objectName: string): Field {
  const match = /^(\w+) (\w+)(?:\(([^)]*)\))?(.*)$/.exec(line);
  const [, name, word, inside, rest] = match ?? [];
  if (name === undefined || word === undefined) throw new Error(`${objectName}: cannot read the field line "${line}".`);
  const type = TYPES.get(word) ?? (word as FieldType);
  const words = (rest ?? '').trim().split(/\s+/);
  const after = (key: string): string | null => {
    const at = words.indexOf(key);
    return at < 0 ? null : (words[at + 1] ?? null);
  };
  const system = words.includes('system');
  const [first, second] = (inside ?? '').split(',');
  const size = Number(first ?? '');
  const required = words.includes('required');
  return field({
    name,
    type,
    label: labelOf(name, type),
    ...(type === 'double' ? { precision: size || 18, scale: Number(second ?? 0) } : {}),
    ...(type === 'int' ? { precision: size || 9 } : {}),
    ...(type !== 'reference' && type !== 'id' && type !== 'double' && type !== 'int'
      ? { length: size || defaultLength(type) }
      : {}),
    guarded: words.includes('guarded'),
    required: required || name === 'Id',
    createable: !system,
    updateable: !system && !words.includes('once'),
    ...(words.includes('long') ? { filterable: false, sortable: false, groupable: false } : {}),
    unique: words.includes('unique'),
    externalId: words.includes('external'),
    referenceTo: type === 'reference' ? (inside ?? '').split(',') : [],
    relationshipName: after('as'),
    childRelationshipName: after('children'),
    masterDetail: words.includes('master'),
  });
}

const defaultLength = (type: FieldType): number =>
  type === 'boolean' || type === 'date' || type === 'datetime'
    ? 0
    : type === 'email'
      ? 80
      : type === 'phone'
        ? 40
        : 255;

function labelOf(name: string, type: FieldType): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2');
  return type === 'reference' ? words.replace(/ Id$/, ' ID') : words;
}

/** @param lines field lines; the system fields (Id, IsDeleted, CreatedDate …) are added unless `bare`. */
export function standardObject(
  name: string,
  keyPrefix: string | null,
  lines: string,
  kind: { plural?: string; readOnly?: boolean; bare?: boolean } = {},
): ObjectDefinition {
  const fields = new Map<string, Field>();
  for (const line of `${kind.bare ? 'Id id system' : SYSTEM_FIELDS}\n${lines}`.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseField(line.trim(), name);
    fields.set(parsed.name, parsed);
  }
  const label = name.replace(/([a-z])([A-Z])/g, '$1 $2');
  return {
    name,
    label,
    labelPlural: kind.plural ?? (/[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`),
    keyPrefix,
    custom: false,
    readOnly: kind.readOnly ?? false,
    sharing: fields.has('OwnerId') && name !== 'Group' ? 'private' : 'public',
    fields,
  };
}
