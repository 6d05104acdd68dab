// Is every custom field used by something? A permission or a value in a record is no use. The fields that later work
// needs are named here with the reason.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';

/** Where the service and the components are written. */
export const DEFAULT_SOURCES = ['sync-service/src/**/*.ts', 'force-app/main/default/lwc/**/*.{ts,html}'];

/** `Object.Field` to the reason why nothing names it yet. An entry goes when the field is used. */
export const USED_LATER: Readonly<Record<string, string>> = {
  'Signal_Play__mdt.Notify__c': 'read by the service when it tells people',
  'Touchpoint_Rule__mdt.Description__c': 'for administrators only',
};

export interface Usage {
  /** Fields nothing names and nobody needs later. */
  readonly unused: readonly Problem[];
  /** Fields of the list above that are used by now. */
  readonly outdated: readonly string[];
}

/** @param sources globs from the project's root; tests among the files are skipped. */
export function findUsage(org: OrgModel, projectRoot: string, sources: readonly string[], later = USED_LATER): Usage {
  const code = globSync([...sources], { cwd: projectRoot })
    .filter((path) => !/\.test\.[jt]s$|__tests__/.test(path))
    .map((path) => readFileSync(join(projectRoot, path), 'utf8'));
  const metadata = org.files.filter(({ path }) => !/\.(permissionset|md)-meta\.xml$/.test(path));

  const unused: Problem[] = [];
  const outdated: string[] = [];
  for (const field of org.fields) {
    const name = new RegExp(`\\b${field.name}\\b`);
    const used =
      code.some((text) => name.test(text)) || metadata.some((file) => file.path !== field.path && name.test(file.text));
    const key = `${field.object}.${field.name}`;
    if (used && key in later) outdated.push(key);
    if (!used && !(key in later)) {
      unused.push({
        file: field.path,
        problem: 'nothing uses the field',
        fix: 'use it, remove it, or name it in scripts/metadata/usage.ts with the reason',
      });
    }
  }
  return { unused, outdated };
}
