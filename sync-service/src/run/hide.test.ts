import { describe, expect, it } from 'vitest';
import { hide } from './hide.ts';

describe('a text that may hold a secret', () => {
  it('loses those that are known, wherever they stand', () => {
    expect(hide('token s3cret-token refused (s3cret-token)', ['s3cret-token'])).toBe(
      'token [hidden] refused ([hidden])',
    );
    expect(hide('an a is in every text', ['a'])).toBe('an a is in every text');
  });

  it.each([
    ['Authorization: Bearer 00D!AQ.x_yzzy', 'Authorization: Bearer [hidden]'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', '[hidden]'],
    ['before -----BEGIN RSA PRIVATE KEY-----\nabc cut off', 'before [hidden]'],
    ['session 00D5g0000000001EAA!AQEA.x_y is over', 'session [hidden] is over'],
    ['assertion eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0abc.c2lnbmF0dXJl!', 'assertion [hidden]!'],
    ['redis://me:pass@host/1', 'redis://me:[hidden]@host/1'],
    ['redis://:pass@host', 'redis://:[hidden]@host'],
    ['client_secret=abc%20def&grant_type=x', 'client_secret=[hidden]&grant_type=x'],
    ['{"refresh_token": "abcdef", "expires_in": 7200}', '{"refresh_token": "[hidden]", "expires_in": 7200}'],
  ])('loses what looks like one: %s', (text, shown) => {
    expect(hide(text, [])).toBe(shown);
  });

  it('keeps what only speaks of one', () => {
    const text =
      'Set OUTREACH_REFRESH_TOKEN to the new refresh token; the bearer is refused: password: no (https://a.b:443/x)';
    expect(hide(text, [])).toBe(text);
  });
});
