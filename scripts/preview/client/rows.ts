// Reading and writing rows for the shell's own pages, by ordinary REST as the viewer: what is shown is what that person may see.
import { ask, context } from './viewing.ts';
import { recordPath } from './objects.ts';

interface FieldDescription {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly relationshipName: string | null;
  readonly createable: boolean;
  readonly picklistValues?: readonly {
    readonly value: string;
    readonly label: string;
    readonly active: boolean;
    readonly defaultValue: boolean;
  }[];
}
export interface Description {
  readonly name: string;
  readonly keyPrefix: string | null;
  readonly fields: readonly FieldDescription[];
}
export type Row = Readonly<Record<string, unknown>>;

/** One field of one record as a page shows it. */
export interface ShownField {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Set when it leads to a record, a site, a mailbox or a telephone. */
  readonly url: string | undefined;
}

const described = new Map<string, Promise<Description>>();

export function describe(objectName: string): Promise<Description> {
  const known = described.get(objectName) ?? (ask(`/sobjects/${objectName}/describe`) as Promise<Description>);
  described.set(objectName, known);
  return known;
}

/** A field of a page, `Owner.Name` standing for the name of who is referred to; undefined when the viewer cannot read it. */
function fieldOf({ fields }: Description, path: string): FieldDescription | undefined {
  const [first = '', rest] = path.split('.');
  return fields.find(({ name, relationshipName }) =>
    rest === undefined ? name === first : relationshipName === first,
  );
}

const SYSTEM = new Set(['Id', 'IsDeleted', 'SystemModstamp', 'OwnerId', 'CreatedById', 'LastModifiedById']);

/** Of the wanted ones those that the viewer may read; `*` stands for all of its own. */
export function readable(description: Description, wanted: readonly string[]): readonly string[] {
  if (wanted.includes('*'))
    return description.fields
      .filter(({ name, type }) => !SYSTEM.has(name) && type !== 'reference')
      .map(({ name }) => name);
  return wanted.filter((path) => fieldOf(description, path) !== undefined);
}

/** @param clauses of SOQL after FROM */
export async function find(objectName: string, wanted: readonly string[], clauses: string): Promise<readonly Row[]> {
  const description = await describe(objectName);
  const paths = readable(description, wanted);
  const ids = paths.flatMap((path) => (path.includes('.') ? [fieldOf(description, path)?.name ?? 'Id'] : []));
  const columns = [...new Set(['Id', ...paths, ...ids])].join(', ');
  const query = `SELECT ${columns} FROM ${objectName} ${clauses}`;
  const answer = (await ask(`/query?q=${encodeURIComponent(query)}`)) as { readonly records: readonly Row[] };
  return answer.records;
}

export async function create(objectName: string, fields: Row): Promise<string> {
  const { id } = (await ask(`/sobjects/${objectName}`, { method: 'POST', body: JSON.stringify(fields) })) as {
    id: string;
  };
  return id;
}

/** A text of SOQL. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

export function shownField(description: Description, row: Row, path: string): ShownField {
  const field = fieldOf(description, path);
  const [first = '', second] = path.split('.');
  const value = second === undefined ? row[first] : (row[first] as Row | null | undefined)?.[second];
  const id = second === undefined || !field ? undefined : row[field.name];
  // A reference whose record the viewer may not see has an Id and no name.
  const hidden = typeof id === 'string' && (value === undefined || value === null);
  return {
    key: path,
    label: labelOf(field, path),
    text: hidden ? 'A record you cannot see' : textOf(value, field?.type),
    url: hidden ? undefined : linkOf(value, field?.type, id),
  };
}

/** Where a page of Lightning has another word than the field: the stand-in org describes fields by their names. */
const PAGE_LABELS: Readonly<Record<string, string>> = {
  'Who.Name': 'Name',
  'What.Name': 'Related To',
  ActivityDate: 'Due Date',
};

/** "Owner ID" is how the field is called, "Owner" how a page calls it. */
const labelOf = (field: FieldDescription | undefined, path: string): string =>
  PAGE_LABELS[path] ?? (path.includes('.') ? (field?.label ?? path).replace(/ ID$/, '') : (field?.label ?? path));

function linkOf(value: unknown, type: string | undefined, id: unknown): string | undefined {
  if (typeof id === 'string') return recordPath(id);
  if (typeof value !== 'string' || value === '') return undefined;
  if (type === 'url') return /^https?:/.test(value) ? value : `https://${value}`;
  if (type === 'email') return `mailto:${value}`;
  return type === 'phone' ? `tel:${value.replaceAll(/[^+\d]/g, '')}` : undefined;
}

const locale = String(context.i18n['locale']);
const timeZone = String(context.i18n['timeZone']);

export function textOf(value: unknown, type?: string): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (type === 'date')
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
  if (type !== 'datetime') return value;
  const moment = new Date(value.replace(/\+0000$/, 'Z'));
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(moment);
}
