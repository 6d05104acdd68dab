// What the service is told in the demo: the stand-ins, and nothing of a real deployment. Starting it is in main.ts.

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings that would lead the demo to a real org, tenant, queue or channel, or contradict those of the stand-ins. The
 * service takes them from the shell, and from a .env file whatever they lack; a blank one stands for none in both.
 */
const OF_A_DEPLOYMENT = [
  'SF_PRIVATE_KEY',
  'OUTREACH_S2S_GUID',
  'OUTREACH_S2S_PRIVATE_KEY',
  'OUTREACH_INSTALL_ID',
  'OUTREACH_API_KEY',
  'OUTREACH_WEBHOOK_SECRET',
  'REDIS_URL',
  'SLACK_WEBHOOK_URL',
];

/**
 * The environment of a service that sees the stand-ins only.
 *
 * @param own this process's; what is no such setting is handed on
 * @param standIns as the stand-ins say it
 */
export function environmentOfDemo(own: Environment, standIns: Readonly<Record<string, string>>): Environment {
  return { ...own, ...Object.fromEntries(OF_A_DEPLOYMENT.map((name) => [name, ''])), ...standIns };
}
