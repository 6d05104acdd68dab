// The scalars of the platform's GraphQL schema beside the built-in ones. Values of records pass through as they are;
// what a query gives is checked.
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { parseDate } from '../../time/zones.ts';

type Check = (value: unknown) => boolean;

function scalar(name: string, wanted: string, fits: Check): GraphQLScalarType {
  const take = (value: unknown): unknown => {
    if (fits(value)) return value;
    throw new GraphQLError(`Expected a value of type ${name}, ${wanted}, but it was ${JSON.stringify(value)}.`);
  };
  const valueOf = (node: ValueNode): unknown => {
    if (node.kind === Kind.STRING || node.kind === Kind.BOOLEAN) return node.value;
    return node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : undefined;
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: take,
    parseLiteral: (node) => take(valueOf(node)),
  });
}

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);

export const Double = scalar('Double', 'a number', isNumber);
export const Long = scalar('Long', 'a whole number', Number.isSafeInteger);
export const DateScalar = scalar(
  'Date',
  'a date such as "2026-03-01"',
  (value) => typeof value === 'string' && parseDate(value) !== null,
);
export const DateTimeScalar = scalar(
  'DateTime',
  'an instant such as "2026-03-01T12:00:00Z"',
  (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(value),
);
export const Picklist = scalar('Picklist', 'text', isText);
export const MultiPicklist = scalar('MultiPicklist', 'text', isText);
export const TextArea = scalar('TextArea', 'text', isText);
export const LongTextArea = scalar('LongTextArea', 'text', isText);
export const Email = scalar('Email', 'text', isText);
export const PhoneNumber = scalar('PhoneNumber', 'text', isText);
export const Url = scalar('Url', 'text', isText);
