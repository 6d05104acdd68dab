// Reads a world's JSON Lines files for the independent count. Shares nothing with the stand-ins or the service.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a file; what a row does not say reads as null. */
export class Line {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  text(name: string): string | null {
    const value = this.#fields[name];
    return typeof value === 'string' && value !== '' ? value : null;
  }

  flag(name: string): boolean {
    return this.#fields[name] === true;
  }

  number(name: string): number | null {
    const value = this.#fields[name];
    return typeof value === 'number' ? value : null;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  texts(name: string): string[] {
    const value = this.#fields[name];
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  }

  /** An object inside this one; empty when there is none. */
  inside(name: string): Line {
    const value = this.#fields[name];
    return new Line(isObject(value) ? value : {});
  }

  /** A list of objects; a single object counts as a list of one. */
  list(name: string): Line[] {
    const value = this.#fields[name];
    if (Array.isArray(value)) return value.filter(isObject).map((entry) => new Line(entry));
    return isObject(value) ? [new Line(value)] : [];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All lines of `folder/name.jsonl`; a missing file has none. */
export function readLines(folder: string, name: string): Line[] {
  const file = join(folder, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  const lines: Line[] = [];
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text === '') continue;
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) throw new Error(`${file}, line ${index + 1}: write one object on each line.`);
    lines.push(new Line(parsed));
  }
  return lines;
}

/** The org's zone from org.json. */
export function readZone(folder: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'org.json'), 'utf8'));
  const zone = isObject(parsed) ? parsed['timeZone'] : undefined;
  if (typeof zone !== 'string') throw new Error(`${folder}/org.json: write "timeZone".`);
  return zone;
}
