// The check of the org's metadata, all rules in order. Arguments and output live in command.ts.
import { checkDescriptions } from './description-rules.ts';
import { checkFormulas } from './formula-rules.ts';
import { checkLabels } from './label-rules.ts';
import { readOrgModel } from './org-model.ts';
import { packageSource } from './package-source.ts';
import { checkPages } from './page-rules.ts';
import { checkPermissions } from './permission-rules.ts';
import type { Problem } from './problem.ts';
import { checkRecords } from './record-rules.ts';
import { checkReferences } from './reference-rules.ts';
import { checkRoles } from './role-rules.ts';
import { loadTypeCheck } from './types-rule.ts';
import { findUsage } from './usage.ts';

export interface CheckOptions {
  /** Globs of the files in which fields are used. */
  readonly sources: readonly string[];
  /** True: an unused field is a problem. False: it is a note. */
  readonly used: boolean;
  /** What is deployed, when that is not `force-app` of the project itself: a copy with compiled components. */
  readonly deployed?: string;
}

export interface CheckResult {
  readonly files: number;
  readonly members: readonly string[];
  readonly problems: readonly Problem[];
  /** Worth knowing, no reason to fail. */
  readonly notes: readonly string[];
}

export async function checkMetadata(projectRoot: string, options: CheckOptions): Promise<CheckResult> {
  const org = readOrgModel(projectRoot);
  const usage = findUsage(org, projectRoot, options.sources);
  const packaging = await packageSource(org, projectRoot, options.deployed);
  const typeCheck = loadTypeCheck();
  const problems = [
    ...org.files.flatMap(typeCheck),
    ...checkDescriptions(org),
    ...checkReferences(org),
    ...checkFormulas(org),
    ...checkPermissions(org),
    ...checkRoles(org, projectRoot),
    ...checkPages(org),
    ...checkLabels(org, projectRoot),
    ...checkRecords(org, projectRoot),
    ...packaging.problems,
    ...(options.used ? usage.unused : []),
  ];
  const notes = [
    ...(options.used || usage.unused.length === 0
      ? []
      : [`nothing uses yet ${usage.unused.map(({ file }) => fieldName(file)).join(', ')}`]),
    ...usage.outdated.map((field) => `${field} is used now; remove it from USED_LATER in scripts/metadata/usage.ts`),
  ];
  return { files: org.files.length, members: packaging.members, problems, notes };
}

const fieldName = (path: string): string => path.replace(/^.*objects\/(.+)\/fields\/(.+)\.field-meta\.xml$/, '$1.$2');
