// The command that writes a world: node scripts/stand-ins/world/write.ts --size accounts=1000,seed=7 FOLDER
import { generateWorld } from './generate.ts';
import { parseSize } from './size.ts';
import { writeWorld } from './write-world.ts';

const [kind, ...rest] = process.argv.slice(2);
if (kind === '--size' && rest[0] !== undefined && rest[1] !== undefined) {
  const world = generateWorld(parseSize(rest[0]));
  await writeWorld(rest[1], world.org, world.everything());
} else {
  process.stderr.write('Write a world: write.ts --size accounts=1000,seed=7 FOLDER\n');
  process.exitCode = 2;
}
