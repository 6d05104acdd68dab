// Validation rules of the metadata folder: formulas that must be false for a row that is saved.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SaveError } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { metadataFiles, readXml } from '../schema/read-metadata.ts';
import type { Schema } from '../schema/schema.ts';
import { formulaSql } from '../soql/column.ts';
import type { Moment } from '../soql/column.ts';
import type { Store } from '../store/store.ts';

interface Rule {
  readonly formula: string;
  readonly message: string;
  readonly field: string | null;
  readonly name: string;
}

export interface Rules {
  readonly byObject: ReadonlyMap<string, readonly Rule[]>;
  readonly schema: Schema;
  readonly moment: () => Moment;
}

export function readRules(metadata: string): Map<string, Rule[]> {
  const folder = join(metadata, 'objects');
  const rules = new Map<string, Rule[]>();
  if (!existsSync(folder)) return rules;
  for (const objectName of readdirSync(folder)) {
    const found = metadataFiles(join(folder, objectName, 'validationRules'), '.validationRule-meta.xml').flatMap(
      ([name, file]) => {
        const xml = readXml(file, 'ValidationRule');
        if (xml.text('active') !== 'true') return [];
        return [
          {
            name,
            formula: xml.text('errorConditionFormula') ?? '',
            message: xml.text('errorMessage') ?? name,
            field: xml.text('errorDisplayField'),
          },
        ];
      },
    );
    if (found.length > 0) rules.set(objectName, found);
  }
  return rules;
}

/** The errors of the rules that the stored row breaks. */
export function brokenRules(object: ObjectDefinition, id: string, rules: Rules, store: Store): SaveError[] {
  return (rules.byObject.get(object.name) ?? []).flatMap((rule) => {
    const sql = formulaSql(
      rules.schema,
      object,
      { text: rule.formula, blankAsZero: true },
      `${object.name}.${rule.name}`,
      't',
      rules.moment(),
    );
    const row = store.db.prepare(`SELECT ifnull(${sql}, 0) AS broken FROM "${object.name}" t WHERE t."Id" = ?`).get(id);
    return row?.['broken'] === 1
      ? [
          {
            statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            message: rule.message,
            fields: rule.field === null ? [] : [rule.field],
          },
        ]
      : [];
  });
}
