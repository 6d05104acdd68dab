// A bridge as a sceptical manager reads it in a terminal, and as the JSON of `bridge --json`.
import { isoFromDay } from '../scoring/calendar.ts';
import type { AccountBridge, BridgeStep } from '../run/bridge-account.ts';
import { BRIDGE_REASONS, type BridgeReason } from '../run/bridge-step.ts';
import type { Bridge } from '../run/bridge.ts';

/** The object of `bridge --json`. */
export function bridgeAsJson({ accounts, problems, window }: Bridge): object {
  return {
    window: { from: isoFromDay(window.from), to: isoFromDay(window.to) },
    accounts: accounts.map(
      ({ accountId, report, steps, activeTouchpoints, residual, unexplained, deleted, field }) => ({
        ...{ accountId, report, steps, activeTouchpoints, residual, unexplained, deleted },
        field: { activeTouchpoints: field.activeTouchpoints, scoredOn: iso(field.scoredOn) },
      }),
    ),
    problems,
  };
}

/** Every account was bridged, and no record is left unexplained. */
export function isWhole({ accounts, problems }: Bridge): boolean {
  return problems.length === 0 && accounts.every(({ unexplained }) => unexplained.length === 0);
}

/** What a step says of the records that the report counts and Active TPs does not, or the other way round. */
const IN_WORDS: Readonly<Record<BridgeReason, string>> = {
  duplicate: 'the same touch seen again: logged twice, or copied to another owner',
  burst: 'dialled again within half an hour',
  open: 'not completed yet',
  cancelled: 'cancelled, deferred or skipped',
  future: 'not over yet',
  'opened or clicked': 'an e-mail was opened or clicked: they never count',
  bounce: 'the e-mail came back, or the note that says so',
  'auto-reply': 'an automatic reply',
  internal: 'an internal meeting, nobody external in it',
  declined: 'a meeting that every external invitee declined',
  'invitee copy': "an invitee's copy of a meeting",
  'series master': 'the pattern of a recurring series, not an occurrence',
  private: 'a private event; these are never cited',
  own: 'made by this service, or no interaction by the rules',
  'type switched off': 'of a type that is switched off',
  undated: 'an event without the date that one side goes by',
  'dated by completion': 'dated by the day it was completed on, not by its due date',
  'dated by creation': 'dated by the day it was logged on: it has no due date and no completion',
  'dated by event end': 'dated by the end of the meeting, not by its start',
  'shared activity': 'belongs to another account, but names a contact of this one',
  'case or note': 'a case or a note; the report shows tasks and events',
  archived: 'archived, and therefore in no report',
  'outreach only': 'known to Outreach only: never logged in Salesforce',
  'task not visible': 'known to Outreach; its task is hidden from the integration user, or gone',
};

/** Records that one line shows unless all are asked for. */
const FEW = 4;
const RULE_WIDTH = 8;

/**
 * Plain text; lines are not wrapped.
 *
 * @param one somebody asked about a single account
 * @param allRecords every record behind a step, else the first ones
 */
export function bridgeAsText(bridge: Bridge, one: boolean, allRecords: boolean): string {
  const few = allRecords ? Infinity : FEW;
  const [first] = bridge.accounts;
  const lines = one && first ? ofAccount(first, bridge, few) : ofBook(bridge, few);
  return [...lines, ...problemLines(bridge), '', ...howToCheck(bridge)].join('\n');
}

function ofAccount(account: AccountBridge, bridge: Bridge, few: number): string[] {
  return [
    `${account.name} (${account.accountId}), ${isoFromDay(bridge.window.from)} to ${isoFromDay(bridge.window.to)}`,
    '',
    ...sumLines(account, account.steps, few),
    '',
    ...openLines(account, few),
    ...fieldLines(account),
    ...(account.deleted.length === 0
      ? []
      : [`Deleted, so that neither side counts them: ${listed(account.deleted, few)}.`]),
  ];
}

function ofBook(bridge: Bridge, few: number): string[] {
  const { accounts } = bridge;
  if (accounts.length === 0) return ['The book holds no account that could be bridged.'];
  const sum = (of: (account: AccountBridge) => number): number => accounts.reduce((total, it) => total + of(it), 0);
  const total = { report: sum((it) => it.report), activeTouchpoints: sum((it) => it.activeTouchpoints) };
  const open = accounts.filter(({ unexplained }) => unexplained.length > 0);
  return [
    `${accounts.length} accounts, ${isoFromDay(bridge.window.from)} to ${isoFromDay(bridge.window.to)}`,
    '',
    ...sumLines(total, added(accounts), few),
    '',
    ...(open.length === 0
      ? ['Every account: residual 0, every difference is explained.']
      : open.flatMap((account) => [`${account.name} (${account.accountId}):`, ...openLines(account, few)])),
  ];
}

/** The steps of all accounts by reason and sign. */
function added(accounts: readonly AccountBridge[]): BridgeStep[] {
  const steps = accounts.flatMap((account) => account.steps);
  return BRIDGE_REASONS.flatMap((reason) =>
    [-1, 1].flatMap((sign) => {
      const same = steps.filter((step) => step.reason === reason && Math.sign(step.count) === sign);
      const count = same.reduce((sum, step) => sum + step.count, 0);
      return count === 0 ? [] : [{ reason, count, records: same.flatMap(({ records }) => records) }];
    }),
  );
}

function sumLines(
  { report, activeTouchpoints }: Pick<AccountBridge, 'report' | 'activeTouchpoints'>,
  steps: readonly BridgeStep[],
  few: number,
): string[] {
  return [
    `${figure(String(report))}  tasks and events in the report`,
    ...steps.map(({ reason, count, records }) => {
      const of = records.length === 0 ? '' : `  [${listed(records, few)}]`;
      return `${figure(signed(count))}  ${IN_WORDS[reason]}${of}`;
    }),
    `  ${'-'.repeat(RULE_WIDTH)}`,
    `${figure(String(activeTouchpoints))}  Active TPs`,
  ];
}

function openLines({ unexplained, residual, accountId }: AccountBridge, few: number): string[] {
  if (unexplained.length === 0) return ['Residual 0: every difference is explained.'];
  return [
    `NOT EXPLAINED (residual ${signed(residual)}): ${listed(unexplained, few)}`,
    `  What to do: open these records in Salesforce; look at "touchpoint explain ${accountId}". If they stay, report this as a bug.`,
  ];
}

function fieldLines({ field, activeTouchpoints }: AccountBridge): string[] {
  if (field.activeTouchpoints === null) return ["The account's field is blank: no run has scored it yet."];
  if (field.activeTouchpoints === activeTouchpoints) return [];
  const since = field.scoredOn === null ? '' : `, as scored on ${isoFromDay(field.scoredOn)}`;
  return [`The account's field says ${field.activeTouchpoints}${since}; the next run writes ${activeTouchpoints}.`];
}

function problemLines({ problems }: Bridge): string[] {
  return problems.flatMap(({ accountId, recordId, message, fix }) => [
    '',
    `${accountId ?? recordId} was not bridged: ${recordId}: ${message}`,
    `  What to do: ${fix}`,
  ]);
}

function howToCheck({ windowDays, outreachReadAt }: Bridge): string[] {
  const other =
    windowDays === 90 ? '' : ` Its filter says 90 days and the policy says ${windowDays}: change the filter first.`;
  return [
    `To see the count yourself: in Salesforce, Reports, folder Touchpoint Intelligence, "Activities by Account"; filter it on the account.${other}`,
    ...(outreachReadAt === null
      ? []
      : [`Outreach as read on ${new Date(outreachReadAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`]),
  ];
}

function listed(records: readonly string[], few: number): string {
  const shown = records.slice(0, few).join(', ');
  return records.length > few ? `${shown} and ${records.length - few} more, see --records` : shown;
}

function figure(text: string): string {
  return `  ${text.padStart(RULE_WIDTH)}`;
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : String(count).replace('-', '−');
}

function iso(day: number | null): string | null {
  return day === null ? null : isoFromDay(day);
}
