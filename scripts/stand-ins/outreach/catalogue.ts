// What Outreach says about its resource types: attributes, relationships, what may be filtered and sorted.
// The facts are in catalogue.json (condensed from the public API description); here they only get a shape.
import { readFileSync } from 'node:fs';

export type AttributeKind = 'string' | 'integer' | 'number' | 'boolean' | 'datetime' | 'date' | 'list' | 'object';

export interface Attribute {
  readonly kind: AttributeKind;
  readonly filterable: boolean;
  readonly sortable: boolean;
}

export interface Relationship {
  /** `one`: data is an identifier or null. `many`: data is a list. `link`: no data, only a link to a filtered list. */
  readonly form: 'one' | 'many' | 'link';
  /** Types it may point to; empty for `link`, where the path is the relationship's name. */
  readonly types: readonly string[];
  /** Only the id can be filtered through a relationship: filters by its other attributes ended in October 2023. */
  readonly filterable: boolean;
}

export interface ResourceType {
  readonly name: string;
  readonly plural: string;
  /** Whether a server-to-server token may read it. */
  readonly serverToServer: boolean;
  /** Whether `provideDataConnections=true` adds `meta.dataConnections`. */
  readonly dataConnections: boolean;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly relationships: ReadonlyMap<string, Relationship>;
}

interface Written {
  readonly plural: string;
  readonly serverToServer: boolean;
  readonly dataConnections: boolean;
  /** How many numbered attributes (`custom1` …) the type has besides. */
  readonly customFields?: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly relationships: Readonly<Record<string, string>>;
}

const read = (): ReadonlyMap<string, ResourceType> => {
  const file = new URL('./catalogue.json', import.meta.url);
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Written>;
  return new Map(Object.entries(written).map(([name, type]) => [name, shape(name, type)]));
};

function shape(name: string, written: Written): ResourceType {
  const attributes = new Map<string, Attribute>();
  for (const [attribute, text] of Object.entries(written.attributes)) {
    const [kind = 'string', ...flags] = text.split(' ');
    attributes.set(attribute, {
      kind: kind as AttributeKind,
      filterable: flags.includes('filter'),
      sortable: flags.includes('sort'),
    });
  }
  for (let number = 1; number <= (written.customFields ?? 0); number++) {
    attributes.set(`custom${number}`, { kind: 'string', filterable: false, sortable: false });
  }
  const relationships = new Map<string, Relationship>();
  for (const [relationship, text] of Object.entries(written.relationships)) {
    const words = text.split(' ');
    const form = words[0] as Relationship['form'];
    const types = form === 'link' ? [] : (words[1] ?? '').split('/');
    relationships.set(relationship, { form, types, filterable: words.includes('filter') });
  }
  const { plural, serverToServer, dataConnections } = written;
  return { name, plural, serverToServer, dataConnections, attributes, relationships };
}

/** The types this stand-in serves, by their singular name. */
export const catalogue = read();

const byPlural = new Map([...catalogue.values()].map((type) => [type.plural, type]));

/** The type served at `/api/v2/{plural}`; undefined when the stand-in does not serve it. */
export const typeAt = (plural: string): ResourceType | undefined => byPlural.get(plural);

/** The collection path of any Outreach type, served here or not. */
export function pluralOf(type: string): string {
  if (type.endsWith('y')) return `${type.slice(0, -1)}ies`;
  return type.endsWith('x') ? `${type}es` : `${type}s`;
}

/** Attributes that live answers hold although the API description does not name them; `meeting*` too. */
const observed: Readonly<Record<string, readonly string[]>> = {
  sequence: ['engagementScore'],
  mailing: [
    'attributableSequenceId',
    'attributableSequenceName',
    'desiredAt',
    'followUpSequenceId',
    'followUpSequenceName',
    'replySentiment',
    'scheduleId',
  ],
  call: ['recordingDeletionReason'],
};

/** Whether live answers have been seen with this attribute beyond the description. */
export const isObserved = (type: string, attribute: string): boolean =>
  (observed[type]?.includes(attribute) ?? false) || (type === 'mailing' && attribute.startsWith('meeting'));
