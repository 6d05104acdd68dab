// How a refusal looks over HTTP: official error codes and the status each one travels with. No routes here.
import { OrgError } from '../org-error.ts';
import type { Reply } from './reply.ts';

/** Thrown by a route to refuse the whole request. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[];

  constructor(status: number, errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** Every code that is not listed travels with 400. */
const statusOf: Readonly<Record<string, number>> = {
  INVALID_SESSION_ID: 401,
  REQUEST_LIMIT_EXCEEDED: 403,
  API_DISABLED_FOR_ORG: 403,
  INSUFFICIENT_ACCESS: 403,
  NOT_FOUND: 404,
  ENTITY_IS_DELETED: 404,
  METHOD_NOT_ALLOWED: 405,
  SERVER_UNAVAILABLE: 503,
};

export const notFound = () => new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');

export const sessionExpired = () => new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

/** The user lacks the permission API Enabled. */
export const apiDisabled = () => new ApiError(403, 'API_DISABLED_FOR_ORG', 'API is disabled for this User');

/** The list of errors as REST shows it; what is no refusal of ours becomes UNKNOWN_EXCEPTION, with its message for the log. */
export function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) return errorList(error.status, error.errorCode, error.message, error.fields);
  if (error instanceof OrgError) {
    return errorList(statusOf[error.errorCode] ?? 400, error.errorCode, error.message, error.fields);
  }
  process.stderr.write(`stand-in org: unexpected ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  return errorList(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred. The stand-in org has printed it.');
}

export function errorList(status: number, errorCode: string, message: string, fields: readonly string[] = []): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify([{ message, errorCode, ...(fields.length > 0 ? { fields } : {}) }]),
  };
}
