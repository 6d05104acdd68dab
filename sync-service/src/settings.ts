// The deployment's environment, parsed once: URLs, secrets, schedule. What an admin may change without a deployment is
// the policy and lives in the org. Every problem is found at once; a secret has no default.
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { readOutreachCredentials } from './settings/credentials.ts';
import type { OutreachCredentials } from './settings/credentials.ts';
import { readSalesforceKeys, type SalesforceKeys } from './settings/salesforce-keys.ts';
import type { SettingProblem } from './settings/problem.ts';
import { isCronPattern, isTimeZone } from './settings/schedule.ts';

export interface Settings {
  readonly salesforce: SalesforceKeys & {
    readonly username: string;
    readonly consumerKey: string;
    /** Login host such as `login.salesforce.com`, or a full URL. */
    readonly loginUrl: string;
  };
  /** Null: scores on Salesforce alone. */
  readonly outreach: {
    readonly baseUrl: string;
    readonly credentials: OutreachCredentials;
    /** Requests that the Outreach plan grants in a year. */
    readonly yearlyRequests: number;
    /** The share of a kind of records, 0 to 1, that the weekly sweep drops by itself. */
    readonly dropShare: number;
  } | null;
  /** Those that a webhook may be signed with: two while one replaces the other. Empty: webhooks are off. */
  readonly outreachWebhookSecrets: readonly string[];
  /** Null: a private server in `dataFolder`. */
  readonly redisUrl: string | null;
  /** Absolute folder, or `postgres://…`. */
  readonly ledgerUrl: string;
  /** Absolute folder for what this machine keeps beside the ledger; the ledger's own folder when it is one. */
  readonly dataFolder: string;
  /** How long the trail and closed runs are kept. */
  readonly trailDays: number;
  readonly slackWebhookUrl: string | null;
  /** How long after the last good run the service counts as silent, in milliseconds. */
  readonly staleAfterMs: number;
  readonly schedule: { readonly cron: string; readonly timeZone: string };
  readonly http: { readonly port: number; readonly host: string };
  /** Null: the queue dashboard is switched off. */
  readonly queuesToken: string | null;
  /** Where traces go, as the base of an OTLP endpoint; null: there are none. */
  readonly tracesUrl: string | null;
  /** How often `start` asks the org what changed, in milliseconds. */
  readonly pollMs: number;
  readonly logLevel: LogLevel;
  /** Accounts a partition holds at most. */
  readonly partitionAccounts: number;
  /** Requests to Salesforce that one run may send; null: half of what the org has left for the day. */
  readonly runRequests: number | null;
  /** How long something that fails is tried again, in milliseconds; a fault ends within twice that. */
  readonly patienceMs: number;
  /** Partitions one process scores at the same time. */
  readonly workerConcurrency: number;
  /** Absolute or relative paths that keys are read from. */
  readonly keyFiles: readonly string[];
  /** Every secret among the values, so that nothing of them is ever logged. */
  readonly secrets: readonly string[];
}

export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type SettingsReading =
  | { readonly settings: Settings; readonly problems: readonly [] }
  | { readonly settings: null; readonly problems: readonly SettingProblem[] };

const text = z.string().trim();
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `is not between ${least} and ${most}`);
const url = (...protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `is not a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const loginHost = text.refine(
  (value) => URL.canParse(/^https?:\/\//i.test(value) ? value : `https://${value}`) && !/\s/.test(value),
  { message: 'is neither a host name nor a URL' },
);

/** Of an address: a percent sign in a password stands for itself only when it is written as %25. A path is taken as it is. */
function isDecodable(value: string): boolean {
  try {
    return !URL.canParse(value) || decodeURIComponent(value) !== '';
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
const PERCENT = 'holds a % that begins no code; write it as %25';

// The names are a contract with the world outside (README, deployment); see also .env.example.
const ENVIRONMENT = z.object({
  SF_USERNAME: text,
  SF_CONSUMER_KEY: text,
  SF_PRIVATE_KEY: text.optional(),
  SF_PRIVATE_KEY_FILE: text.optional(),
  SF_PRIVATE_KEY_NEXT: text.optional(),
  SF_PRIVATE_KEY_NEXT_FILE: text.optional(),
  SF_CERTIFICATE: text.optional(),
  SF_CERTIFICATE_FILE: text.optional(),
  SF_DOMAIN: loginHost,
  OUTREACH_CLIENT_ID: text.optional(),
  OUTREACH_CLIENT_SECRET: text.optional(),
  OUTREACH_REFRESH_TOKEN: text.optional(),
  OUTREACH_S2S_GUID: text.optional(),
  OUTREACH_S2S_PRIVATE_KEY: text.optional(),
  OUTREACH_INSTALL_ID: text.optional(),
  OUTREACH_API_KEY: text.optional(),
  OUTREACH_URL: url('https:', 'http:').default('https://api.outreach.io/api/v2'),
  OUTREACH_WEBHOOK_SECRET: text.optional(),
  OUTREACH_WEBHOOK_SECRET_NEXT: text.optional(),
  // The least that Outreach's plans grant.
  OUTREACH_YEARLY_REQUESTS: wholeNumber(1, 1_000_000_000).default(250_000),
  OUTREACH_DROP_PERCENT: wholeNumber(0, 100).default(5),
  REDIS_URL: url('redis:', 'rediss:', 'unix:').refine(isDecodable, PERCENT).optional(),
  LEDGER_URL: text.refine(isDecodable, PERCENT).optional(),
  TRAIL_DAYS: wholeNumber(1, 3650).default(30),
  SLACK_WEBHOOK_URL: url('https:', 'http:').optional(),
  // A day and two hours: a nightly run may begin late and take long.
  STALE_AFTER_HOURS: wholeNumber(1, 1000).default(26),
  RUN_CRON: text.refine(isCronPattern, 'is not a cron pattern').default('0 8 * * *'),
  RUN_TIME_ZONE: text.refine(isTimeZone, 'is not an IANA time zone').default('UTC'),
  HTTP_PORT: wholeNumber(0, 65_535).default(8080),
  HTTP_HOST: text.default('127.0.0.1'),
  QUEUES_TOKEN: text.min(16, 'is shorter than 16 characters').optional(),
  // Named by OpenTelemetry, whose exporter reads its other variables (OTEL_EXPORTER_OTLP_HEADERS, …) by itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: url('https:', 'http:').optional(),
  POLL_SECONDS: wholeNumber(10, 3600).default(300),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is not one of ${LOG_LEVELS.join(', ')}`).default('info'),
  PARTITION_ACCOUNTS: wholeNumber(1, 50_000).default(5000),
  SF_RUN_REQUESTS: wholeNumber(1, 10_000_000).optional(),
  WORKER_CONCURRENCY: wholeNumber(1, 32).default(2),
  PATIENCE_SECONDS: wholeNumber(5, 3600).default(60),
});
type Environment = z.infer<typeof ENVIRONMENT>;
type Name = keyof Environment;

const FIXES: Partial<Record<Name, string>> = {
  SF_USERNAME: 'Set SF_USERNAME to the username of the integration user.',
  SF_CONSUMER_KEY: 'Set SF_CONSUMER_KEY to the consumer key of the External Client App.',
  SF_DOMAIN: 'Set SF_DOMAIN to login.salesforce.com, test.salesforce.com, a My Domain host, or a full URL.',
  QUEUES_TOKEN: 'Set QUEUES_TOKEN to 16 characters or more, such as the output of: openssl rand -hex 24.',
  RUN_CRON: 'Set RUN_CRON to five fields: minute hour day month weekday, such as 0 8 * * *.',
  RUN_TIME_ZONE: 'Set RUN_TIME_ZONE to a name such as UTC or America/New_York.',
  REDIS_URL: 'Set REDIS_URL to redis://host:6379, rediss://… or unix:///path, or remove it to use a private server.',
};

/**
 * Reads the environment.
 *
 * @param environment blank values count as absent
 * @param projectRoot absolute folder that the default data folder is made in
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  projectRoot: string,
): SettingsReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = ENVIRONMENT.safeParse(given);
  const problems: SettingProblem[] = [];
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const where = String(issue.path[0]) as Name;
    const message = given[where] === undefined ? 'is missing' : issue.message;
    problems.push({ where, message, fix: FIXES[where] ?? `Correct ${where}; .env.example explains it.` });
  }
  const keys = readSalesforceKeys(given, problems);
  const credentials = readOutreachCredentials(given, problems);
  if (!parsed.success || problems.length > 0) return { settings: null, problems };
  return { settings: assemble(parsed.data, keys, credentials, projectRoot), problems: [] };
}

function assemble(
  env: Environment,
  keys: SalesforceKeys,
  credentials: OutreachCredentials | null,
  projectRoot: string,
): Settings {
  const ledger = env.LEDGER_URL ?? join(projectRoot, '.data', 'ledger');
  const isServer = /^postgres(ql)?:\/\//.test(ledger);
  const ledgerUrl = isServer || isAbsolute(ledger) ? ledger : resolve(ledger);
  const outreach =
    credentials === null
      ? null
      : {
          ...{ baseUrl: env.OUTREACH_URL, credentials },
          ...{ yearlyRequests: env.OUTREACH_YEARLY_REQUESTS, dropShare: env.OUTREACH_DROP_PERCENT / 100 },
        };
  const webhookSecrets = [env.OUTREACH_WEBHOOK_SECRET, env.OUTREACH_WEBHOOK_SECRET_NEXT].filter(
    (secret) => secret !== undefined,
  );
  const secrets = [
    ...[keys.privateKeyPem, keys.nextPrivateKeyPem, ...webhookSecrets, env.SLACK_WEBHOOK_URL, env.QUEUES_TOKEN],
    ...[env.OUTREACH_CLIENT_SECRET, env.OUTREACH_REFRESH_TOKEN, env.OUTREACH_S2S_PRIVATE_KEY, env.OUTREACH_API_KEY],
    ...[env.REDIS_URL, env.LEDGER_URL].map((value) => passwordOf(value)),
  ].filter((secret) => typeof secret === 'string' && secret.length >= 4);
  return {
    salesforce: {
      username: env.SF_USERNAME,
      consumerKey: env.SF_CONSUMER_KEY,
      ...keys,
      loginUrl: env.SF_DOMAIN,
    },
    outreach,
    outreachWebhookSecrets: webhookSecrets,
    redisUrl: env.REDIS_URL ?? null,
    ledgerUrl,
    dataFolder: isServer ? join(projectRoot, '.data') : ledgerUrl,
    trailDays: env.TRAIL_DAYS,
    slackWebhookUrl: env.SLACK_WEBHOOK_URL ?? null,
    staleAfterMs: env.STALE_AFTER_HOURS * 3_600_000,
    schedule: { cron: env.RUN_CRON, timeZone: env.RUN_TIME_ZONE },
    http: { port: env.HTTP_PORT, host: env.HTTP_HOST },
    queuesToken: env.QUEUES_TOKEN ?? null,
    tracesUrl: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    pollMs: env.POLL_SECONDS * 1000,
    logLevel: env.LOG_LEVEL,
    partitionAccounts: env.PARTITION_ACCOUNTS,
    runRequests: env.SF_RUN_REQUESTS ?? null,
    workerConcurrency: env.WORKER_CONCURRENCY,
    patienceMs: env.PATIENCE_SECONDS * 1000,
    keyFiles: [env.SF_PRIVATE_KEY_FILE, env.SF_PRIVATE_KEY_NEXT_FILE].filter((file) => file !== undefined),
    secrets: secrets as string[],
  };
}

function passwordOf(value: string | undefined): string | undefined {
  return value !== undefined && URL.canParse(value) ? decodeURIComponent(new URL(value).password) : undefined;
}
