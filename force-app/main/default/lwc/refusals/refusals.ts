// What an org said when it refused to make or change a record. The sentences around it belong to whoever shows them.
import type { FetchError } from 'lightning/uiRecordApi';

/** One answer of the UI API, or one of the list that ordinary REST answers with, which has no output. */
type Answer = Exclude<NonNullable<FetchError['body']>, readonly unknown[]>;

const ACCESS_CODES = ['INSUFFICIENT_ACCESS', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INVALID_TYPE', 'NOT_FOUND'];
const FORBIDDEN = [401, 403, 404];

/** The org's own sentences, each once: those about fields and rules, else the general one. Empty when it said nothing. */
export function saidBy(error: unknown): readonly string[] {
  const answer = answerOf(error);
  const specific = [
    ...(answer?.output?.errors ?? []).map((it) => it.message),
    ...Object.values(answer?.output?.fieldErrors ?? {}).flatMap((list) => list.map((it) => it.message)),
  ];
  return specific.length > 0 ? [...new Set(specific)] : [answer?.message ?? []].flat();
}

/** True when another person, or the same one with another permission, could do it. */
export function lacksPermission(error: unknown): boolean {
  const { status } = asFetchError(error);
  const answer = answerOf(error);
  const codes = [answer?.errorCode, ...(answer?.output?.errors ?? []).map((it) => it.errorCode)];
  return (
    (status !== undefined && FORBIDDEN.includes(status)) ||
    codes.some((code) => ACCESS_CODES.some((known) => code?.startsWith(known)))
  );
}

function answerOf(error: unknown): Answer | undefined {
  const { body } = asFetchError(error);
  return Array.isArray(body) ? body[0] : body;
}

function asFetchError(error: unknown): FetchError {
  if (error instanceof Error) return { body: { message: error.message } };
  return typeof error === 'object' && error !== null ? error : {};
}
