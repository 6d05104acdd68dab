// Refusals of a GraphQL query in the platform's form: always with status 200, each error with its ErrorType.
import { GraphQLError } from 'graphql';
import { OrgError } from '../org-error.ts';

export type ErrorType =
  'InvalidSyntax' | 'ValidationError' | 'DataFetchingException' | 'OperationNotSupported' | 'ExecutionAborted';

/** A query that the schema allows and the platform does not. */
export const badQuery = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { ErrorType: 'ValidationError' } });

export interface ShownError {
  readonly message: string;
  readonly locations: readonly { readonly line: number; readonly column: number }[];
  readonly path: readonly (string | number)[];
  readonly extensions: { readonly ErrorType: ErrorType };
}

/** @param usual the type of an error that does not say its own. */
export function shownError(error: GraphQLError, usual: ErrorType): ShownError {
  const own = error.extensions['ErrorType'] as ErrorType | undefined;
  const cause = error.originalError;
  const refused = cause instanceof OrgError;
  // A failure of the stand-in itself must be seen where it runs, not only by whoever asked.
  if (cause && !refused && !(cause instanceof GraphQLError))
    process.stderr.write(`stand-in org: unexpected ${cause.stack ?? String(cause)}\n`);
  const message = refused ? `${cause.errorCode}: ${cause.message}` : error.message;
  return {
    message,
    locations: [...(error.locations ?? [])],
    path: [...(error.path ?? [])],
    extensions: { ErrorType: own ?? usual },
  };
}
