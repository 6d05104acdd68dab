// Permission sets for the tests: one of the project's with some fields taken out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SETS = join(import.meta.dirname, '../../../force-app/main/default/permissionsets');

/**
 * The metadata of a permission set of the project without the field permissions on these fields (`Account.Score__c`).
 * @throws when it does not grant one of them, because the test would then show nothing
 */
export function setWithout(name: string, fields: readonly string[]): string {
  let xml = readFileSync(join(SETS, `${name}.permissionset-meta.xml`), 'utf8');
  for (const field of fields) {
    const without = xml.replace(
      new RegExp(
        `\\s*<fieldPermissions>\\s*<editable>\\w+</editable>\\s*<field>${field}</field>.*?</fieldPermissions>`,
        's',
      ),
      '',
    );
    if (without === xml) throw new Error(`${name} grants nothing on ${field}: name a field that it grants.`);
    xml = without;
  }
  return xml;
}
