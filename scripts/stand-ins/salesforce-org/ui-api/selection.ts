// What a query selects of a type, fragments and directives worked out, so that one SOQL query can fetch all of it.
import { getArgumentValues, getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLField,
  GraphQLResolveInfo,
  ObjectValueNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import type { Given } from './to-soql.ts';
import { isGiven } from './to-soql.ts';

export interface Selected {
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  /** Set inside a fragment on one type; null for a field of whatever the record is. */
  readonly on: string | null;
}

/** The fields below these nodes, each once for every type condition. Nodes with equal names are kept together. */
export function selectedBelow(nodes: readonly FieldNode[], info: GraphQLResolveInfo): Selected[] {
  const found = new Map<string, { name: string; nodes: FieldNode[]; on: string | null }>();
  const walk = (set: SelectionSetNode, on: string | null): void => {
    for (const node of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, info.variableValues)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues)?.['if'] === false) continue;
      if (node.kind === Kind.FIELD) {
        const key = `${on ?? ''}:${node.name.value}`;
        const known = found.get(key);
        if (known) known.nodes.push(node);
        else found.set(key, { name: node.name.value, nodes: [node], on });
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
      if (fragment) walk(fragment.selectionSet, fragment.typeCondition?.name.value ?? on);
    }
  };
  for (const node of nodes) if (node.selectionSet) walk(node.selectionSet, null);
  return [...found.values()];
}

/** The fields at the end of a path below the field being resolved, such as edges and node. */
export function selectedAt(path: readonly string[], nodes: readonly FieldNode[], info: GraphQLResolveInfo): Selected[] {
  let level = selectedBelow(nodes, info);
  for (const step of path) {
    level = selectedBelow(
      level.filter(({ name }) => name === step).flatMap((each) => each.nodes),
      info,
    );
  }
  return level;
}

export const argumentsOf = (
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  info: GraphQLResolveInfo,
): Given => getArgumentValues(definition, node, info.variableValues);

/** The value of an argument with its keys in the order in which the query gives them; it decides what is sorted by first. */
export function inGivenOrder(value: Given, name: string, node: FieldNode, variables: Given): Given {
  const source = node.arguments?.find((each) => each.name.value === name)?.value;
  return source ? ordered(value, source, variables) : value;
}

function ordered(value: Given, source: unknown, variables: Given): Given {
  const given = isVariable(source) ? variables[source.name.value] : source;
  const keys: [string, unknown][] = isObjectNode(given)
    ? given.fields.map((field): [string, unknown] => [field.name.value, field.value])
    : isGiven(given)
      ? Object.entries(given)
      : [];
  return Object.fromEntries(
    keys
      .filter(([key]) => key in value)
      .map(([key, inner]) => {
        const own = value[key];
        return [key, isGiven(own) ? ordered(own, inner, variables) : own];
      }),
  );
}

const isNode = (value: unknown): value is ValueNode =>
  isGiven(value) && typeof value['kind'] === 'string' && 'loc' in value;
const isObjectNode = (value: unknown): value is ObjectValueNode => isNode(value) && value.kind === Kind.OBJECT;
const isVariable = (value: unknown): value is Extract<ValueNode, { kind: Kind.VARIABLE }> =>
  isNode(value) && value.kind === Kind.VARIABLE;
