// Who acts, as the trail names it: the user of this machine, the command, and which version of the deciding code runs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Author } from '../run/trail.ts';

const SOURCES = join(import.meta.dirname, '..');
/** From evidence to the fields to write; a test and a comment there change nothing but this mark. */
const DECIDING = ['scoring', 'learning', 'run/decide.ts', 'run/change-of.ts'];

/** The command is the word after the program's name; what follows may name a person and is left out. */
export function authorOfProcess(): Author {
  const command = /^[a-z][a-z-]*$/.exec(process.argv[2] ?? '')?.[0] ?? 'a program';
  return { by: `${userName()}@${hostname()}, ${command}`, core: markOfCore() };
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** 16 hex digits of SHA-256 over the code that decides: equal ones decide alike. */
function markOfCore(): string {
  const hash = createHash('sha256');
  for (const place of DECIDING)
    for (const file of place.endsWith('.ts')
      ? [place]
      : readdirSync(join(SOURCES, place))
          .sort()
          .map((name) => join(place, name)))
      if (!file.endsWith('.test.ts')) hash.update(`${file}\n`).update(readFileSync(join(SOURCES, file)));
  return hash.digest('hex').slice(0, 16);
}
