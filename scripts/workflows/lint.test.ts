import { expect, test } from 'vitest';
import { lintWorkflow } from './lint.ts';

const GOOD = `name: x
on:
  workflow_dispatch:
    inputs:
      mode: { type: choice, options: [full, changed] }
permissions: { contents: read }
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$MODE"
        env: { MODE: '\${{ inputs.mode }}' }
`;

test('a workflow that is as it should be has no problem', async () => {
  expect(await lintWorkflow(GOOD)).toEqual([]);
});

test.each([
  ['an unknown key', 'runs-on:', 'run-on:', /run-on/],
  ['a job that waits for none that exists', 'runs-on:', 'needs: other\n    runs-on:', /other/],
  ['a permission that is none', 'contents: read', 'contents: reed', /reed/],
  ['an expression that is none', 'inputs.mode }}', 'inputs.mode == }}', /expression/i],
  ['an input that nobody asks for', 'inputs.mode }}', 'inputs.modus }}', /modus/],
  ['an input in the text of a script', '"$MODE"', '${{ inputs.mode }}', /Hand the value over by env/],
])('%s is a problem, with its line', async (_, right, wrong, message) => {
  const problems = await lintWorkflow(GOOD.replace(right, wrong));
  expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  expect(Math.min(...problems.map(({ line }) => line))).toBeGreaterThan(1);
});
