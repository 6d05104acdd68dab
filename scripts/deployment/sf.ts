// Salesforce's own command line, which carries packages to the org. Which package is the business of package.ts.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { WrongUse } from '../command-line.ts';
import { ROOT } from '../components/bundles.ts';
import { API_VERSION } from './package.ts';
import { rowsOf } from './target-org.ts';

/** @throws WrongUse when there is none on the PATH. */
export function requireSf(): void {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, 'sf'), constants.X_OK);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  throw new WrongUse(
    'Salesforce’s command line (sf) is not on the PATH. Install it with: npm install --global @salesforce/cli',
  );
}

/** The org refused the package, or did not answer; what it said was shown. */
export class DeployRefused extends Error {
  override readonly name = 'DeployRefused';
}

/**
 * Deploys a folder in the format of the Metadata API, all or nothing, and waits for the end.
 *
 * @param alias null: the default org of the command line
 * @throws DeployRefused
 */
export async function deployFolder(folder: string, alias: string | null, checkOnly: boolean): Promise<void> {
  const words = [
    'project',
    'deploy',
    'start',
    '--metadata-dir',
    folder,
    '--api-version',
    API_VERSION,
    '--ignore-warnings',
    '--json',
  ];
  if (alias !== null) words.push('--target-org', alias);
  if (checkOnly) words.push('--dry-run');
  const child = spawn('sf', words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SF_ORG_METADATA_REST_DEPLOY: 'true' },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new DeployRefused(reasonsIn(said.stdout) ?? `${said.stdout}${said.stderr}`.trim());
}

/** What the command's JSON says went wrong, one line a component; null when it is no such JSON. */
function reasonsIn(stdout: string): string | null {
  const start = stdout.indexOf('{');
  if (start < 0) return null;
  let said: unknown;
  try {
    said = JSON.parse(stdout.slice(start));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const [answer] = rowsOf(said);
  const [result] = rowsOf(answer?.['result']);
  const [details] = rowsOf(result?.['details']);
  const lines = rowsOf(details?.['componentFailures']).map(({ componentType, fullName, problem }) =>
    `${String(componentType)} ${String(fullName)}: ${String(problem)}`.trim(),
  );
  return lines.length > 0 ? lines.join('\n') : typeof answer?.['message'] === 'string' ? answer['message'] : null;
}
