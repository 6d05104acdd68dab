// What the service is told so that it sees the stand-ins and nothing of a real deployment; for the demo and the benchmark.

/**
 * Settings that would lead it to a real tenant, queue or channel, or contradict those of the stand-ins. The service takes
 * them from the shell, and from a .env file whatever the shell lacks; a blank one stands for none in both.
 */
const OF_A_DEPLOYMENT = [
  'SF_PRIVATE_KEY',
  'SF_PRIVATE_KEY_NEXT',
  'SF_PRIVATE_KEY_NEXT_FILE',
  'SF_CERTIFICATE',
  'SF_CERTIFICATE_FILE',
  'SF_RUN_REQUESTS',
  'OUTREACH_S2S_GUID',
  'OUTREACH_S2S_PRIVATE_KEY',
  'OUTREACH_INSTALL_ID',
  'OUTREACH_API_KEY',
  'OUTREACH_WEBHOOK_SECRET',
  'OUTREACH_WEBHOOK_SECRET_NEXT',
  'OUTREACH_YEARLY_REQUESTS',
  'OUTREACH_DROP_PERCENT',
  'REDIS_URL',
  'SLACK_WEBHOOK_URL',
  'QUEUES_TOKEN',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
];

/** To be laid over the environment of this process. @param environment as the stand-ins say it */
export function standInsOnly(environment: Readonly<Record<string, string>>): Record<string, string> {
  return { ...Object.fromEntries(OF_A_DEPLOYMENT.map((name) => [name, ''])), ...environment };
}
