// The policy as it is shipped: the custom metadata records under force-app, read as the service reads them from an org,
// so that tests prove what an org gets.
import { readFileSync, readdirSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { policyFromRecords } from '../src/salesforce/policy.ts';
import type { MetadataRecord, PolicyRecords } from '../src/salesforce/policy-records.ts';
import type { Policy } from '../src/scoring/policy.ts';

const FOLDER = new URL('../../force-app/main/default/customMetadata/', import.meta.url);
// Values stay text, which the reader of the policy takes as well; `xsi:type` and `xsi:nil` say nothing more.
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'values' });

/** The shipped records of one custom metadata type, with DeveloperName from the file's name. */
function recordsOf(type: string): MetadataRecord[] {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(`${type}.`))
    .map((file) => {
      const { CustomMetadata } = parser.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
        CustomMetadata: { values: { field: string; value: unknown }[] };
      };
      const values = CustomMetadata.values.map(({ field, value }) => [field, value === '' ? null : value]);
      return { DeveloperName: file.split('.')[1], ...Object.fromEntries(values) } as MetadataRecord;
    });
}

/** Every shipped record, unread. */
export function shippedRecords(): PolicyRecords {
  return {
    policies: recordsOf('Touchpoint_Policy'),
    types: recordsOf('Touchpoint_Type'),
    rules: recordsOf('Touchpoint_Rule'),
  };
}

/** The `Default` policy. Throws with every problem of the shipped records. */
export function shippedPolicy(): Policy {
  const read = policyFromRecords(shippedRecords(), {});
  if ('policy' in read) return read.policy;
  throw new Error(
    `correct the records under force-app/main/default/customMetadata: ${read.problems
      .map(({ where, message, fix }) => `${where} ${message}; ${fix}`)
      .join(' · ')}`,
  );
}
