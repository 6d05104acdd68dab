// Alerts over real HTTP: a day of runs that end well and badly, told to a local Slack and to the stand-in org, each once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { compose, type Service, type Settings } from '../../src/compose.ts';
import { channelsOf, heartbeatOf } from '../../src/compose/alerts.ts';
import { readSettings } from '../../src/settings.ts';
import { headlines, type SlackReceiver, startSlack } from '../slack-receiver.ts';

const signal = new AbortController().signal;
const FULL = { mode: 'full', dryRun: false, asOf: null } as const;
const warnings: string[] = [];
const LOG = {
  info: () => undefined,
  warn: (event: string, facts: object) => void warnings.push(`${event} ${JSON.stringify(facts)}`),
  error: (event: string, facts: object) => void warnings.push(`${event} ${JSON.stringify(facts)}`),
};

let standIns: StandIns;
let slack: SlackReceiver;
let service: Service;
let settings: Settings;
beforeAll(async () => {
  [standIns, slack] = await Promise.all([
    startStandIns({ world: 'accounts=60,seed=7', sfPort: 0, outreachPort: 0 }),
    startSlack(),
  ]);
  const environment = { ...standIns.environment, SLACK_WEBHOOK_URL: slack.url, PATIENCE_SECONDS: '5' };
  const read = readSettings(environment, '/nowhere');
  if (read.settings === null) throw new Error(JSON.stringify(read.problems));
  settings = read.settings;
  service = await compose(settings, LOG);
});
afterAll(async () => {
  await service.close();
  await Promise.all([standIns.close(), slack.close()]);
});

interface Notification {
  readonly title: string;
  readonly body: string;
  readonly recipientIds: readonly string[];
  readonly targetId: string | null;
}
const notifications = async (): Promise<readonly Notification[]> =>
  (await (await fetch(`${standIns.salesforce.url}/__control/notifications`)).json()) as Notification[];
const run = (request: Parameters<Service['runInline']>[0] = FULL) =>
  service.runInline(request, () => undefined, signal);
/** What is not about the data, which a generated world may make look odd. */
const aboutRuns = () => headlines(slack).filter((line) => /run|hours|while/.test(line));
/** A refusal that nobody tries again. */
const REFUSED = [{ errorCode: 'MALFORMED_QUERY', message: 'ordered by a test' }];
const refuseQueries = () =>
  standIns.salesforce.faults.add({ match: 'query', kind: 'status', status: 400, times: -1, body: REFUSED });

describe('a day of runs', () => {
  it('tells of a failure once on each channel, of the second one nobody, and once that it is over', async () => {
    refuseQueries();
    await expect(run()).rejects.toThrow();
    expect(aboutRuns()).toEqual(['A run failed']);
    expect(slack.messages[0]?.text).toContain('docs/runbooks.md#run-failed');
    await expect(run({ ...FULL, dryRun: true })).rejects.toThrow();
    await expect(run()).rejects.toThrow();
    expect(aboutRuns()).toEqual(['A run failed']);
    // Salesforce could not be asked either; it hears as soon as it can, and Slack is not told again.
    expect(warnings.join('\n')).toContain('"channel":"Salesforce"');
    expect(await notifications()).toEqual([]);
    standIns.salesforce.faults.clear();
    await service.alerts.checkSilence();
    expect((await notifications()).map(({ title }) => title)).toEqual(['Touchpoint: A run failed']);
    const summary = await run();
    expect(summary.verdict).toBe('ok');
    expect(aboutRuns()).toEqual(['A run failed', 'Over: A run failed']);
    const [, over] = await notifications();
    expect(over?.title).toBe('Touchpoint: over: A run failed');
    const admins = standIns.salesforce.org.people.list().filter(({ role }) => role === 'admin');
    expect(over?.recipientIds).toEqual(admins.map(({ userId }) => userId).sort());
    const plan = await service.ledger.runs.loadPlan(summary.id);
    expect(over?.targetId).toBe(plan?.runRecordId);
  });

  it('tells of silence when it is looked for, and of its end with the next good run', async () => {
    await service.alerts.checkSilence();
    expect(aboutRuns().at(-1)).toBe('Over: A run failed');
    moveOn(2);
    await service.org.identify();
    await service.alerts.checkSilence();
    await service.alerts.checkSilence();
    expect(aboutRuns().slice(2)).toEqual(['No good run in 26 hours']);
    await run();
    expect(aboutRuns().slice(2)).toEqual(['No good run in 26 hours', 'Over: No good run in 26 hours']);
    expect((await service.ledger.alerts.list()).filter(({ key }) => /run|silence/.test(key))).toEqual([]);
  });

  it('hears no secret, no name and no subject', async () => {
    const told = JSON.stringify([slack.messages, await notifications(), warnings]);
    expect(told).not.toContain('planted-secret');
    expect(told).not.toContain(settings.salesforce.username);
  });
});

describe('the check from outside', () => {
  const beat = () => heartbeatOf(settings, LOG, service.org);

  it('knows the last good run from the org alone, and tells of silence and of its end once each', async () => {
    const before = aboutRuns().length;
    expect(await beat()).toMatchObject({ fresh: true, told: [] });
    moveOn(4);
    expect(await beat()).toMatchObject({ fresh: false, told: ['Slack', 'Salesforce'] });
    expect(await beat()).toMatchObject({ fresh: false, told: [] });
    const told = (await notifications()).at(-1);
    expect(told?.body).toContain('Seen by the check from outside.');
    await run();
    expect(await beat()).toMatchObject({ fresh: true, told: ['Slack', 'Salesforce'] });
    expect(await beat()).toMatchObject({ fresh: true, told: [] });
    expect(aboutRuns().slice(before)).toEqual(['No good run in 26 hours', 'Over: No good run for a while']);
  });
});

it('a channel that nobody can be reached by says what to do', async () => {
  const { org } = standIns.salesforce;
  const admins = org.people.list().filter(({ permissionSets }) => permissionSets.includes('Touchpoint_Admin'));
  for (const { userId } of admins) org.people.change(userId, { permissionSets: [] });
  const [, salesforce] = channelsOf(settings, service.org);
  const alert = {
    ...({ key: 'test', runbook: 'test', state: 'firing', since: 0, runId: null, runRecordId: null } as const),
    ...{ title: 'A test', detail: '', actions: [] },
  };
  await expect(salesforce?.tell(alert, signal)).rejects.toMatchObject({
    problems: [{ where: 'permission set Touchpoint_Admin' }],
  });
});

/** The org's clock, so many days on. */
function moveOn(days: number): void {
  const { clock } = standIns.salesforce.org;
  clock.setToday(new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10));
}
