// Loaded into a measured process before its program: leaves behind what the process used when it ends. Nothing else.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const folder = process.env['TOUCHPOINT_BENCH_USAGE'];
if (isMainThread && folder !== undefined) {
  process.once('exit', () => {
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(process.resourceUsage()));
  });
}
