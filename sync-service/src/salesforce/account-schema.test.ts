import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCALES } from '../scoring/account-fields.ts';
import {
  ACCOUNT_FIELD_KEYS,
  ACCOUNT_FIELDS,
  FORMULAS,
  heldFields,
  ROLL_UPS,
  toJson,
  toText,
} from './account-schema.ts';
import { RUN_FIELDS } from './run-record.ts';

const APP = join(import.meta.dirname, '../../../force-app/main/default');
const xml = (path: string) => readFileSync(join(APP, path), 'utf8');
const tag = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
const permissions = xml('permissionsets/Touchpoint_Integration.permissionset-meta.xml');

function editable(field: string): boolean | undefined {
  const block = permissions.split('<fieldPermissions>').find((part) => part.includes(`<field>${field}</field>`));
  return block === undefined ? undefined : block.includes('<editable>true</editable>');
}

test.each(ACCOUNT_FIELD_KEYS)('%s has the name, type and scale of its field in force-app and may be edited', (key) => {
  const { apiName, type } = ACCOUNT_FIELDS[key];
  const field = xml(`objects/Account/fields/${apiName}.field-meta.xml`);
  expect(tag(field, 'fullName')).toBe(apiName);
  expect(tag(field, 'type')).toBe(type);
  if (type === 'Number') expect(Number(tag(field, 'scale'))).toBe(SCALES[key as keyof typeof SCALES]);
  expect(editable(`Account.${apiName}`)).toBe(true);
});

test('what we only read is read-only in the permission set', () => {
  for (const field of [...FORMULAS, ...Object.values(ROLL_UPS)])
    expect(editable(`Account.${field}`), field).toBe(false);
});

test('every field of the run record is there and may be edited', () => {
  for (const { apiName } of Object.values(RUN_FIELDS)) {
    expect(tag(xml(`objects/Touchpoint_Run__c/fields/${apiName}.field-meta.xml`), 'fullName')).toBe(apiName);
    expect(editable(`Touchpoint_Run__c.${apiName}`), apiName).toBe(true);
  }
});

test('values go out and come back the same', () => {
  const out = {
    activeTouchpoints: 4,
    avgRecipientsPerSeries: 2.25,
    strength: 12.3456789,
    lastTouch: 20514,
    scoredAt: 1772470801000,
    sources: ['Event', 'Task'],
    evidence: 'Complete' as const,
    story: '{"v":1}',
  };
  const texts = new Map(
    ACCOUNT_FIELD_KEYS.map((key) => [
      ACCOUNT_FIELDS[key].apiName,
      key in out ? (toText(key, out[key as keyof typeof out]) ?? '') : '',
    ]),
  );
  expect(heldFields((apiName) => texts.get(apiName) ?? '')).toMatchObject({
    ...out,
    avgRecipientsPerSeries: 2.3,
    strength: 12.345679,
    exitsOn: null,
  });
  expect(toJson('lastTouch', 20514)).toBe('2026-03-02');
  expect([toJson('sources', []), toJson('story', null), toJson('scale', 30)]).toEqual([null, null, 30]);
});
