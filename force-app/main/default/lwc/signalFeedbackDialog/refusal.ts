// What an org said when it refused a record, in sentences a person can act on.
import type { FetchError } from 'lightning/uiRecordApi';
import NO_ACCESS from '@salesforce/label/c.Touchpoint_Feedback_No_Access';
import NOT_SAVED from '@salesforce/label/c.Touchpoint_Feedback_Not_Saved';
import TRY_AGAIN from '@salesforce/label/c.Touchpoint_Feedback_Try_Again';

/** One answer of the UI API, or one of the list that ordinary REST answers with, which has no output. */
type Answer = Exclude<NonNullable<FetchError['body']>, readonly unknown[]>;

const ACCESS_CODES = ['INSUFFICIENT_ACCESS', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'INVALID_TYPE', 'NOT_FOUND'];
const FORBIDDEN = [401, 403, 404];

/** First what happened, then what the org said about it, last the next step. Never empty. */
export function refusalOf(error: unknown): readonly string[] {
  const { status, body } = asFetchError(error);
  const first: Answer | undefined = Array.isArray(body) ? body[0] : body;
  const output = first?.output;
  const said = [
    ...(output?.errors ?? []).map((it) => it.message),
    ...Object.values(output?.fieldErrors ?? {}).flatMap((list) => list.map((it) => it.message)),
  ];
  if (said.length === 0 && first?.message) said.push(first.message);
  const codes = [first?.errorCode, ...(output?.errors ?? []).map((it) => it.errorCode)];
  const noAccess =
    (status !== undefined && FORBIDDEN.includes(status)) ||
    codes.some((code) => ACCESS_CODES.some((known) => code?.startsWith(known)));
  return [NOT_SAVED, ...new Set(said), noAccess ? NO_ACCESS : TRY_AGAIN];
}

function asFetchError(error: unknown): FetchError {
  if (error instanceof Error) return { body: { message: error.message } };
  return typeof error === 'object' && error !== null ? error : {};
}
