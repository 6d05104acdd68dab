// Permission sets as roles: what the platform demands beyond the single permission, and what a set for people may grant. A
// set that opens an app is for people. Single permissions are judged in permission-rules.ts.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCustom } from './org-model.ts';
import type { Component, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** The platform's limit for the description of permission sets and custom permissions. */
const DESCRIPTION = 255;
const COMPONENTS = 'force-app/main/default/lwc/**/*.ts';

type Report = (problem: string, fix: string) => void;

/** Sets deploy as a whole, open what exists, and give people no more than sight of what is theirs already. */
export function checkRoles(org: OrgModel, projectRoot: string): Problem[] {
  const problems: Problem[] = [];
  const reportOf =
    ({ path }: Component): Report =>
    (problem, fix) =>
      problems.push({ file: path, problem, fix });
  const described = org.components.filter(({ root }) => root === 'PermissionSet' || root === 'CustomPermission');
  for (const component of described) {
    const length = textAt(component.element, 'description')?.length ?? 0;
    if (length === 0 || length > DESCRIPTION)
      reportOf(component)(`<description> has ${length} characters`, `say who it is for in 1 to ${DESCRIPTION}`);
  }
  for (const set of org.permissionSets) {
    checkMasters(org, set, reportOf(set));
    checkOpened(org, set, reportOf(set));
  }
  const people = org.permissionSets.filter((set) => all(set.element, 'applicationVisibilities').length > 0);
  for (const set of people) checkNoRecords(org, set, reportOf(set));
  return [...problems, ...checkRead(org, people, projectRoot)];
}

const objectsOf = (set: Component): ReadonlyMap<string, XmlElement> =>
  new Map(all(set.element, 'objectPermissions').map((item) => [textAt(item, 'object') ?? '', item]));

/** Child to master, for every master-detail field. */
const mastersOf = (org: OrgModel, object: string): string[] =>
  org.fields
    .filter((field) => field.type === 'MasterDetail' && field.object === object)
    .map((field) => textAt(field.element, 'referenceTo') ?? '');

/** The platform refuses a set that grants something on a detail without Read on its master in the same set. */
function checkMasters(org: OrgModel, set: Component, report: Report): void {
  const objects = objectsOf(set);
  for (const object of objects.keys())
    for (const master of mastersOf(org, object)) {
      const granted = objects.get(master);
      if (!granted || textAt(granted, 'allowRead') !== 'true')
        report(`${object} is a detail of ${master}, which the set does not let read`, `grant Read on ${master}`);
    }
}

function checkOpened(org: OrgModel, set: Component, report: Report): void {
  const exists = (root: string, name: string): boolean =>
    org.components.some((component) => component.root === root && component.name === name);
  for (const item of all(set.element, 'applicationVisibilities')) {
    const name = textAt(item, 'application') ?? '';
    if (!exists('CustomApplication', name)) report(`the app ${name} does not exist`, 'correct the name or remove it');
  }
  for (const item of all(set.element, 'tabSettings')) {
    const name = textAt(item, 'tab') ?? '';
    if (!name.startsWith('standard-') && !exists('CustomTab', name))
      report(`the tab ${name} does not exist`, 'correct the name or remove it');
  }
}

/** Our rule: whoever gets a role sees more fields of a record, never more records and never another right on them. */
function checkNoRecords(org: OrgModel, set: Component, report: Report): void {
  const objects = objectsOf(set);
  const needed = new Set([...objects.keys()].flatMap((object) => mastersOf(org, object)));
  for (const [object, item] of objects) {
    if (isCustom(object)) continue;
    if (!needed.has(object)) report(`${object} is for the profile of the person to grant`, 'remove the permission');
    for (const right of ['allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords'])
      if (textAt(item, right) === 'true') report(`${object}: ${right} is for the profile to grant`, 'set it to false');
  }
}

/** What components read reaches people: types reach all of them, since a missing one hides a whole query. */
function checkRead(org: OrgModel, people: readonly Component[], projectRoot: string): Problem[] {
  const sources = globSync(COMPONENTS, { cwd: projectRoot }).filter((path) => !path.includes('__tests__'));
  const words = new Set(
    sources.flatMap((path) => readFileSync(join(projectRoot, path), 'utf8').match(/\w+__(?:c|mdt)\b/g)),
  );
  const granted = (set: Component, list: string, name: string): Set<string> =>
    new Set(all(set.element, list).map((item) => textAt(item, name) ?? ''));
  const hidden = people.flatMap((set) =>
    [...org.objects]
      .filter((type) => type.endsWith('__mdt') && words.has(type))
      .filter((type) => !granted(set, 'customMetadataTypeAccesses', 'name').has(type))
      .map((type) => ({ file: set.path, problem: `components read ${type}, the set does not`, fix: 'grant the type' })),
  );
  const unseen = org.fields.filter((field) => {
    if (!words.has(field.name) || field.object.endsWith('__mdt') || field.type === 'MasterDetail') return false;
    const owner = field.object === 'Activity' ? 'Task' : field.object;
    return people.every((set) => !granted(set, 'fieldPermissions', 'field').has(`${owner}.${field.name}`));
  });
  return [
    ...hidden,
    ...(people.length === 0 ? [] : unseen).map(({ path }) => ({
      file: path,
      problem: 'components read the field and no set for people grants it',
      fix: 'grant it to the roles that need it',
    })),
  ];
}
