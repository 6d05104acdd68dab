// Says an alert in Salesforce: the bell and the phones of everybody who holds the permission set Touchpoint Admin. What
// is told is not decided here.
import { type Alert, clip } from '../run/alert.ts';
import { ConfigurationFailure, FatalFailure } from '../run/failures.ts';
import type { AlertPort } from '../run/ports.ts';
import { type OrgConnection, isRecord } from './connection.ts';
import { RUN_OBJECT } from './run-record.ts';
import { quoted } from './soql.ts';

export const NOTIFICATION_TYPE = 'Touchpoint_Alert';
export const RECIPIENTS = 'Touchpoint_Admin';
// Bounds of the action (Actions Developer Guide, Custom Notification Actions).
const MOST_RECIPIENTS = 500;
const TITLE = 250;
const BODY = 750;

export function createNotifier(org: OrgConnection): AlertPort {
  return {
    name: 'Salesforce',
    async tell(alert, signal) {
      const type = await typeId(org, signal);
      const people = await recipients(org, signal);
      const target =
        alert.runRecordId === null ? { targetPageRef: JSON.stringify(LIST_OF_RUNS) } : { targetId: alert.runRecordId };
      const text = { title: clip(titleOf(alert), TITLE), body: clip(bodyOf(alert), BODY) };
      for (let start = 0; start < people.length; start += MOST_RECIPIENTS)
        await notify(
          org,
          { customNotifTypeId: type, recipientIds: people.slice(start, start + MOST_RECIPIENTS), ...text, ...target },
          signal,
        );
    },
  };
}

/** Where a notification leads that no run stands behind. */
const LIST_OF_RUNS = {
  type: 'standard__objectPage',
  attributes: { objectApiName: RUN_OBJECT, actionName: 'list' },
};

async function typeId(org: OrgConnection, signal: AbortSignal): Promise<string> {
  const where = `DeveloperName = ${quoted(NOTIFICATION_TYPE)}`;
  const [type] = await org.query(`SELECT Id FROM CustomNotificationType WHERE ${where}`, {
    signal,
    doing: 'find the notification type',
  });
  if (typeof type?.['Id'] === 'string') return type['Id'];
  const fix = 'Deploy force-app/main/default/notificationtypes.';
  const message = 'the org does not have this notification type';
  throw new ConfigurationFailure([{ where: `CustomNotificationType ${NOTIFICATION_TYPE}`, message, fix }]);
}

/** Active users who hold the set themselves, each once, sorted; a group of permission sets does not count. */
async function recipients(org: OrgConnection, signal: AbortSignal): Promise<readonly string[]> {
  const where = `PermissionSet.Name = ${quoted(RECIPIENTS)} AND Assignee.IsActive = TRUE`;
  const rows = await org.query(`SELECT AssigneeId FROM PermissionSetAssignment WHERE ${where}`, {
    signal,
    doing: 'find who is to be notified',
  });
  const ids = [...new Set(rows.map((row) => String(row['AssigneeId'])))].sort();
  if (ids.length > 0) return ids;
  const fix = 'Assign the permission set Touchpoint Admin to the people who shall be notified.';
  const message = 'no active user holds it, so that Salesforce notifies nobody';
  throw new ConfigurationFailure([{ where: `permission set ${RECIPIENTS}`, message, fix }]);
}

async function notify(org: OrgConnection, input: object, signal: AbortSignal): Promise<void> {
  const doing = 'send a custom notification';
  const answer = await org.rest({
    method: 'POST',
    path: '/actions/standard/customNotificationAction',
    json: { inputs: [input] },
    signal,
    doing,
  });
  const result: unknown = Array.isArray(answer) ? answer[0] : null;
  if (isRecord(result) && result['isSuccess'] === true) return;
  throw new FatalFailure(`Salesforce: could not ${doing}: ${refusalOf(result)}`, {
    code: 'SALESFORCE_NOT_NOTIFIED',
    actions: ['Run "touchpoint alerts --test"; if it fails as well, check the permission Send Custom Notifications.'],
  });
}

/** Codes and messages of the action. */
function refusalOf(result: unknown): string {
  const errors = isRecord(result) && Array.isArray(result['errors']) ? result['errors'].filter(isRecord) : [];
  const said = errors.map(({ statusCode, message }) => `${String(statusCode)}: ${String(message)}`);
  return said.length === 0 ? 'the answer does not say that it was sent' : said.join('; ').slice(0, 300);
}

function titleOf({ state, title }: Alert): string {
  return `Touchpoint: ${state === 'firing' ? title : `over: ${title}`}`;
}

function bodyOf({ detail, actions, runbook }: Alert): string {
  return [detail, ...actions, `Runbook: ${runbook}.`].join(' ');
}
