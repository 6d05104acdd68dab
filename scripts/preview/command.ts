// `npm run preview`: the pages over stand-ins that already run (./scripts/stand-in), for working on components.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { BuildProblem } from '../components/build.ts';
import { readDeveloperSettings } from '../developer-settings.ts';
import { startPreview } from './start.ts';

const HELP = `Serves the home page and the account page over a stand-in org that already runs, until Ctrl-C.

  npm run preview -- [--salesforce-url URL] [--port N]

  --salesforce-url URL   default: the port of .forcedevrc on this machine
  --port N               default: any free one
  --help                 this text

Addresses take ?viewer=rep|manager|admin|USER_ID, lang=de, dir=rtl and form=Small. After a change of a component start it again:
building takes half a minute.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'salesforce-url': { type: 'string' },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!/^\d{1,5}$/.test(values.port)) throw new WrongUse(`--port is "${values.port}": give a whole number.`);
  const usual = `http://127.0.0.1:${String(readDeveloperSettings().standIn.salesforcePort)}`;
  const salesforceUrl = values['salesforce-url'] ?? usual;
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const preview = await startPreview({ salesforceUrl, port: Number(values.port), say });
    say(`${preview.url}/ shows ${salesforceUrl}. Ctrl-C stops it.`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await preview.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof BuildProblem)) throw error;
    say(`The components cannot be shown:\n${error.message}`);
    return 1;
  }
}

await runCommand('npm run preview', main);
