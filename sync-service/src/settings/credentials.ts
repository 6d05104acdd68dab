// The credentials for Outreach among the settings: which form was given, whether it is whole, whether keys are keys.
import { faultOfKey } from './private-key.ts';
import type { SettingProblem } from './problem.ts';

export type OutreachCredentials =
  | {
      readonly kind: 'refresh';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    }
  | { readonly kind: 's2s'; readonly guid: string; readonly privateKeyPem: string; readonly installId: string }
  | { readonly kind: 'bearer'; readonly token: string };

type Given = Readonly<Record<string, string | undefined>>;

function readPem(where: string, given: string, fix: string, problems: SettingProblem[]): string {
  const pem = given.replaceAll('\\n', '\n').trim();
  const message = faultOfKey(pem);
  if (message !== null) problems.push({ where, message, fix });
  return pem;
}

const OUTREACH_FORMS = [
  ['OUTREACH_CLIENT_ID', 'OUTREACH_CLIENT_SECRET', 'OUTREACH_REFRESH_TOKEN'],
  ['OUTREACH_S2S_GUID', 'OUTREACH_S2S_PRIVATE_KEY', 'OUTREACH_INSTALL_ID'],
  ['OUTREACH_API_KEY'],
] as const;

/** Null when none are given, or when there is a problem, which is added to `problems`. */
export function readOutreachCredentials(given: Given, problems: SettingProblem[]): OutreachCredentials | null {
  const begun = OUTREACH_FORMS.filter((form) => form.some((name) => given[name] !== undefined));
  if (begun.length > 1) {
    const names = begun.flatMap((form) => form.filter((name) => given[name] !== undefined));
    const fix = 'Keep the settings of one form of Outreach credentials and remove the others.';
    problems.push({ where: names.join(', '), message: 'belong to different forms of Outreach credentials', fix });
    return null;
  }
  const missing = begun[0]?.filter((name) => given[name] === undefined) ?? [];
  for (const where of missing) {
    const fix = `Set ${where}, or remove the other Outreach settings to score on Salesforce alone.`;
    problems.push({
      where,
      message: 'is missing while other settings of the same Outreach credentials are given',
      fix,
    });
  }
  if (begun.length === 0 || missing.length > 0) return null;
  const value = (name: (typeof OUTREACH_FORMS)[number][number]): string => given[name]?.trim() ?? '';
  if (value('OUTREACH_API_KEY') !== '') return { kind: 'bearer', token: value('OUTREACH_API_KEY') };
  if (value('OUTREACH_S2S_GUID') !== '') {
    const fix = 'Set OUTREACH_S2S_PRIVATE_KEY to the PEM text of the app key, line breaks as \\n.';
    const privateKeyPem = readPem('OUTREACH_S2S_PRIVATE_KEY', value('OUTREACH_S2S_PRIVATE_KEY'), fix, problems);
    return { kind: 's2s', guid: value('OUTREACH_S2S_GUID'), privateKeyPem, installId: value('OUTREACH_INSTALL_ID') };
  }
  return {
    kind: 'refresh',
    clientId: value('OUTREACH_CLIENT_ID'),
    clientSecret: value('OUTREACH_CLIENT_SECRET'),
    refreshToken: value('OUTREACH_REFRESH_TOKEN'),
  };
}
