// A check of `doctor`: whether anybody else on this machine may read the keys and what the service remembers.
import { statSync } from 'node:fs';
import type { Settings } from '../compose.ts';
import { passed, warned, type Finding } from './doctor-finding.ts';

/** Rights of the group and of everybody else. */
const OTHERS = 0o077;

/** The data folder, whose files follow it, and the files that keys are read from; those that are there. */
export function privacyOf({ dataFolder, keyFiles }: Pick<Settings, 'dataFolder' | 'keyFiles'>): Finding {
  const open = [dataFolder, ...keyFiles].filter((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    // Windows keeps rights elsewhere and shows none of them here.
    return found !== undefined && process.platform !== 'win32' && (found.mode & OTHERS) !== 0;
  });
  return open.length === 0
    ? passed('files', 'keys and data folder are for this user alone')
    : warned(
        'files',
        `other users of this machine may look into: ${open.join(', ')}`,
        `Take their rights away: chmod go= ${open.join(' ')}`,
      );
}
