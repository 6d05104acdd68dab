// What each type of field is in the GraphQL schema: the object that wraps its value, the operators that filter it, and what
// aggregates of it look like. The types of objects are put together in record-types.ts and aggregate-types.ts.
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import type { GraphQLFieldConfigMap, GraphQLInputFieldConfigMap, GraphQLInputType, GraphQLScalarType } from 'graphql';
import type { Viewer } from '../access/viewer.ts';
import { field as makeField } from '../schema/field.ts';
import type { Field, FieldType } from '../schema/field.ts';
import { displayValue, uiValue } from './display-value.ts';
import * as scalars from './scalars.ts';

/** A value on its way out: wrapped lazily, because most queries ask for `value` alone. */
export interface FieldValue {
  readonly field: Field;
  readonly raw: unknown;
}

export interface ValueContext {
  readonly viewer: Viewer;
}

type ValueType = GraphQLObjectType<FieldValue, ValueContext>;

function valueType(name: string, scalar: GraphQLScalarType): ValueType {
  const label = name === 'PicklistValue' || name === 'MultiPicklistValue';
  const number = name === 'DoubleValue' || name === 'IntValue' || name === 'LongValue';
  const shown = (source: FieldValue, viewer: Viewer): string | null => displayValue(source.field, source.raw, viewer);
  return new GraphQLObjectType<FieldValue, ValueContext>({
    name,
    fields: {
      value: { type: scalar, resolve: ({ field, raw }) => uiValue(field, raw) },
      displayValue: { type: GraphQLString, resolve: (source, _args, { viewer }) => shown(source, viewer) },
      ...(label ? { label: { type: GraphQLString, resolve: ({ raw }) => raw ?? null } } : {}),
      ...(number
        ? { format: { type: GraphQLString, resolve: (source, _args, { viewer }) => shown(source, viewer) } }
        : {}),
    },
  });
}

export const LongValue = valueType('LongValue', scalars.Long);
export const LONG_FIELD = makeField({ name: 'count', type: 'int' });

type Operator = 'equal' | 'order' | 'list' | 'like' | 'multi';

const list = (type: GraphQLInputType): GraphQLList<GraphQLInputType> => new GraphQLList(type);

function operators(name: string, value: GraphQLInputType, kinds: readonly Operator[]): GraphQLInputObjectType {
  const fields: GraphQLInputFieldConfigMap = { eq: { type: value }, ne: { type: value } };
  if (kinds.includes('order')) for (const key of ['lt', 'lte', 'gt', 'gte']) fields[key] = { type: value };
  if (kinds.includes('list')) for (const key of ['in', 'nin']) fields[key] = { type: list(value) };
  if (kinds.includes('like')) fields['like'] = { type: value };
  if (kinds.includes('multi')) for (const key of ['includes', 'excludes']) fields[key] = { type: list(value) };
  return new GraphQLInputObjectType({ name, fields });
}

const DATE_WORDS = ['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS'];
const UNITS = ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'];
const PLURALS = ['days', 'weeks', 'months', 'quarters', 'years', 'fiscal_quarters', 'fiscal_years'];

const DateLiteral = new GraphQLEnumType({
  name: 'DateLiteral',
  values: Object.fromEntries(
    [...DATE_WORDS, ...['LAST', 'THIS', 'NEXT'].flatMap((when) => UNITS.map((unit) => `${when}_${unit}`))].map(
      (word) => [word, {}],
    ),
  ),
});

const DateRange = new GraphQLInputObjectType({
  name: 'DateRange',
  fields: Object.fromEntries(
    PLURALS.flatMap((unit) => [`last_n_${unit}`, `next_n_${unit}`, `n_${unit}_ago`]).map((name) => [
      name,
      { type: GraphQLInt },
    ]),
  ),
});

const dateInput = (name: string, scalar: GraphQLScalarType): GraphQLInputObjectType =>
  new GraphQLInputObjectType({
    name,
    fields: { value: { type: scalar }, literal: { type: DateLiteral }, range: { type: DateRange } },
  });

const SMALL: readonly Operator[] = ['order', 'list'];
const TEXT: readonly Operator[] = ['order', 'list', 'like'];

interface FieldForm {
  readonly value: ValueType;
  readonly scalar: GraphQLScalarType;
  /** Null where the platform filters by no field of this type. Operators of Ids are made in filter-types.ts. */
  readonly operators: GraphQLInputObjectType | null;
}

function form(
  name: string,
  scalar: GraphQLScalarType,
  kinds: readonly Operator[] | null,
  word = name,
  input?: GraphQLInputType,
): FieldForm {
  return {
    value: valueType(`${name}Value`, scalar),
    scalar,
    operators: kinds && operators(`${word}Operators`, input ?? scalar, kinds),
  };
}

const ID = form('ID', GraphQLID, null);

export const FIELD_FORMS: Readonly<Record<FieldType, FieldForm>> = {
  id: ID,
  reference: ID,
  string: form('String', GraphQLString, TEXT),
  textarea: form('TextArea', scalars.TextArea, TEXT),
  longtext: form('LongTextArea', scalars.LongTextArea, null),
  picklist: form('Picklist', scalars.Picklist, TEXT),
  multipicklist: form('MultiPicklist', scalars.MultiPicklist, ['multi']),
  email: form('Email', scalars.Email, TEXT),
  phone: form('PhoneNumber', scalars.PhoneNumber, TEXT),
  url: form('Url', scalars.Url, TEXT),
  boolean: form('Boolean', GraphQLBoolean, []),
  int: form('Int', GraphQLInt, SMALL, 'Integer'),
  double: form('Double', scalars.Double, SMALL),
  date: form('Date', scalars.DateScalar, SMALL, 'Date', dateInput('DateInput', scalars.DateScalar)),
  datetime: form(
    'DateTime',
    scalars.DateTimeScalar,
    SMALL,
    'DateTime',
    dateInput('DateTimeInput', scalars.DateTimeScalar),
  ),
};

/** An aggregate of one field in one group: by function, or the value that the group was made by. */
export interface FieldAggregate {
  readonly field: Field;
  readonly path: string;
  readonly row: ReadonlyMap<string, unknown>;
}

export const AGGREGATE_FUNCTIONS = ['avg', 'count', 'countDistinct', 'max', 'min', 'sum'] as const;
export type AggregateFunction = (typeof AGGREGATE_FUNCTIONS)[number];

/** Parts of dates that groups are made by; a part is read under its own name. */
export const DATE_FUNCTIONS = {
  calendarMonth: 'CALENDAR_MONTH',
  calendarQuarter: 'CALENDAR_QUARTER',
  calendarYear: 'CALENDAR_YEAR',
  dayInMonth: 'DAY_IN_MONTH',
  dayInWeek: 'DAY_IN_WEEK',
  dayInYear: 'DAY_IN_YEAR',
} as const;
export type DateFunction = keyof typeof DATE_FUNCTIONS;

/** Where the value of a function over a path stands in a group's row; 'value' is the value grouped by. */
export const aggregateKey = (name: AggregateFunction | DateFunction | 'value', path: string): string =>
  `${name} ${path}`;

const aggregateTypes = new Map<FieldType, GraphQLObjectType<FieldAggregate, ValueContext>>();

export function aggregateType(type: FieldType): GraphQLObjectType<FieldAggregate, ValueContext> {
  let made = aggregateTypes.get(type);
  if (made) return made;
  const { value, scalar } = FIELD_FORMS[type];
  const of = ({ row, path }: FieldAggregate, name: AggregateFunction | DateFunction | 'value'): unknown =>
    row.get(aggregateKey(name, path)) ?? null;
  const fields: GraphQLFieldConfigMap<FieldAggregate, ValueContext> = {
    value: { type: scalar, resolve: (source) => uiValue(source.field, of(source, 'value')) },
    displayValue: {
      type: GraphQLString,
      resolve: (source, _args, { viewer }) => displayValue(source.field, of(source, 'value'), viewer),
    },
  };
  if (type === 'picklist') fields['label'] = { type: GraphQLString, resolve: (source) => of(source, 'value') };
  const add = (
    name: AggregateFunction | DateFunction,
    result: ValueType,
    field: (source: FieldAggregate) => Field,
  ): void => {
    fields[name] = {
      type: result,
      resolve: (source): FieldValue => ({ field: field(source), raw: of(source, name) }),
    };
  };
  const same = (source: FieldAggregate): Field => source.field;
  if (type !== 'longtext' && type !== 'multipicklist') {
    add('count', LongValue, () => LONG_FIELD);
    add('countDistinct', LongValue, () => LONG_FIELD);
    if (type !== 'boolean') for (const name of ['max', 'min'] as const) add(name, value, same);
    if (type === 'date' || type === 'datetime')
      for (const name of Object.keys(DATE_FUNCTIONS) as DateFunction[])
        add(name, FIELD_FORMS.int.value, () => LONG_FIELD);
    if (type === 'int' || type === 'double') {
      const { value: double } = FIELD_FORMS.double;
      for (const name of ['avg', 'sum'] as const) add(name, double, same);
    }
  }
  const key = type === 'reference' ? 'id' : type;
  made = aggregateTypes.get(key) ?? new GraphQLObjectType({ name: aggregateName(key), fields });
  aggregateTypes.set(key, made);
  aggregateTypes.set(type, made);
  return made;
}

const aggregateName = (type: FieldType): string => `${FIELD_FORMS[type].value.name.replace(/Value$/, '')}Aggregate`;
