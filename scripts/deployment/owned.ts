// What admins own once it is in the org (manifest/no-overwrite.xml): what of it stays as it is, how its records differ from the
// shipped ones, and what a newer version adds to them. Sending anything is deploy.ts.
import { readFileSync } from 'node:fs';
import { all, readXml, textAt, type XmlElement } from '../metadata/xml.ts';
import type { BuiltMember } from './package.ts';
import type { Member, OrgRecord } from './target-org.ts';

/** A record of a custom metadata type as it is shipped. */
interface ShippedRecord {
  readonly label: string;
  /** Field and value; null is blank. */
  readonly values: ReadonlyMap<string, string | null>;
}

export interface Difference {
  readonly record: string;
  readonly field: string;
  readonly org: string | null;
  readonly shipped: string | null;
}

export const keyOf = ({ type, name }: Member): string => `${type}:${name}`;

/** Built components that are owned by admins and in the org already. */
export function ownedThere(
  built: readonly BuiltMember[],
  owned: readonly Member[],
  present: readonly Member[],
): readonly BuiltMember[] {
  const listed = new Set(owned.map(keyOf));
  const there = new Set(present.map(keyOf));
  return built.filter((member) => listed.has(keyOf(member)) && there.has(keyOf(member)));
}

function shippedRecord(text: string): ShippedRecord {
  const reading = readXml(text);
  if (reading.kind === 'broken') throw new Error(`A record is broken: ${reading.reason}`);
  const values = all(reading.element, 'values').map((each) => [textAt(each, 'field') ?? '', valueOf(each)] as const);
  return { label: textAt(reading.element, 'label') ?? '', values: new Map(values) };
}

function valueOf(values: XmlElement): string | null {
  const value = all(values, 'value')[0];
  return value === undefined || value.attributes.get('xsi:nil') === 'true' ? null : value.text;
}

/** Field by field, of what the shipped record says; blank lines of text at the ends do not count. */
export function differences(
  records: readonly BuiltMember[],
  inOrg: ReadonlyMap<string, OrgRecord>,
): readonly Difference[] {
  return records.flatMap(({ name, file }) => {
    const org = inOrg.get(name);
    const shipped = shippedRecord(readFileSync(file, 'utf8'));
    if (!org) return [];
    return [['label', shipped.label] as const, ...shipped.values]
      .map(([field, value]) => ({
        record: name,
        field,
        org: field === 'label' ? org.label : (org.values.get(field) ?? null),
        shipped: value,
      }))
      .filter(({ org: here, shipped: there }) => !same(here, there));
  });
}

/** An unticked checkbox may be told as blank. */
function same(org: string | null, shipped: string | null): boolean {
  const [one, other] = [org?.trim() ?? '', shipped?.trim() ?? ''].map((text) => (text === 'false' ? '' : text));
  if (one === other) return true;
  return one !== '' && other !== '' && Number(one) === Number(other);
}

/**
 * Records that stay, but get values for fields which the org does not have yet: without them the new version would read blanks.
 * What a record leaves out, a deployment leaves alone.
 *
 * @param fields custom fields that the org has, as `Type__mdt.Field__c`
 * @returns texts by file of the built record
 */
export function additions(
  kept: readonly BuiltMember[],
  inOrg: ReadonlyMap<string, OrgRecord>,
  fields: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, file } of kept) {
    const org = inOrg.get(name);
    const type = `${name.split('.')[0] ?? ''}__mdt`;
    const text = readFileSync(file, 'utf8');
    let added = 0;
    const trimmed = text
      .replace(/\s*<values>[^]*?<\/values>/g, (block) => {
        const field = /<field>(.*?)<\/field>/.exec(block)?.[1] ?? '';
        if (fields.has(`${type}.${field}`)) return '';
        added += 1;
        return block;
      })
      .replace(/<label>[^]*?<\/label>/, () => `<label>${escaped(org?.label ?? '')}</label>`);
    if (org && added > 0) found.set(file, trimmed);
  }
  return found;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
