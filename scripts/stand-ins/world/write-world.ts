// Writes a world as files: org.json, salesforce/<SObject>.jsonl and outreach/<type>.jsonl. The command is write.ts.
import { mkdir, open, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Placed, WorldOrg } from './world.ts';

/** Characters kept per file before they are written: bounds memory whatever the size of the world. */
const CHUNK = 1 << 16;

/** Writes every row to the file of its kind; files of an older world in the same folder that this one does not hold stay. */
export async function writeWorld(folder: string, org: WorldOrg, rows: Iterable<Placed>): Promise<void> {
  const files = new Map<string, { handle: FileHandle; pending: string }>();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'org.json'), `${JSON.stringify(org)}\n`);
  try {
    for (const { kind, row } of rows) {
      let file = files.get(kind);
      if (file === undefined) {
        const path = join(folder, `${kind}.jsonl`);
        await mkdir(dirname(path), { recursive: true });
        file = { handle: await open(path, 'w'), pending: '' };
        files.set(kind, file);
      }
      file.pending += `${JSON.stringify(row)}\n`;
      if (file.pending.length >= CHUNK) {
        await file.handle.write(file.pending);
        file.pending = '';
      }
    }
    for (const file of files.values()) await file.handle.write(file.pending);
  } finally {
    for (const { handle } of files.values()) await handle.close();
  }
}
