// What a filter can point at: an attribute, an id, the other end of a relationship; and the SQL for it.
import type { SQLInputValue } from 'node:sqlite';
import { badParameter, Refusal } from './answers.ts';
import { catalogue, type Attribute, type AttributeKind, type ResourceType } from './catalogue.ts';
import { filterColumns } from './store.ts';

export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface Target {
  readonly sql: string;
  readonly kind: AttributeKind;
  /** Whether it is the id of a related resource. */
  readonly through: boolean;
  /** Puts a condition on `sql` where it belongs: beside the resource, or into a subquery. */
  wrap(condition: string, values: readonly SQLInputValue[]): Condition;
}

const beside = (condition: string, values: readonly SQLInputValue[]): Condition => ({ sql: condition, values });

/** @throws Refusal (400) when the attribute or relationship cannot be filtered. */
export function target(type: ResourceType, key: string, path: string[]): Target {
  const [name = '', attribute] = path;
  const relationship = type.relationships.get(name);
  if (path.length === 2 && relationship) {
    if (!relationship.filterable || attribute !== 'id') {
      const what = relationship.filterable ? `Attribute '${attribute ?? ''}' of '${name}'` : `Relationship '${name}'`;
      throw refusal('filterParameter.notFilterable', key, `${what} cannot be used as a filter of ${type.plural}.`);
    }
    return { kind: 'integer', through: true, ...throughRelationship(type, name) };
  }
  const found = name === 'id' ? ID : type.attributes.get(name);
  if (path.length !== 1 || found?.filterable !== true) {
    throw refusal('filterParameter.notFilterable', key, `'${name}' cannot be used as a filter of ${type.plural}.`);
  }
  if (found.kind === 'list') return { kind: 'string', through: false, ...inList(name) };
  return { sql: columnOf(name), kind: found.kind, through: false, wrap: beside };
}

/** `prospect.emails` and the like: one element that fits is enough. */
const inList = (name: string): Pick<Target, 'sql' | 'wrap'> => ({
  sql: 'element.value',
  wrap: (condition, values) => ({
    sql: `EXISTS (SELECT 1 FROM json_each(given, '$.attributes.${name}') element WHERE ${condition})`,
    values,
  }),
});

function throughRelationship(type: ResourceType, name: string): Pick<Target, 'sql' | 'wrap'> {
  if (filterColumns(type).includes(name)) return { sql: `"r_${name}"`, wrap: beside };
  // To-many: the other side knows who it belongs to. What the stand-in does not serve belongs to nobody.
  const other = [...catalogue.values()].find(
    (candidate) => candidate.plural === (name === 'activeSequenceStates' ? 'sequenceStates' : name),
  );
  if (!other || !filterColumns(other).includes(type.name)) return { sql: 'NULL', wrap: () => NONE };
  return {
    sql: 'other.id',
    wrap: (condition, values) => ({
      sql: `id IN (SELECT other."r_${type.name}" FROM "${other.name}" other WHERE ${condition})`,
      values,
    }),
  };
}

const NONE: Condition = { sql: '0', values: [] };

/** The SQL for an attribute: the two dates have columns, the rest is looked up in what was given. */
export function columnOf(name: string): string {
  return ['id', 'createdAt', 'updatedAt'].includes(name) ? `"${name}"` : `json_extract(given, '$.attributes.${name}')`;
}

const ID: Attribute = { kind: 'integer', filterable: true, sortable: true };

/** A 400 about one parameter. */
export const refusal = (id: string, key: string, detail: string): Refusal => new Refusal(badParameter(id, key, detail));
