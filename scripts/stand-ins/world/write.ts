// The command that writes a world: --demo FOLDER, or --size accounts=1000,seed=7 FOLDER. --story writes STORY.md and its figures anew.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDemoWorld } from './demo.ts';
import { generateWorld } from './generate.ts';
import { parseSize } from './size.ts';
import { storyExpectations } from './story.ts';
import { storyPage } from './story-page.ts';
import { writeWorld } from './write-world.ts';

const [kind, first, second] = process.argv.slice(2);
if (kind === '--demo' && first !== undefined) {
  await writeDemoWorld(first);
} else if (kind === '--size' && first !== undefined && second !== undefined) {
  const world = generateWorld(parseSize(first));
  await writeWorld(second, world.org, world.everything());
} else if (kind === '--story') {
  await writeFile(join(import.meta.dirname, 'STORY.md'), storyPage());
  await writeFile(
    join(import.meta.dirname, 'story-expectations.json'),
    `${JSON.stringify(storyExpectations(), null, 2)}\n`,
  );
} else {
  process.stderr.write('Write a world: write.ts --demo FOLDER, or write.ts --size accounts=1000,seed=7 FOLDER\n');
  process.exitCode = 2;
}
