// Deployments to the org: all or nothing, as the platform's default has it. What a package holds is package.ts, the files are
// metadata-folder.ts, the wire is ../http/deploy-routes.ts.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPermissionSets, type PermissionSet } from '../access/permission-set.ts';
import { readRules } from '../dml/validation.ts';
import { newId } from '../schema/ids.ts';
import { readObjects } from '../schema/read-metadata.ts';
import { readSchema, type Schema } from '../schema/schema.ts';
import { putCustomMetadata } from '../store/custom-metadata.ts';
import type { Derivation } from '../store/derive.ts';
import { putMetadataRows } from '../store/metadata-rows.ts';
import { danglingIn, KNOWN_TYPES, membersIn, overlay, removeMembers, type Member } from './metadata-folder.ts';
import { openPackage, type DeployPackage } from './package.ts';
import { readRecords, recordMembers, removeRecords, type RecordValues } from './records.ts';

export interface Outcome {
  readonly checkOnly: boolean;
  readonly deployed: readonly (Member & { readonly created: boolean })[];
  readonly removed: readonly Member[];
  /** What was to be removed and is not there: a warning. */
  readonly absent: readonly Member[];
  /** Empty: everything was done. Otherwise nothing was. */
  readonly failures: readonly (Member & { readonly problem: string })[];
}

/** What a deployment changes of the org. */
export interface DeploymentsOf {
  readonly using: Derivation;
  /** The org's own list, changed in place. */
  readonly sets: PermissionSet[];
  /** Changed in place, too. */
  readonly rules: ReturnType<typeof readRules>;
  readonly sequence: () => number;
  /** @throws Error naming a formula or roll-up that cannot be computed. */
  readonly checkComputedFields: () => void;
  /** After everything else was taken over. */
  readonly done: () => void;
}

class OnlyChecked extends Error {}

const keyOf = ({ type, name }: Member): string => `${type}:${name}`;

export class Deployments {
  readonly #of: DeploymentsOf;
  #folder: string;
  /** Folders of our own, removed with the org. */
  readonly #temporary: string[] = [];

  constructor(metadata: string, of: DeploymentsOf) {
    this.#folder = metadata;
    this.#of = of;
  }

  /** Values of records of custom metadata types; those of these names that are there. */
  records(names: readonly string[]): RecordValues[] {
    return readRecords(this.#of.using, names);
  }

  /** All there is, in no order. */
  members(): Member[] {
    return [...membersIn(this.#folder).filter(isFile), ...recordMembers(this.#of.using)];
  }

  /** @throws ApiError for a file that is no deployment at all; everything else is in the outcome. */
  async deploy(zip: Buffer, checkOnly: boolean): Promise<Outcome> {
    const unpacked = this.#newFolder();
    const pack = await openPackage(zip, unpacked);
    const before = new Set(this.members().map(keyOf));
    const nothing = { checkOnly, deployed: [], removed: [], absent: [] };
    const failures = [...badlyNamed(pack), ...this.#assigned([...pack.removedFirst, ...pack.removedLast])];
    if (failures.length > 0) return { ...nothing, failures };
    const next = this.#newFolder();
    if (existsSync(this.#folder)) cpSync(this.#folder, next, { recursive: true });
    const gone = removeMembers(next, pack.removedFirst.filter(isFile));
    if (pack.source !== null) overlay(next, pack.source);
    const goneLast = removeMembers(next, pack.removedLast.filter(isFile));
    const dangling = danglingIn(next);
    if (dangling.length > 0) return { ...nothing, failures: dangling.map((problem) => inPackage(problem)) };
    try {
      this.#takeOver(next, pack, checkOnly);
    } catch (error) {
      if (!(error instanceof OnlyChecked))
        return { ...nothing, failures: [inPackage(error instanceof Error ? error.message : String(error))] };
    }
    const removed = [...pack.removedFirst, ...pack.removedLast];
    const absent = [...gone, ...goneLast, ...removed.filter((member) => !isFile(member) && !before.has(keyOf(member)))];
    return {
      checkOnly,
      deployed: pack.named.map((member) => ({ ...member, created: !before.has(keyOf(member)) })),
      removed: removed.filter((member) => !absent.includes(member)),
      absent,
      failures: [],
    };
  }

  /** In one transaction; whatever throws leaves the org as it was. */
  #takeOver(next: string, pack: DeployPackage, checkOnly: boolean): void {
    const { using, sets, rules, sequence, checkComputedFields, done } = this.#of;
    const { store, schema } = using;
    const objects = (folder: string) =>
      readObjects(folder).flatMap(({ name, definition }) => (definition ? [name] : []));
    const left = new Set(objects(next));
    const removed = new Set(objects(this.#folder).filter((name) => !left.has(name)));
    const nextSchema = readSchema(next);
    const nextSets = readPermissionSets(next);
    const nextRules = readRules(next);
    const undo = schema.adopt(nextSchema, removed);
    const id = (prefix: string): string => newId(prefix, sequence());
    try {
      store.transaction(() => {
        store.fit();
        checkComputedFields();
        checkGrants(pack, nextSets, schema);
        removeRecords(using, pack.removedFirst);
        if (pack.source !== null) putCustomMetadata(pack.source, using, id);
        removeRecords(using, pack.removedLast);
        putMetadataRows(next, nextSets, using, id);
        if (checkOnly) throw new OnlyChecked();
      });
    } catch (error) {
      undo();
      store.fit();
      throw error;
    }
    this.#folder = next;
    sets.splice(0, sets.length, ...nextSets);
    rules.clear();
    for (const [name, found] of nextRules) rules.set(name, found);
    store.createIndexes();
    done();
  }

  /** A permission set that somebody has cannot be removed. */
  #assigned(removed: readonly Member[]): (Member & { problem: string })[] {
    const { store } = this.#of.using;
    const held = new Set(
      store
        .rows('PermissionSetAssignment', '"IsDeleted" = 0')
        .map((row) => store.value('PermissionSet', String(row['PermissionSetId']), 'Name')),
    );
    return removed
      .filter(({ type, name }) => type === 'PermissionSet' && held.has(name))
      .map((member) => ({
        ...member,
        problem: 'You can’t delete this permission set because it is assigned to users. Remove the assignments first.',
      }));
  }

  #newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'touchpoint-org-metadata-'));
    this.#temporary.push(folder);
    return folder;
  }

  close(): void {
    for (const folder of this.#temporary) rmSync(folder, { recursive: true, force: true });
  }
}

const isFile = ({ type }: Member): boolean => type !== 'CustomMetadata';

const inPackage = (problem: string) => ({ type: '', name: 'package.xml', problem });

function badlyNamed({ named, present, removedFirst, removedLast }: DeployPackage): (Member & { problem: string })[] {
  const there = new Set(present.map(keyOf));
  const unknown = [...named, ...removedFirst, ...removedLast].filter(({ type }) => !KNOWN_TYPES.has(type));
  return [
    ...unknown.map((member) => ({ ...member, problem: `Unknown type name '${member.type}' specified in package.xml` })),
    ...named
      .filter((member) => KNOWN_TYPES.has(member.type) && member.name !== '*' && !there.has(keyOf(member)))
      .map((member) => ({
        ...member,
        problem: `An object '${member.name}' of type ${member.type} was named in package.xml, but was not found in zipped directory`,
      })),
  ];
}

/** @throws Error for the first permission of a deployed set on a field or object that there is not. */
function checkGrants({ named }: DeployPackage, sets: readonly PermissionSet[], schema: Schema): void {
  for (const set of sets) {
    if (!named.some(({ type, name }) => type === 'PermissionSet' && name === set.name)) continue;
    for (const name of [...set.objects.keys(), ...set.metadataTypes])
      if (!schema.object(name)) throw new Error(`${set.name}: no CustomObject named ${name} found`);
    for (const path of set.fields.keys()) {
      const [objectName = '', fieldName = ''] = path.split('.');
      const object = schema.object(objectName);
      if (!object || !schema.field(object, fieldName))
        throw new Error(`${set.name}: In field: field - no CustomField named ${path} found`);
    }
  }
}
