// How the tests of rules ask: a sound example passes, and each case breaks it in one place. The example is in example-project.ts.
import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exampleProject } from './example-project.ts';
import type { FileKey } from './example-project.ts';
import { readOrgModel } from './org-model.ts';
import type { OrgModel } from './org-model.ts';
import { inOneLine } from './problem.ts';
import type { Problem } from './problem.ts';

export type Rule = (org: OrgModel, projectRoot: string) => Problem[];
/** `from` is replaced by `to`, once, in that file of the example. */
export type Case = [sentence: string, file: FileKey, from: string, to: string, problem: RegExp];

function problemsOf(rule: Rule, change?: { in: FileKey; from: string; to: string }): Problem[] {
  const folder = exampleProject(change);
  try {
    return rule(readOrgModel(folder), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Declares the tests: the sound example has no problem, each case has the one it names, with a fix. */
export function refuses(rule: Rule, cases: readonly Case[]): void {
  it('accepts the sound example', () => {
    expect(problemsOf(rule)).toEqual([]);
  });
  it.each(cases)('refuses %s', (_sentence, file, from, to, problem) => {
    const found = problemsOf(rule, { in: file, from, to });
    expect(found.map(inOneLine).join('\n')).toMatch(problem);
    for (const each of found) expect(each.fix).not.toBe('');
  });
}
