// Takes secrets out of a text: those that are known, and those that are known by their form. Whoever receives a text from
// outside that may quote a secret, and whoever shows a text, passes it through here.

const HIDDEN = '[hidden]';

// Every repetition that could run on is bounded: what is looked through comes from outside.
const FORMS: readonly (readonly [form: RegExp, shown: string])[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]{1,40}-----|$)/g, HIDDEN],
  [/\b(bearer|basic)\s{1,8}[\w.~+/!-]{8,}=*/gi, `$1 ${HIDDEN}`],
  // A session of Salesforce: the Id of the org, an exclamation mark, the rest.
  [/\b00D[0-9a-zA-Z]{12,15}![\w.]{1,4096}/g, HIDDEN],
  // A JSON Web Token, as it is sent to sign in.
  [/\beyJ[\w-]{8,8192}\.[\w-]{8,8192}\.[\w-]{8,8192}/g, HIDDEN],
  [/(\/\/[^\s:@/]{0,256}):[^\s@/]{1,1024}@/g, `$1:${HIDDEN}@`],
  [
    /\b((?:access|refresh|id)_token|accessToken|refreshToken|client_secret|assertion|password)("?\s{0,4}[=:]\s{0,4}"?)[^\s"'&,;}]{4,}/g,
    `$1$2${HIDDEN}`,
  ],
];

/** @param secrets texts that must never appear, whatever they are part of; one of fewer than four characters is none */
export function hide(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) if (secret.length >= 4) shown = shown.replaceAll(secret, HIDDEN);
  for (const [form, instead] of FORMS) shown = shown.replace(form, instead);
  return shown;
}
