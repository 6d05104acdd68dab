// Values of custom metadata records, checked one by one: what is wrong is noted with its record, field, value and fix.
import type { Problem } from '../run/failures.ts';
import { valuesOf } from '../scoring/rules.ts';
import type { FieldDescription } from './describe.ts';

/** A record as REST gives it: `Id`, `DeveloperName` and fields; `attributes` does no harm. */
export type MetadataRecord = Readonly<Record<string, unknown>>;

/** All records of the three types, active or not. */
export interface PolicyRecords {
  readonly policies: readonly MetadataRecord[];
  readonly types: readonly MetadataRecord[];
  readonly rules: readonly MetadataRecord[];
}

/** Fields that exist and are readable, by object and lower-case name; an object that is absent is not checked. */
export type KnownFields = Readonly<
  Partial<Record<string, ReadonlyMap<string, Pick<FieldDescription, 'name' | 'type' | 'picklist'>>>>
>;

/** A range of numbers: which, and whether whole ones only. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** `min` itself is too small. */
  readonly above?: boolean;
  /** `max` itself is too large. */
  readonly below?: boolean;
  readonly whole?: boolean;
}

/** Reads the fields of one record and notes what is wrong with them. */
export class RecordReader {
  readonly #type: string;
  readonly #record: MetadataRecord;
  readonly #problems: Problem[];

  constructor(type: string, record: MetadataRecord, problems: Problem[]) {
    this.#type = type;
    this.#record = record;
    this.#problems = problems;
  }

  get name(): string {
    return this.text('DeveloperName');
  }

  /** '' when blank. */
  text(field: string): string {
    const value = this.#record[field];
    return typeof value === 'string' ? value.trim() : '';
  }

  /** The parts of a text between its semicolons; empty when blank. */
  list(field: string): readonly string[] {
    return valuesOf(this.text(field));
  }

  /** `shipped` where the field is blank: no list at all would count unnoticed what it tells apart. */
  listOr(field: string, shipped: readonly string[]): readonly string[] {
    const values = this.list(field);
    return values.length === 0 ? shipped : values;
  }

  flag(field: string): boolean {
    const value = this.#record[field];
    return value === true || value === 'true';
  }

  /** Inside the bounds; otherwise a problem is noted and `min` comes back. */
  number(field: string, bounds: Bounds): number {
    const value = this.#record[field];
    const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN;
    const { min, max, above = false, below = false, whole = false } = bounds;
    const inside = (above ? number > min : number >= min) && (below ? number < max : number <= max);
    if (inside && (!whole || Number.isInteger(number))) return number;
    const range = `${whole ? 'a whole number' : 'a number'} ${above ? 'above' : 'from'} ${min} ${below ? 'to below' : 'to'} ${max}`;
    this.problem(field, `is ${shown(value)}, which is not ${range}`, `set it to ${range}`);
    return min;
  }

  /** One of the words; otherwise a problem is noted and the first comes back. */
  word<T extends string>(field: string, words: readonly [T, ...T[]]): T {
    const value = this.text(field);
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    this.problem(field, `is ${shown(this.#record[field])}`, `choose one of: ${words.join(', ')}`);
    return words[0];
  }

  problem(field: string, message: string, fix: string): void {
    this.#problems.push({
      where: `${this.#type} ${this.name || '(no name)'} · ${field}`,
      message,
      fix: `${fix} (Setup > Custom Metadata Types > ${this.#type} > ${this.name})`,
    });
  }
}

export function shown(value: unknown): string {
  return value === undefined || value === null || value === '' ? 'blank' : JSON.stringify(value);
}

/** The name most like the given one, when it is like enough to be meant; null otherwise. */
export function nearest(name: string, names: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (!best || distance < best.distance) best = { name: candidate, distance };
  }
  return best && best.distance <= Math.max(2, wanted.length / 3) ? best.name : null;
}

/** Letters to insert, delete or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
