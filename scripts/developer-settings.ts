// Reads .forcedevrc, the developers' settings: which org, which API version, which ports of the stand-ins. Settings of a
// deployment are environment variables of the service and live there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DeveloperSettings {
  /** Alias under which the `sf` command line knows the developer's org. */
  readonly orgAlias: string;
  /** Such as `66.0`; the same as `sourceApiVersion` of sfdx-project.json. */
  readonly apiVersion: string;
  readonly standIn: { readonly salesforcePort: number; readonly outreachPort: number };
}

const FILE = join(import.meta.dirname, '..', '.forcedevrc');

/** @throws Error that names every wrong key and its fix. */
export function readDeveloperSettings(file: string = FILE): DeveloperSettings {
  const problems: string[] = [];
  const text = (at: string, value: unknown, pattern: RegExp, wanted: string): string => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    problems.push(`${at} is ${shown(value)}; set it to ${wanted}`);
    return '';
  };
  const port = (at: string, value: unknown): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1024 && value <= 65_535) return value;
    problems.push(`${at} is ${shown(value)}; set it to a free port from 1024 to 65535`);
    return 0;
  };

  const all = objectOf(parse(file));
  const standIn = objectOf(all['standIn']);
  const settings: DeveloperSettings = {
    orgAlias: text('orgAlias', all['orgAlias'], /^[\w.@-]+$/, 'an alias of `sf org list`, such as "touchpoint-dev"'),
    apiVersion: text('apiVersion', all['apiVersion'], /^\d\d\.0$/, 'an API version in quotes, such as "66.0"'),
    standIn: {
      salesforcePort: port('standIn.salesforcePort', standIn['salesforcePort']),
      outreachPort: port('standIn.outreachPort', standIn['outreachPort']),
    },
  };
  if (settings.standIn.salesforcePort !== 0 && settings.standIn.salesforcePort === settings.standIn.outreachPort) {
    problems.push('standIn.outreachPort equals standIn.salesforcePort; give each its own port');
  }
  const unknown = [
    ...Object.keys(all).filter((key) => !['orgAlias', 'apiVersion', 'standIn'].includes(key)),
    ...Object.keys(standIn)
      .filter((key) => !['salesforcePort', 'outreachPort'].includes(key))
      .map((key) => `standIn.${key}`),
  ];
  for (const key of unknown) problems.push(`${key} is not a setting; remove it`);
  if (problems.length > 0) throw new Error(`${file}: ${problems.join('. ')}.`);
  return settings;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new Error(`${file} cannot be read as JSON; restore it from the repository.`, { cause });
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));
