// The directive @optional: a field that this viewer does not have is left out instead of failing the query.
import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';

export const OPTIONAL = 'optional';

/** First version whose queries may say @optional. */
export const OPTIONAL_SINCE = 65;

const isOptional = (node: FieldNode): boolean => node.directives?.some(({ name }) => name.value === OPTIONAL) === true;

/** Selects nothing, so that a selection that lost all its fields stays one. */
const NOTHING: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'include' },
      arguments: [
        { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: { kind: Kind.BOOLEAN, value: false } },
      ],
    },
  ],
};

/** The document without optional fields that the schema does not have, and whether there were any; as it is where the schema knows no @optional. */
export function withoutMissing(
  document: DocumentNode,
  schema: GraphQLSchema,
): { readonly document: DocumentNode; readonly dropped: boolean } {
  if (!schema.getDirective(OPTIONAL)) return { document, dropped: false };
  const types = new TypeInfo(schema);
  let dropped = false;
  const kept = visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        if (types.getFieldDef() || !types.getParentType() || !isOptional(node)) return undefined;
        dropped = true;
        return null;
      },
      SelectionSet: {
        leave: (node) => (node.selections.length === 0 ? { ...node, selections: [NOTHING] } : undefined),
      },
    }),
  );
  return { document: kept, dropped };
}
