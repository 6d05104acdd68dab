// The External Client App beside the package (config/external-client-app): its files fit Salesforce's types and one another.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOrgModel, type MetadataFile } from './org-model.ts';
import { loadTypeCheck } from './types-rule.ts';
import { readXml, textAt } from './xml.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('config/external-client-app/**/*-meta.xml', { cwd: root }).map((path): MetadataFile => {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, name: path, text, reading: readXml(text) };
});
const said = (name: string): readonly string[] =>
  files.flatMap(({ reading }) => (reading.kind === 'document' ? (textAt(reading.element, name) ?? []) : []));

test('each file is of its Metadata API type, and none holds a certificate', () => {
  expect(files).toHaveLength(4);
  expect(files.flatMap(loadTypeCheck())).toEqual([]);
  expect(said('certificate')).toEqual([]);
});

test('who holds a permission set of ours is authorised in advance, with the scopes that a JWT sign-in needs', () => {
  const sets = readOrgModel(root).permissionSets.map(({ name }) => name);
  expect(sets).toEqual(expect.arrayContaining([...said('commaSeparatedPermissionSet')]));
  expect(said('permittedUsersPolicyType')).toEqual(['AdminApprovedPreAuthorized']);
  expect(said('commaSeparatedOauthScopes')).toEqual(['Api, RefreshToken']);
  expect(new Set(said('externalClientApplication'))).toEqual(new Set(['Touchpoint_Service']));
});
