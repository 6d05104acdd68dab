// The words people see: custom labels, what components import of them, and their translations. Labels of fields and
// objects are in description-rules.ts.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

const VALUE = 1000;
/** What Setup takes for the short description, which is the note for the translator. */
const NOTE = 80;
const COMPONENTS = 'force-app/main/default/lwc/**/*.ts';

/** Every label is noted, used and translated, and every label that a component imports exists. */
export function checkLabels(org: OrgModel, projectRoot: string): Problem[] {
  const files = org.components.filter(({ root }) => root === 'CustomLabels');
  const labels = new Map(
    files.flatMap((file) => all(file.element, 'labels').map((label) => [textAt(label, 'fullName') ?? '', label])),
  );
  return [
    ...files.flatMap(checkFile),
    ...org.components.filter(({ root }) => root === 'CustomLabels' || root === 'Translations').flatMap(checkBlanks),
    ...checkUse(files, labels, projectRoot),
    ...org.components
      .filter(({ root }) => root === 'Translations')
      .flatMap((translation) => checkTranslation(translation, labels)),
  ];
}

function checkFile(file: Component): Problem[] {
  const problems: Problem[] = [];
  const labels = all(file.element, 'labels');
  const names = labels.map((label) => textAt(label, 'fullName') ?? '');
  for (const [at, name] of names.entries()) {
    const before = names[at - 1];
    if (before !== undefined && before >= name)
      problems.push({
        file: file.path,
        problem: `${name} stands after ${before}`,
        fix: 'keep labels in order, each once',
      });
  }
  for (const label of labels) {
    const name = textAt(label, 'fullName') ?? '';
    const report = (problem: string, fix: string): void => {
      problems.push({ file: file.path, problem: `${name}: ${problem}`, fix });
    };
    checkLength(textAt(label, 'value'), 'value', VALUE, report);
    checkLength(textAt(label, 'shortDescription'), 'note for the translator', NOTE, report);
    if (textAt(label, 'protected') !== 'false') report('<protected> is not false', 'set it to false');
    if (textAt(label, 'categories') === null) report('<categories> is missing', 'name the category');
  }
  return problems;
}

/** Setup cuts off outer blanks, so a word that needs one loses it as soon as somebody saves the label there. */
const checkBlanks = ({ path, text }: Component): Problem[] =>
  [...text.matchAll(/<(?:value|label)>(\s[^<]*|[^<]*\s)<\//g)].map(([, words = '']) => ({
    file: path,
    problem: `"${words}" begins or ends with a blank`,
    fix: 'let the component add the blank',
  }));

function checkLength(
  text: string | null,
  what: string,
  limit: number,
  report: (problem: string, fix: string) => void,
): void {
  const length = text?.length ?? 0;
  if (length === 0) report(`the ${what} is missing`, `write one of at most ${limit} characters`);
  if (length > limit) report(`the ${what} has ${length} characters`, `shorten it to ${limit}`);
}

/** `{0}`, `{1}` …, each once, in order. A sentence may leave one out, such as the one for exactly one day. */
const placeholders = (element: XmlElement, name: string): string[] =>
  [...new Set((textAt(element, name) ?? '').match(/\{\d+\}/g))].sort();

function checkUse(files: readonly Component[], labels: ReadonlyMap<string, XmlElement>, root: string): Problem[] {
  const used = new Map<string, string>();
  for (const path of globSync(COMPONENTS, { cwd: root }).filter((name) => !name.includes('__tests__'))) {
    const source = readFileSync(join(root, path), 'utf8');
    for (const [, name = ''] of source.matchAll(/@salesforce\/label\/c\.(\w+)/g)) used.set(name, path);
  }
  const unused = [...labels.keys()].filter((name) => !used.has(name));
  return [
    ...[...used]
      .filter(([name]) => !labels.has(name))
      .map(([name, file]) => ({ file, problem: `the label ${name} does not exist`, fix: 'add it to the labels' })),
    ...(unused.length === 0
      ? []
      : [
          {
            file: files[0]?.path ?? '',
            problem: `no component shows ${unused.join(', ')}`,
            fix: 'remove what is not shown',
          },
        ]),
  ];
}

function checkTranslation(translation: Component, labels: ReadonlyMap<string, XmlElement>): Problem[] {
  const problems: Problem[] = [];
  const entries = all(translation.element, 'customLabels');
  const names = entries.map((entry) => textAt(entry, 'name') ?? '');
  const report = (problem: string, fix: string): void => {
    problems.push({ file: translation.path, problem, fix });
  };
  for (const name of labels.keys()) if (!names.includes(name)) report(`${name} has no translation`, 'translate it');
  for (const twice of new Set(names.filter((name, at) => names.indexOf(name) !== at)))
    report(`${twice} has two translations`, 'keep one');
  for (const entry of entries) {
    const name = textAt(entry, 'name') ?? '';
    const label = labels.get(name);
    if (!label) {
      report(`the label ${name} does not exist`, 'remove its translation');
      continue;
    }
    checkLength(textAt(entry, 'label'), `translation of ${name}`, VALUE, report);
    const [wanted, given] = [placeholders(label, 'value').join(' '), placeholders(entry, 'label').join(' ')];
    if (wanted !== given) report(`${name} has the placeholders "${given}"`, `use the same as the label: "${wanted}"`);
  }
  return problems;
}
