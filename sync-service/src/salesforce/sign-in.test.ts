// Which of two keys signs in, whatever an org says of the one that it does not know.
import { generateKeyPairSync } from 'node:crypto';
import type { Connection } from 'jsforce';
import { expect, test } from 'vitest';
import { ConfigurationFailure } from '../run/failures.ts';
import type { SalesforceConfig } from './config.ts';
import { signIn } from './sign-in.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const config = { username: 'a@b.c', consumerKey: 'x', loginUrl: 'https://a.example' } as SalesforceConfig;

/** An org that refuses as often as there are words for it, then signs in. */
function refusing(...words: readonly (readonly [name: string, message: string])[]) {
  const left = [...words];
  const authorize = () => {
    const [name, message] = left.shift() ?? [];
    return name === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(message), { name }));
  };
  return { authorize } as unknown as Connection;
}
const both = { ...config, privateKeyPem: pem, nextPrivateKeyPem: pem };

test.each([
  ['invalid_grant', 'invalid assertion'],
  ['invalid_client', 'invalid client credentials'],
  ['invalid_grant', 'authentication failure'],
])('an org that says %s (%s) of the next key is asked with the other', async (...words) => {
  expect(await signIn(refusing(words), both)).toBe('SF_PRIVATE_KEY');
  expect(await signIn(refusing(), both)).toBe('SF_PRIVATE_KEY_NEXT');
});

test('both refused is a refusal; an org that is away is not asked with the other', async () => {
  const words = ['invalid_grant', 'invalid assertion'] as const;
  await expect(signIn(refusing(words, words), both)).rejects.toThrow(ConfigurationFailure);
  await expect(signIn(refusing(['ERROR_HTTP_503', 'x']), both)).rejects.toThrow(/ERROR_HTTP_503/);
});
