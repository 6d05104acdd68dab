// Who may see and change what: permission sets against fields and objects. Salesforce refuses some of what is refused
// here only when it deploys; the rest is our promise that every field reaches somebody.
import { findField, isCustom } from './org-model.ts';
import type { Component, FieldDefinition, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

type Report = (problem: string, fix: string) => void;

/** Permission sets deploy and promise nothing impossible; every field and custom metadata type is granted by one. */
export function checkPermissions(org: OrgModel): Problem[] {
  const problems: Problem[] = [];
  for (const set of org.permissionSets) {
    const report: Report = (problem, fix) => problems.push({ file: set.path, problem, fix });
    if (textAt(set.element, 'license') !== null) {
      report('<license> ties the set to one kind of licence', 'remove it, so that any user can hold the set');
    }
    for (const permission of all(set.element, 'fieldPermissions')) checkFieldPermission(org, permission, report);
    checkActivityPairs(set, report);
    for (const permission of all(set.element, 'objectPermissions')) checkObjectPermission(org, permission, report);
    checkNamed(org, set, report);
  }
  return [...problems, ...findUngranted(org)];
}

function checkFieldPermission(org: OrgModel, permission: XmlElement, report: Report): void {
  const path = textAt(permission, 'field') ?? '';
  const [object = '', name = ''] = path.split('.');
  const editable = textAt(permission, 'editable') === 'true';
  if (object === 'Activity')
    report(`${path}: activity fields are granted on Task and Event`, `name Task.${name} and Event.${name}`);
  if (object.endsWith('__mdt'))
    report(`${path}: fields of custom metadata types take no permission`, 'grant the type instead');
  if (editable && textAt(permission, 'readable') !== 'true')
    report(`${path} is editable but not readable`, 'make it readable');
  if (!isCustom(name)) return;
  const field = findField(org, object, name);
  if (!field) {
    report(`${path} does not exist`, 'correct the name or remove the permission');
    return;
  }
  if (editable && isDerived(field)) report(`${path} is calculated and cannot be editable`, 'set <editable> to false');
  if (!takesPermission(field)) {
    report(
      `${path} is ${field.required ? 'required' : 'a master-detail field'} and takes no field permission`,
      'remove the permission',
    );
  }
}

/** Formula, roll-up or auto number: nobody writes it. */
const isDerived = (field: FieldDefinition): boolean =>
  field.formula !== null || field.type === 'Summary' || field.type === 'AutoNumber';

/** Required and master-detail fields are visible to whoever sees the record; a permission for them does not deploy. */
const takesPermission = (field: FieldDefinition): boolean =>
  !field.required && field.type !== 'MasterDetail' && !field.object.endsWith('__mdt');

/** Task and Event share the permissions of their custom fields and of the people and comments on them. */
function checkActivityPairs(set: Component, report: Report): void {
  const granted = new Map(
    all(set.element, 'fieldPermissions').map((item) => [
      textAt(item, 'field') ?? '',
      textAt(item, 'editable') === 'true',
    ]),
  );
  for (const [path, editable] of granted) {
    const [object = '', name = ''] = path.split('.');
    if (object !== 'Task' && object !== 'Event') continue;
    if (!isCustom(name) && !['WhoId', 'WhatId', 'Description', 'Type'].includes(name)) continue;
    const twin = `${object === 'Task' ? 'Event' : 'Task'}.${name}`;
    if (granted.get(twin) !== editable)
      report(`${path} stands without the same permission for ${twin}`, `grant ${twin} alike`);
  }
}

function checkObjectPermission(org: OrgModel, permission: XmlElement, report: Report): void {
  const object = textAt(permission, 'object') ?? '';
  const has = (name: string): boolean => textAt(permission, name) === 'true';
  if (isCustom(object) && !org.objects.has(object))
    report(`the object ${object} does not exist`, 'correct the name or remove the permission');
  const needs: [string, string][] = [
    ['allowCreate', 'allowRead'],
    ['allowEdit', 'allowRead'],
    ['allowDelete', 'allowEdit'],
    ['viewAllRecords', 'allowRead'],
    ['modifyAllRecords', 'allowDelete'],
    ['modifyAllRecords', 'viewAllRecords'],
  ];
  for (const [right, needed] of needs) {
    if (has(right) && !has(needed)) report(`${object}: ${right} needs ${needed}`, `set <${needed}> to true`);
  }
}

function checkNamed(org: OrgModel, set: Component, report: Report): void {
  for (const access of all(set.element, 'customMetadataTypeAccesses')) {
    const name = textAt(access, 'name') ?? '';
    if (!org.objects.has(name))
      report(`the custom metadata type ${name} does not exist`, 'correct the name or remove the access');
  }
  const permissions = org.components.filter(({ root }) => root === 'CustomPermission').map(({ name }) => name);
  for (const permission of all(set.element, 'customPermissions')) {
    const name = textAt(permission, 'name') ?? '';
    if (!permissions.includes(name))
      report(`the custom permission ${name} does not exist`, 'correct the name or add its file');
  }
}

function findUngranted(org: OrgModel): Problem[] {
  const named = (list: string, name: string): Set<string> =>
    new Set(org.permissionSets.flatMap((set) => all(set.element, list).map((item) => textAt(item, name) ?? '')));
  const fields = named('fieldPermissions', 'field');
  const types = named('customMetadataTypeAccesses', 'name');
  const ungranted = org.fields.filter((field) => {
    const objects = field.object === 'Activity' ? ['Task', 'Event'] : [field.object];
    return takesPermission(field) && !objects.every((object) => fields.has(`${object}.${field.name}`));
  });
  const hidden = org.components.filter(
    ({ root, name }) => root === 'CustomObject' && name.endsWith('__mdt') && !types.has(name),
  );
  return [
    ...ungranted.map(({ path }) => ({
      file: path,
      problem: 'no permission set grants the field',
      fix: 'add it to the sets of those who need it',
    })),
    ...hidden.map(({ path }) => ({
      file: path,
      problem: 'no permission set grants the type',
      fix: 'add <customMetadataTypeAccesses> for it',
    })),
  ];
}
