// The input objects of the GraphQL schema: what a query may filter, order and group an object by.
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLString,
} from 'graphql';
import type { GraphQLInputFieldConfigMap } from 'graphql';
import type { ObjectDefinition } from '../schema/field.ts';
import { isId } from '../schema/field.ts';
import { DATE_FUNCTIONS, FIELD_FORMS } from './field-types.ts';
import type { ParentRelation, Visible } from './visible.ts';

const words = (name: string, values: readonly string[]): GraphQLEnumType =>
  new GraphQLEnumType({ name, values: Object.fromEntries(values.map((value) => [value, {}])) });

const ResultOrder = words('ResultOrder', ['ASC', 'DESC']);
const NullOrder = words('NullOrder', ['FIRST', 'LAST']);
const GroupByFunction = words('GroupByFunction', Object.values(DATE_FUNCTIONS));

const ordering = { order: { type: ResultOrder }, nulls: { type: NullOrder } };
const OrderByClause = new GraphQLInputObjectType({ name: 'OrderByClause', fields: ordering });
const AggregateOrderByClause = new GraphQLInputObjectType({
  name: 'AggregateOrderByClause',
  fields: {
    ...ordering,
    function: { type: words('AggregateOrderByFunction', ['AVG', 'COUNT', 'COUNT_DISTINCT', 'MAX', 'MIN', 'SUM']) },
  },
});
const GroupByClause = new GraphQLInputObjectType({
  name: 'GroupByClause',
  fields: { group: { type: GraphQLBoolean } },
});
const GroupByDateClause = new GraphQLInputObjectType({
  name: 'GroupByDateFunction',
  fields: { group: { type: GraphQLBoolean }, function: { type: GroupByFunction } },
});

/** Makes each input type of one viewer's schema once. */
export class FilterTypes {
  readonly #visible: Visible;
  readonly #made = new Map<string, GraphQLInputObjectType>();
  readonly #ids: GraphQLInputObjectType;

  constructor(visible: Visible) {
    this.#visible = visible;
    const id = { type: GraphQLID };
    const ids = { type: new GraphQLList(GraphQLID) };
    const join = { type: this.#joins() };
    this.#ids = new GraphQLInputObjectType({
      name: 'IdOperators',
      fields: () => ({
        ...{ eq: id, ne: id, lt: id, lte: id, gt: id, gte: id, like: id, in: ids, nin: ids, inq: join, ninq: join },
      }),
    });
  }

  /** A semi-join names an object with a filter, and the field of it that holds the Ids. */
  #joins(): GraphQLInputObjectType {
    return new GraphQLInputObjectType({
      name: 'JoinInput',
      fields: () => ({
        ApiName: { type: GraphQLString },
        ...Object.fromEntries(this.#visible.objects().map((object) => [object.name, { type: this.filter(object) }])),
      }),
    });
  }

  #make(name: string, fields: () => GraphQLInputFieldConfigMap): GraphQLInputObjectType {
    let made = this.#made.get(name);
    if (!made) {
      made = new GraphQLInputObjectType({ name, fields });
      this.#made.set(name, made);
    }
    return made;
  }

  #ofParents(
    object: ObjectDefinition,
    single: (target: ObjectDefinition, relation: ParentRelation) => GraphQLInputObjectType,
    several: ((relation: ParentRelation) => GraphQLInputObjectType) | null,
  ): GraphQLInputFieldConfigMap {
    return Object.fromEntries(
      this.#visible.parents(object).flatMap((relation) => {
        const [target] = relation.targets;
        if (relation.polymorphic) return several ? [[relation.name, { type: several(relation) }]] : [];
        return target ? [[relation.name, { type: single(target, relation) }]] : [];
      }),
    );
  }

  #conditions(object: ObjectDefinition): GraphQLInputFieldConfigMap {
    const fields: GraphQLInputFieldConfigMap = { Id: { type: this.#ids } };
    for (const field of this.#visible.fields(object)) {
      const type = isId(field.type) ? this.#ids : FIELD_FORMS[field.type].operators;
      if (field.filterable && type) fields[field.name] = { type };
    }
    const members = (relation: ParentRelation): GraphQLInputObjectType =>
      this.#make(`${object.name}_${relation.name}_Filters`, () =>
        Object.fromEntries(relation.targets.map((target) => [target.name, { type: this.filter(target) }])),
      );
    const owner = (target: ObjectDefinition): GraphQLInputObjectType =>
      // The guides show an owner with and without its object's name.
      this.#make(`${object.name}_Owner_Filter`, () => ({
        ...this.filter(target).toConfig().fields,
        [target.name]: { type: this.filter(target) },
      }));
    return {
      ...fields,
      ...this.#ofParents(
        object,
        (target, relation) => (relation.name === 'Owner' ? owner(target) : this.filter(target)),
        members,
      ),
    };
  }

  filter(object: ObjectDefinition): GraphQLInputObjectType {
    const type: GraphQLInputObjectType = this.#make(`${object.name}_Filter`, () => ({
      and: { type: new GraphQLList(type) },
      or: { type: new GraphQLList(type) },
      not: { type },
      ...this.#conditions(object),
    }));
    return type;
  }

  orderBy(object: ObjectDefinition): GraphQLInputObjectType {
    return this.#orders(object, 'OrderBy', OrderByClause);
  }

  aggregateOrderBy(object: ObjectDefinition): GraphQLInputObjectType {
    return this.#orders(object, 'AggregateOrderBy', AggregateOrderByClause);
  }

  #orders(object: ObjectDefinition, word: string, type: GraphQLInputObjectType): GraphQLInputObjectType {
    return this.#make(`${object.name}_${word}`, () => ({
      Id: { type },
      ...Object.fromEntries(
        this.#visible
          .fields(object)
          .filter((field) => field.sortable)
          .map((field) => [field.name, { type }]),
      ),
      // Records of custom metadata cannot be ordered by their parents.
      ...(object.name.endsWith('__mdt')
        ? {}
        : this.#ofParents(object, (target) => this.#orders(target, word, type), null)),
    }));
  }

  groupBy(object: ObjectDefinition): GraphQLInputObjectType {
    return this.#make(`${object.name}_GroupBy`, () => ({
      Id: { type: GroupByClause },
      ...Object.fromEntries(
        this.#visible
          .fields(object)
          .filter((field) => field.groupable || field.type === 'datetime')
          .map((field) => [
            field.name,
            { type: field.type === 'date' || field.type === 'datetime' ? GroupByDateClause : GroupByClause },
          ]),
      ),
      ...this.#ofParents(object, (target) => this.groupBy(target), null),
    }));
  }
}
