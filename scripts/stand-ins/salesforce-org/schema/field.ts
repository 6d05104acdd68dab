// What an object and a field are to the stand-in org. Where they come from is in standard-objects.ts and read-metadata.ts.

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'longtext'
  | 'picklist'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'boolean'
  | 'int'
  | 'double'
  | 'date'
  | 'datetime';

/** One condition of a roll-up's filter, as in the field's XML. */
export interface SummaryFilter {
  readonly field: string;
  readonly operation: string;
  readonly value: string;
}

export interface Summary {
  readonly operation: 'count' | 'sum' | 'min' | 'max';
  /** The child object and its field that points here. */
  readonly child: string;
  readonly foreignKey: string;
  /** Null for a count. */
  readonly summarized: string | null;
  readonly filters: readonly SummaryFilter[];
}

export interface Formula {
  readonly text: string;
  /** True for BlankAsZero. */
  readonly blankAsZero: boolean;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where the type has none. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly custom: boolean;
  /** An admin's own field that only the world shows: everyone reads it, nobody writes it. */
  readonly fromWorld: boolean;
  /** A standard field that is hidden until a profile or a permission set shows it; custom ones are so anyway. */
  readonly guarded: boolean;
  /** Null is refused on write. Required fields need no field permission. */
  readonly required: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  /** Names of objects; empty unless a reference. */
  readonly referenceTo: readonly string[];
  /** From the child to its parent, such as Account or Owner; null unless a reference. */
  readonly relationshipName: string | null;
  /** From the parent to its children, such as Contacts; null when the parent offers none. */
  readonly childRelationshipName: string | null;
  readonly masterDetail: boolean;
  /** With masterDetail: read access to the master suffices to create. */
  readonly masterReadSuffices: boolean;
  readonly picklist: readonly string[];
  readonly restricted: boolean;
  /** What an insert gives a field that it leaves out; null is none. */
  readonly defaultValue: string | boolean | number | null;
  readonly autoNumber: string | null;
  readonly formula: Formula | null;
  readonly summary: Summary | null;
  readonly help: string | null;
}

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its Ids. */
  readonly keyPrefix: string | null;
  readonly custom: boolean;
  /** True for an object whose records come from metadata: never written through the API. */
  readonly readOnly: boolean;
  /** Who sees a record beside its owner: public everyone who reads the object, private nobody, parent who sees its master. */
  readonly sharing: 'public' | 'private' | 'parent';
  /** In the order of the definition; keyed by API name. */
  readonly fields: Map<string, Field>;
}

const UNSORTABLE: readonly FieldType[] = ['longtext', 'multipicklist'];

/** A field with the usual answer for whatever is not said. */
export function field(given: Partial<Field> & Pick<Field, 'name' | 'type'>): Field {
  const long = given.type === 'longtext';
  const computed = Boolean(given.formula ?? given.summary ?? given.autoNumber);
  return {
    label: given.name.replace(/__c$/, '').replaceAll('_', ' '),
    length: given.type === 'id' || given.type === 'reference' ? 18 : 0,
    precision: given.type === 'double' ? 18 : 0,
    scale: 0,
    custom: given.name.endsWith('__c'),
    fromWorld: false,
    guarded: false,
    required: false,
    createable: !computed,
    updateable: !computed,
    filterable: !long,
    sortable: !UNSORTABLE.includes(given.type),
    groupable: !UNSORTABLE.includes(given.type) && given.type !== 'double' && given.type !== 'datetime' && !computed,
    unique: false,
    externalId: false,
    referenceTo: [],
    relationshipName: null,
    childRelationshipName: null,
    masterDetail: false,
    masterReadSuffices: false,
    picklist: [],
    restricted: false,
    defaultValue: given.type === 'boolean' ? false : null,
    autoNumber: null,
    formula: null,
    summary: null,
    help: null,
    ...given,
  };
}

/** Stored as text that compares in any case. */
export const isText = (type: FieldType): boolean =>
  !['id', 'reference', 'boolean', 'int', 'double', 'date', 'datetime'].includes(type);

export const isId = (type: FieldType): boolean => type === 'id' || type === 'reference';

export const isNumber = (type: FieldType): boolean => type === 'int' || type === 'double';
