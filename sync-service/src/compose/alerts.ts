// Wires the alerts: who remembers them, which channels there are, whose clock counts.
import type { Ledger } from '../ledger/ledger.ts';
import { type Alerts, createAlerts } from '../run/alerts.ts';
import { type Heartbeat, heartbeat } from '../run/heartbeat.ts';
import type { Log } from '../run/log.ts';
import type { AlertPort } from '../run/ports.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Settings } from '../settings.ts';
import { createSlack } from '../watch/slack.ts';

/** Longest wait for one channel to take one alert; the next look tries again. */
const TELLING_MS = 45_000;

export function channelsOf(settings: Settings, org: SalesforceOrg): readonly AlertPort[] {
  const { slackWebhookUrl } = settings;
  return slackWebhookUrl === null ? [org.notifier] : [createSlack(slackWebhookUrl), org.notifier];
}

export function alertsOf(settings: Settings, log: Log, org: SalesforceOrg, ledger: Ledger): Alerts {
  return createAlerts({
    ...{ memory: ledger.alerts, channels: channelsOf(settings, org), store: ledger.runs, log },
    ...timesOf(settings, org),
    certificateUntil: settings.salesforce.certificate?.validUntil ?? null,
  });
}

/** Needs no ledger. */
export function heartbeatOf(settings: Settings, log: Log, org: SalesforceOrg): Promise<Heartbeat> {
  return heartbeat({
    ...{ records: org.runRecords, channels: channelsOf(settings, org), log },
    ...timesOf(settings, org),
  });
}

function timesOf({ staleAfterMs }: Settings, org: SalesforceOrg) {
  return {
    staleAfterMs,
    // Runs are dated by the org's clock. The two agree but for a machine whose clock is wrong, and for stand-ins.
    now: () => Date.now() + org.clockAhead(),
    deadline: () => AbortSignal.timeout(TELLING_MS),
  };
}
