// Every alert has its runbook, and no runbook is of an alert that there is not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RUNBOOKS } from '../../sync-service/src/run/alert.ts';
import { ROOT } from './pages.ts';

const page = readFileSync(join(ROOT, 'docs/runbooks.md'), 'utf8');
const sections = page.split(/^## /m).slice(1);

it('every alert has a section of its name, and every section an alert', () => {
  expect(sections.map((section) => section.split('\n')[0])).toEqual([...RUNBOOKS]);
});

it.each(RUNBOOKS.filter((name) => name !== 'test'))(
  '%s says what it means, what to do, when it is over, who decides',
  (name) => {
    const section = sections.find((each) => each.startsWith(`${name}\n`)) ?? '';
    for (const part of ['**Means.**', '**Do.**', '**Over**', '**Decides:**']) expect(section).toContain(part);
  },
);
