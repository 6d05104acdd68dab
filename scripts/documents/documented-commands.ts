// What becomes of each command that a page tells people to type: it is executed as written, in this order, by
// sync-service/test/end-to-end/documented-commands.test.ts, or it is listed with the reason and the test that does the same.
import { commandsIn } from './commands-in-text.ts';
import type { Pages } from './pages.ts';

/** A command to execute, as the page has it. */
export interface Step {
  readonly command: string;
  /** Other spellings of it in the pages. */
  readonly also?: readonly string[];
  /** What a reader would fill in or choose: text of the command, and what stands in its place (`{account}`: see the test). */
  readonly instead?: Readonly<Record<string, string>>;
  /** Default 0. */
  readonly exit?: number;
  /** It lasts until it is stopped, and works once it has said this. */
  readonly until?: string;
  /** It is needed by later steps, and stopped at the end. */
  readonly stays?: true;
}

export interface Listed {
  readonly command: string;
  readonly because: string;
  /** The file that executes it or the same thing; null: nothing can, and `because` says why. */
  readonly test: string | null;
}

const ACCOUNT = { ACCOUNT_ID: '{account}' };

export const STEPS: readonly Step[] = [
  {
    command: './scripts/stand-in --world accounts=1000,seed=7 > /tmp/stand-in.env',
    also: ['./scripts/stand-in --world accounts=1000,seed=7', './scripts/stand-in'],
    instead: {
      '--world accounts=1000,seed=7': '--world accounts=60,seed=7 --sf-port 0 --outreach-port 0 --mint-seconds 0',
      '/tmp': '{folder}',
    },
    until: 'Ctrl-C',
    stays: true,
  },
  { command: 'set -a; . /tmp/stand-in.env; set +a', instead: { '/tmp': '{folder}' } },
  { command: 'cp sync-service/.env.example .env', instead: { ' .env': ' {folder}/.env' } },
  { command: 'npx --no touchpoint start', until: 'http.listening', stays: true },
  { command: 'npx --no touchpoint doctor' },
  { command: 'npx --no touchpoint run --dry-run' },
  { command: 'npx --no touchpoint run' },
  { command: 'npx --no touchpoint alerts' },
  { command: 'npx --no touchpoint alerts --test' },
  { command: 'npx --no touchpoint heartbeat' },
  { command: 'npx --no touchpoint worker', until: 'worker.started' },
  { command: 'npx --no touchpoint run --inline' },
  {
    command: 'npx --no touchpoint explain ACCOUNT_ID',
    also: ['npx --no touchpoint explain 0015g0000000Q13AAE'],
    instead: ACCOUNT,
  },
  {
    command: 'npx --no touchpoint bridge [ACCOUNT_ID]',
    also: ['npx --no touchpoint bridge 0015g0000000Q13AAE'],
    instead: { '[ACCOUNT_ID]': '{account}' },
  },
  { command: 'npx --no touchpoint bridge' },
  { command: 'npx --no touchpoint audit' },
  {
    command: 'npx --no touchpoint report --out FILE.html',
    also: ['npx --no touchpoint report --out report.html'],
    instead: { 'FILE.html': '{folder}/report.html' },
  },
  {
    command: 'curl -X POST $SF_DOMAIN/__control/faults -d \'{"match":"bulk-results","kind":"truncate"}\'',
  },
  { command: 'curl -X POST $OUTREACH_URL/__control/faults -d \'{"match":"mailings","kind":"limit"}\'' },
  { command: 'curl -X POST $SF_DOMAIN/__control/today -d \'{"date":"2026-03-09"}\'' },
  { command: 'curl $SF_DOMAIN/__control/requests' },
  { command: 'npx --no touchpoint run --changed' },
  { command: 'npx --no touchpoint trail [ID]', instead: { '[ID]': '{run}' } },
  { command: 'npx --no touchpoint replay RUN_ID', instead: { RUN_ID: '{run}' } },
  { command: 'npx --no touchpoint undo RUN_ID', instead: { RUN_ID: '{run}' } },
  {
    command: 'npx --no touchpoint forget CONTACT_OR_EMAIL',
    instead: { CONTACT_OR_EMAIL: '{contact}' },
  },
  { command: 'curl $SF_DOMAIN/__control/viewers' },
  {
    command: 'curl -X POST $SF_DOMAIN/__control/sessions -d \'{"userId":"0055g00000000G8AAI"}\'',
    instead: { '0055g00000000G8AAI': '{viewer}' },
  },
  {
    command:
      'curl -X POST $SF_DOMAIN/services/data/v66.0/graphql -H "Authorization: Bearer $TOKEN" -d \'{"query":"{ uiapi { query { Account(first: 5, where: {High_Signal__c: {eq: true}}) { totalCount edges { node { Name { value } } } } } } }"}\'',
    instead: { $TOKEN: '{session}' },
  },
  {
    command:
      'curl -X POST $SF_DOMAIN/__control/rows -d \'{"object":"Task","rows":[{"Id":"00T5g00000ZZZZZEAZ","Subject":"Coffee", "Status":"Completed","IsClosed":true,"ActivityDate":"2026-03-02","AccountId":"0015g0000000Q12AAE"}]}\'',
    instead: { '0015g0000000Q12AAE': '{account}' },
  },
  {
    command:
      'curl -X POST https://api.outreach.io/api/v2/webhooks -H "Authorization: Bearer $TOKEN" -H \'Content-Type: application/vnd.api+json\' -d \'{"data":{"type":"webhook","attributes":{"url":"https://touchpoint.example.com/webhooks/outreach","resource":"*","action":"*","secret":"…"}}}\'',
    instead: { 'https://api.outreach.io': '$OUTREACH_URL', $TOKEN: '{outreach}' },
  },
  {
    command: 'node scripts/stand-ins/world/write.ts --size accounts=100,seed=7 /tmp/world',
    instead: { '/tmp': '{folder}' },
  },
  {
    command: "RUN_CRON='* * * * *' npx --no touchpoint start",
    // Every two seconds instead of every minute.
    instead: { '* * * * *': '*/2 * * * * *' },
    until: 'run.closed',
  },
  {
    command:
      "openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 365 -subj '/CN=touchpoint' -keyout touchpoint.key -out touchpoint.crt",
    instead: { 'touchpoint.key': '{folder}/touchpoint.key', 'touchpoint.crt': '{folder}/touchpoint.crt' },
  },
  { command: 'openssl rand -base64 32' },
  { command: 'export PATH=$PWD/node_modules/.bin:$PATH' },
];

const RUNNER = 'it is what runs these tests';
const WRITES = 'it writes a file of the repository, which a test compares';
const DEPLOY = 'it needs an org and a login; the test deploys to the stand-in org with the same script';
const ORG = 'it needs a real org and its owner';

export const LISTED: readonly Listed[] = [
  ...['./scripts/test', './scripts/test unit', './scripts/test check unit', './scripts/test contract'].map(
    (command) => ({ command, because: RUNNER, test: 'scripts/testing/kinds.test.ts' }),
  ),
  {
    command: 'vitest run --project unit sync-service/src/scoring',
    because: RUNNER,
    test: 'scripts/testing/kinds.ts',
  },
  { command: 'sfdx-lwc-jest -- figures', because: RUNNER, test: 'scripts/testing/kinds.ts' },
  ...['./scripts/demo', './scripts/demo --once --json', './scripts/setup', 'npm ci'].map((command) => ({
    command,
    because: 'it is a test of its own',
    test: 'sync-service/test/end-to-end/main-job.test.ts',
  })),
  ...['./scripts/check-metadata', './scripts/build-lwc'].map((command) => ({
    command,
    because: 'the kind check runs it before every other test',
    test: 'scripts/testing/kinds.ts',
  })),
  {
    command: './scripts/sealed-ledger',
    because: 'it takes what a night on GitHub gives it; the test takes the steps of such nights',
    test: 'sync-service/test/end-to-end/nightly-workflow.test.ts',
  },
  {
    command: 'npm run preview',
    because: 'building the pages takes half a minute; the browser tests start the same preview',
    test: 'scripts/preview/testing/flow.browser.test.ts',
  },
  ...['', ' --only preview', ' --only webhooks', ' --only outreach'].map((only) => ({
    command: `./scripts/bench${only}`,
    because: 'it takes minutes and measures the machine',
    test: 'scripts/benchmarks/figures.test.ts',
  })),
  {
    command: 'node scripts/stand-ins/world/write.ts --story',
    because: WRITES,
    test: 'scripts/stand-ins/world/story.test.ts',
  },
  {
    command: 'node scripts/stand-ins/world/write.ts --demo /tmp/demo-world',
    because: 'the world of the main job is written by it',
    test: 'sync-service/test/end-to-end/main-job.test.ts',
  },
  {
    command: 'node sync-service/test/shipped-tables.ts',
    because: WRITES,
    test: 'sync-service/test/touchpoint-rules.test.ts',
  },
  {
    command: 'node scripts/documents/field-dictionary.ts',
    because: WRITES,
    test: 'scripts/documents/field-dictionary.test.ts',
  },
  { command: 'npm run lwc:modules', because: WRITES, test: 'scripts/components/bundles.test.ts' },
  {
    command: 'npm audit --omit=dev --audit-level=high',
    because: 'it asks the registry, and tests work offline; the workflow dependencies.yml executes it',
    test: '.github/workflows/dependencies.yml',
  },
  ...['git pull --ff-only', 'git log'].map((command) => ({
    command,
    because: 'it is about the checkout itself, not about us',
    test: null,
  })),
  ...[
    './scripts/deploy',
    './scripts/deploy --target-org touchpoint-dev',
    './scripts/deploy --target-org touchpoint-dev --dry-run',
    './scripts/deploy --uninstall --target-org touchpoint-dev',
    'sf project deploy start',
  ].map((command) => ({
    command,
    because: DEPLOY,
    test: 'sync-service/test/contract/deploy.test.ts',
  })),
  ...[
    'npm install --global @salesforce/cli',
    'sf org login web --alias touchpoint-dev',
    'sf org create scratch --definition-file config/project-scratch-def.json --alias touchpoint-dev',
    'sf org assign permset --name Touchpoint_Integration --on-behalf-of USERNAME --target-org touchpoint-dev',
    'sf org assign permset --name Touchpoint_Rep --on-behalf-of USERNAME --target-org touchpoint-dev',
  ].map((command) => ({ command, because: ORG, test: null })),
];

/** Pages that record what was once decided or tried; nobody is told to type anything there. */
const RECORDS = ['sync-service/DECISIONS.md', 'scripts/stand-ins/world/STORY.md'];

/** Every command of every page, once. */
export function documentedCommands(pages: Pages): readonly string[] {
  const told = [...pages].filter(([path]) => !RECORDS.includes(path));
  return [...new Set(told.flatMap(([, text]) => commandsIn(text)))];
}
