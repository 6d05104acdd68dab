// From the body of a GraphQL request to its answer: parse, leave out optional fields, check, run, and put errors in the
// platform's form.
import {
  execute,
  FieldsOnCorrectTypeRule,
  getOperationAST,
  GraphQLError,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationDefinitionNode,
  ValidationContext,
  ValidationRule,
} from 'graphql';
import { withoutMissing } from './optional.ts';
import { badQuery, shownError } from './problem.ts';
import type { ErrorType, ShownError } from './problem.ts';
import { isGiven } from './to-soql.ts';
import type { Given } from './to-soql.ts';
import type { UiContext } from './connection.ts';

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly ShownError[];
}

const refused = (errors: readonly GraphQLError[], type: ErrorType): GraphqlAnswer => ({
  data: null,
  errors: errors.map((error) => shownError(error, type)),
});

/** Says of an unknown field what the platform says, with the path to it. */
const fieldsExist: ValidationRule = (context: ValidationContext) => {
  const path: string[] = [];
  return {
    Field: {
      enter(node) {
        path.push(node.name.value);
        const type = context.getParentType();
        if (!type || context.getFieldDef()) return;
        const message = `Validation error (FieldUndefined@[${path.join('/')}]) : Field '${node.name.value}' in type '${type.name}' is undefined`;
        context.reportError(new GraphQLError(message, { nodes: node }));
      },
      leave: () => void path.pop(),
    },
  };
};

function notRunnable(operation: OperationDefinitionNode | null | undefined, name: string | undefined): GraphQLError {
  if (operation)
    return new GraphQLError(
      `A ${operation.operation} is not supported by the stand-in org: create and update through /ui-api/records.`,
      { nodes: operation },
    );
  return new GraphQLError(
    name === undefined
      ? 'The request has several operations: name the one to run in operationName.'
      : `The request has no operation ${name}: operationName must be one of those in the query.`,
  );
}

const OWN_WORDS = specifiedRules.filter((rule) => rule !== FieldsOnCorrectTypeRule);
/** What a dropped field leaves behind is nobody's mistake. */
const AFTER_DROPPING = OWN_WORDS.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule);

/** Most connections in one query, as documented. */
const MOST_CONNECTIONS = 10;

export function connectionCounter(): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > MOST_CONNECTIONS)
      throw badQuery(`A query can contain up to ${MOST_CONNECTIONS} subqueries; send the others in another request.`);
  };
}

/** @param body the request: query, variables, operationName. @param context a fresh one for each request. */
export function answerGraphql(body: Given, schema: GraphQLSchema, context: UiContext): GraphqlAnswer {
  const { query, operationName } = body;
  if (typeof query !== 'string' || query.trim() === '')
    return refused([new GraphQLError('Invalid syntax: the request has no query.')], 'InvalidSyntax');
  let parsed: DocumentNode;
  try {
    parsed = parse(query);
  } catch (problem) {
    if (!(problem instanceof GraphQLError)) throw problem;
    return refused([problem], 'InvalidSyntax');
  }
  const { document, dropped } = withoutMissing(parsed, schema);
  const rules = [fieldsExist, ...(dropped ? AFTER_DROPPING : OWN_WORDS)];
  const invalid = validate(schema, document, rules);
  if (invalid.length > 0) return refused(invalid, 'ValidationError');
  const name = typeof operationName === 'string' ? operationName : undefined;
  const operation = getOperationAST(document, name);
  if (operation?.operation !== OperationTypeNode.QUERY)
    return refused([notRunnable(operation, name)], 'OperationNotSupported');
  const result = execute({
    schema,
    document,
    contextValue: context,
    variableValues: isGiven(body['variables']) ? body['variables'] : {},
    ...(name === undefined ? {} : { operationName: name }),
  }) as ExecutionResult;
  // Without a path nothing was fetched yet: a variable does not fit its type.
  const errors = (result.errors ?? []).map((error) =>
    shownError(error, error.path === undefined ? 'ValidationError' : 'DataFetchingException'),
  );
  return { data: result.data ?? null, errors };
}
