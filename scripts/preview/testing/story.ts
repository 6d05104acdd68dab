// The companies of the demo's story by name, as the world's own list of expectations has them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXPECTATIONS = join(import.meta.dirname, '../../stand-ins/world/story-expectations.json');

interface Expected {
  readonly accountId: string;
  readonly name: string;
}

const STORY = JSON.parse(readFileSync(EXPECTATIONS, 'utf8')) as readonly Expected[];

/** The Id of a company of the story. @throws when the story has none of this name */
export function storyAccount(name: string): string {
  const found = STORY.find((each) => each.name === name);
  if (!found) throw new Error(`The demo's story has no company "${name}": see scripts/stand-ins/world/STORY.md.`);
  return found.accountId;
}
