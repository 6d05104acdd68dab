// Checks of `doctor` that ask neither the org nor Outreach: certificate and keys, schedule, disk, Slack. Each is a finding of its own.
import { statfs } from 'node:fs/promises';
import { nextTimes, type Settings } from '../compose.ts';
import { CERTIFICATE_WARNING_DAYS, daysLeft } from '../run/certificate.ts';
import { privacyOf } from './doctor-files.ts';
import { failing, passed, warned, type Finding } from './doctor-finding.ts';

/** A quarter: how long a key is used before somebody should think of another. */
const KEY_DAYS = 90;
/** The ledger of a large org takes some hundred megabytes, and twice that while it is tidied. */
const LEAST_FREE_BYTES = 1_000_000_000;
const SLACK_MS = 5000;

export async function examineSurroundings(settings: Settings): Promise<readonly Finding[]> {
  const now = new Date();
  return [
    scheduleOf(settings, now),
    ...certificateOf(settings, now.getTime()),
    privacyOf(settings),
    await diskOf(settings),
    await slackOf(settings),
  ];
}

function scheduleOf({ schedule: { cron, timeZone } }: Settings, now: Date): Finding {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const times = nextTimes(cron, timeZone, now, 3).map((time) => format.format(time));
  return passed('schedule', `start runs at ${times.join(', then ')} (${cron}, ${timeZone})`);
}

function certificateOf({ salesforce: { certificate } }: Settings, now: number): readonly Finding[] {
  if (certificate === null)
    return [
      warned(
        'certificate',
        'SF_CERTIFICATE is not set, so that nobody is told before it ends',
        'Set SF_CERTIFICATE_FILE to the certificate that the External Client App holds.',
      ),
    ];
  const { validFrom, validUntil, fits } = certificate;
  const left = daysLeft(validUntil, now);
  const age = Math.max(0, -daysLeft(validFrom, now) - 1);
  const rotate = 'Make another key and certificate and rotate (docs/set-up.md, Keys and secrets change).';
  const until = `valid until ${new Date(validUntil).toISOString().slice(0, 10)}`;
  const ends =
    left < 0
      ? failing('certificate', `it has ended: ${until}`, rotate)
      : left <= CERTIFICATE_WARNING_DAYS
        ? warned('certificate', `${until}, in ${left} days`, rotate)
        : passed('certificate', `${until}, in ${left} days; belongs to ${fits ?? 'no key'}`);
  const stranger = failing(
    'certificate and key',
    'the certificate belongs to none of the private keys',
    'Set SF_CERTIFICATE to the certificate of SF_PRIVATE_KEY, or the key to that of the certificate.',
  );
  const old = warned(
    'quarterly look',
    `the key is ${age} days old`,
    `Think of rotating keys and secrets every ${KEY_DAYS} days: Salesforce, Outreach, webhook, Slack.`,
  );
  return [ends, ...(fits === null ? [stranger] : []), ...(age > KEY_DAYS ? [old] : [])];
}

async function diskOf({ dataFolder }: Settings): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataFolder);
    const free = bavail * bsize;
    const detail = `${(free / 1e9).toFixed(1)} GB free at ${dataFolder}`;
    return free >= LEAST_FREE_BYTES
      ? passed('disk', detail)
      : warned('disk', detail, 'Make room: the ledger needs a gigabyte free to be tidied.');
  } catch (error) {
    // The first run makes the folder; what keeps it from that, the check of the ledger says.
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return passed('disk', `${dataFolder} is not there yet (${code})`);
  }
}

/** Asks whether its host answers; a webhook address can be tried only by sending a message. */
async function slackOf({ slackWebhookUrl }: Settings): Promise<Finding> {
  if (slackWebhookUrl === null)
    return passed('Slack', 'off: SLACK_WEBHOOK_URL is not set; alerts are told in Salesforce alone');
  const { origin, host } = new URL(slackWebhookUrl);
  try {
    await fetch(origin, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(SLACK_MS) });
    return passed('Slack', `${host} answers; no message was sent`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return warned(
      'Slack',
      `${host} does not answer: ${cause}`,
      'Let this machine reach it, or correct SLACK_WEBHOOK_URL.',
    );
  }
}
