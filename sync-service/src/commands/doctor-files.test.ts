import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { privacyOf } from './doctor-files.ts';

it('a key that others may read is named, with what to do', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'touchpoint-files-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const key = join(dataFolder, 'key.pem');
  writeFileSync(key, '', { mode: 0o600 });
  const keyFiles = [key, join(dataFolder, 'missing.pem')];
  expect(privacyOf({ dataFolder, keyFiles })).toMatchObject({ ok: true, fix: '' });
  chmodSync(key, 0o640);
  expect(privacyOf({ dataFolder, keyFiles })).toMatchObject({
    ok: true,
    warning: true,
    fix: expect.stringContaining(`chmod go= ${key}`) as string,
  });
});
