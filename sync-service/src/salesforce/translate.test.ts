import { expect, test } from 'vitest';
import { ConfigurationFailure, Failure, FatalFailure, RetriableFailure } from '../run/failures.ts';
import { answerFailure, isPassingRowError, rowFix, translateError, translateLoginError } from './translate.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test('the daily limit ends the run, too many requests at a time do not', () => {
  const daily = answerFailure('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'read Task');
  expect(daily).toBeInstanceOf(FatalFailure);
  expect(daily.actions.join()).toMatch(/24-hour/);
  expect(
    answerFailure('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.', 'read Task'),
  ).toBeInstanceOf(RetriableFailure);
});

test.each(['SERVER_UNAVAILABLE', 'QUERY_TIMEOUT', 'UNABLE_TO_LOCK_ROW', 'ERROR_HTTP_503', 'ERROR_HTTP_420'])(
  '%s is worth trying again',
  (code) => {
    expect(answerFailure(code, 'x', 'read Task')).toBeInstanceOf(RetriableFailure);
  },
);

test('a missing field or object is a matter of permissions', () => {
  for (const code of ['INVALID_FIELD', 'INVALID_TYPE'])
    expect(answerFailure(code, 'No such column', 'read Task')).toBeInstanceOf(ConfigurationFailure);
});

test('a malformed query is a fault of ours and not repeated', () => {
  expect(answerFailure('MALFORMED_QUERY', 'unexpected token', 'read Task')).toBeInstanceOf(FatalFailure);
});

test.each([
  ['invalid_client_id', 'client identifier invalid', 'SF_CONSUMER_KEY'],
  ['invalid_client', 'invalid client credentials', 'SF_CONSUMER_KEY, SF_PRIVATE_KEY'],
  ['invalid_grant', "user hasn't approved this consumer", 'SF_USERNAME'],
  ['invalid_grant', 'audience is invalid', 'SF_DOMAIN'],
  ['invalid_grant', 'invalid assertion', 'SF_PRIVATE_KEY'],
  ['invalid_grant', 'inactive user', 'SF_USERNAME'],
])('%s (%s) names %s', (name, message, where) => {
  const failure = translateLoginError(named(name, message), 'https://login.salesforce.com', 'a@b.c');
  expect(failure).toBeInstanceOf(ConfigurationFailure);
  expect((failure as ConfigurationFailure).problems[0]?.where).toBe(where);
});

test('a bug of ours stays what it is, and a failure is not wrapped twice', () => {
  const bug = new TypeError('x is undefined');
  expect(translateError(bug, 'read Task')).toBe(bug);
  const failure = answerFailure('QUERY_TIMEOUT', 'x', 'read Task');
  expect(translateError(failure, 'something else')).toBe(failure);
});

test.each([
  ['ENOTFOUND', RetriableFailure, /SF_DOMAIN/],
  ['SELF_SIGNED_CERT_IN_CHAIN', FatalFailure, /NODE_EXTRA_CA_CERTS/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', FatalFailure, /SF_DOMAIN/],
])('%s is no bug: it comes with something to do', (code, kind, action) => {
  const error = Object.assign(new Error('x'), { code });
  for (const failure of [
    translateError(error, 'read Task'),
    translateLoginError(error, 'https://a.example', 'a@b.c'),
  ]) {
    expect(failure).toBeInstanceOf(kind);
    expect((failure as Failure).actions.join()).toMatch(action);
  }
});

test('a lock is looked for inside the message of a trigger', () => {
  expect(isPassingRowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Update failed: UNABLE_TO_LOCK_ROW, …')).toBe(true);
  expect(isPassingRowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'null pointer')).toBe(false);
  expect(isPassingRowError('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'UNABLE_TO_LOCK_ROW')).toBe(false);
});

test('every permanent code comes with something to do', () => {
  for (const code of ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'ENTITY_IS_DELETED', 'SOMETHING_NEW'])
    expect(rowFix(code).length).toBeGreaterThan(20);
  expect(answerFailure('X', 'y'.repeat(5000), 'z')).toBeInstanceOf(Failure);
  expect(answerFailure('X', 'y'.repeat(5000), 'z').message.length).toBeLessThan(400);
});
