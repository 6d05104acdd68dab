// The keys that sign in to Salesforce, and the certificate that the org knows them by: read from text or file, and whether they
// belong together. Signing is the adapter's.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { faultOfKey } from './private-key.ts';
import type { SettingProblem } from './problem.ts';

export interface SalesforceKeys {
  /** PEM text; '' when there is a problem. */
  readonly privateKeyPem: string;
  /** The key that is to replace it, while both may be valid; null when none is given. */
  readonly nextPrivateKeyPem: string | null;
  /** Null: not given, so that nobody can tell when it ends. */
  readonly certificate: Certificate | null;
}

export interface Certificate {
  /** Instants in milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  /** The setting whose key it belongs to; null: to neither. */
  readonly fits: 'SF_PRIVATE_KEY' | 'SF_PRIVATE_KEY_NEXT' | null;
}

type Given = Readonly<Record<string, string | undefined>>;

/** Adds what is wrong to `problems`. */
export function readSalesforceKeys(given: Given, problems: SettingProblem[]): SalesforceKeys {
  const privateKeyPem = readText(given, 'SF_PRIVATE_KEY', problems);
  const nextPrivateKeyPem = readText(given, 'SF_PRIVATE_KEY_NEXT', problems);
  const certificatePem = readText(given, 'SF_CERTIFICATE', problems);
  if (given['SF_PRIVATE_KEY'] === undefined && given['SF_PRIVATE_KEY_FILE'] === undefined)
    problems.push({
      where: 'SF_PRIVATE_KEY',
      message: 'is missing, and so is SF_PRIVATE_KEY_FILE',
      fix: fixOf('SF_PRIVATE_KEY'),
    });
  checkKey(given, 'SF_PRIVATE_KEY', privateKeyPem, problems);
  checkKey(given, 'SF_PRIVATE_KEY_NEXT', nextPrivateKeyPem, problems);
  const certificate =
    certificatePem === null
      ? null
      : readCertificate(given, certificatePem, { privateKeyPem, nextPrivateKeyPem }, problems);
  return { privateKeyPem: privateKeyPem ?? '', nextPrivateKeyPem, certificate };
}

/** The one of the two settings that the text came from: text wins over file. */
const sourceOf = (given: Given, name: string): string => (given[name] === undefined ? `${name}_FILE` : name);

const fixOf = (name: string): string =>
  `Set ${name} to the PEM text (line breaks as \\n), or ${name}_FILE to a file that holds it.`;

/** Text wins over file; null when neither is given or the file cannot be read, which is a problem. */
function readText(given: Given, name: string, problems: SettingProblem[]): string | null {
  const file = given[`${name}_FILE`];
  let text = given[name];
  if (text === undefined && file === undefined) return null;
  try {
    text ??= readFileSync(file ?? '', 'utf8');
  } catch (error) {
    problems.push({ where: `${name}_FILE`, message: `cannot be read: ${reasonOf(error)}`, fix: fixOf(name) });
    return null;
  }
  return text.replaceAll('\\n', '\n').trim();
}

function checkKey(given: Given, name: string, pem: string | null, problems: SettingProblem[]): void {
  const message = pem === null ? null : faultOfKey(pem);
  if (message !== null) problems.push({ where: sourceOf(given, name), message, fix: fixOf(name) });
}

function readCertificate(
  given: Given,
  pem: string,
  { privateKeyPem, nextPrivateKeyPem }: Readonly<Record<'privateKeyPem' | 'nextPrivateKeyPem', string | null>>,
  problems: SettingProblem[],
): Certificate | null {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (error) {
    const message = `is not a certificate in PEM form: ${reasonOf(error)}`;
    problems.push({ where: sourceOf(given, 'SF_CERTIFICATE'), message, fix: fixOf('SF_CERTIFICATE') });
    return null;
  }
  // A key that is none was said already.
  const isOf = (key: string | null): boolean =>
    key !== null && faultOfKey(key) === null && certificate.checkPrivateKey(createPrivateKey(key));
  const fits = isOf(nextPrivateKeyPem) ? 'SF_PRIVATE_KEY_NEXT' : isOf(privateKeyPem) ? 'SF_PRIVATE_KEY' : null;
  return { validFrom: certificate.validFromDate.getTime(), validUntil: certificate.validToDate.getTime(), fits };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
