// Nothing that is in the repository is, or looks like, a secret: keys and tokens of tests are made when they run.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Names under which keys, stores of keys and settings with secrets go. */
const SECRET_FILE =
  /(^|\/)(\.env(\.(?!example$)[\w-]+)?|\.npmrc|\.netrc|id_(rsa|ed25519|ecdsa)|[^/]*\.(pem|key|p12|pfx|jks|keystore))$/;
const SECRET_TEXT: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\\n|\s)+[\w+/=]{40}/,
  'a session of Salesforce': /\b00D[0-9a-zA-Z]{12,15}![\w.]{40,}/,
  'a webhook of Slack': /hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/,
  'a token of Slack': /\bxox[abprs]-\d{6,}/,
  'a token of GitHub': /\b(gh[pousr]_\w{36}|github_pat_\w{50})/,
  'a token of npm': /\bnpm_\w{36}\b/,
  'a key of AWS': /\bAKIA[0-9A-Z]{16}\b/,
  'a JSON Web Token': /\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}/,
  'an URL with a password': /\b(?:rediss?|postgres(?:ql)?|https?):\/\/[\w.-]*:(?!\$)[\w%-]{12,}@/,
};
/** Larger ones are data, such as images. */
const MOST_BYTES = 2_000_000;

it('no file of the repository is or holds a secret', () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => SECRET_FILE.test(file)).map((file) => `${file}: its name`);
  for (const file of files) {
    const stats = statSync(join(ROOT, file), { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.size > MOST_BYTES) continue;
    const text = readFileSync(join(ROOT, file), 'latin1');
    for (const [what, form] of Object.entries(SECRET_TEXT)) if (form.test(text)) found.push(`${file}: ${what}`);
  }
  expect(found).toEqual([]);
});
