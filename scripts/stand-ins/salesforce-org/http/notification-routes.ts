// The action that sends custom notifications, and what was sent: kept for the control interface, shown to nobody else.
// Bounds and inputs are those of the platform's documentation; how it words a refusal is documented nowhere.
import type { Org } from '../org.ts';
import { ApiError } from './api-error.ts';
import { isRecord, type Call } from './call.ts';
import { json, type Reply } from './reply.ts';
import type { Route } from './route.ts';

const ACTION = 'customNotificationAction';
const PERMISSION = 'SendCustomNotifications';
const MOST_RECIPIENTS = 500;
const LONGEST: Readonly<Record<string, number>> = { title: 250, body: 750 };
const INPUTS = ['customNotifTypeId', 'recipientIds', 'title', 'body', 'targetId', 'targetPageRef', 'senderId'];
const REQUIRED = ['customNotifTypeId', 'recipientIds', 'title', 'body'];

/** A notification as the control interface lists it. */
interface Notification {
  /** DeveloperName of its type. */
  readonly type: string;
  readonly recipientIds: readonly string[];
  readonly title: string;
  readonly body: string;
  /** Null when it leads to a page. */
  readonly targetId: string | null;
  readonly at: string;
}

interface Refusal {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export class Notifications {
  readonly #org: Org;
  readonly #sent: Notification[] = [];

  constructor(org: Org) {
    this.#org = org;
  }

  get route(): Route {
    return {
      path: `/actions/standard/${ACTION}`,
      names: ['notifications'],
      methods: { POST: (call) => this.send(call) },
    };
  }

  get control(): Readonly<Record<string, () => unknown>> {
    return { 'GET notifications': () => this.#sent };
  }

  /** One result for each input; the request fails as a whole when one of them does. */
  async send(call: Call): Promise<Reply> {
    if (!call.viewer.allows(PERMISSION))
      throw new ApiError(403, 'INSUFFICIENT_ACCESS', `The user needs the permission ${PERMISSION}.`);
    const { inputs } = await call.json();
    if (!Array.isArray(inputs) || inputs.length === 0 || !inputs.every(isRecord))
      throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be {"inputs":[{…}]}.');
    const refusals = inputs.map((input) => this.#refusal(input));
    const ok = refusals.every((refusal) => refusal === null);
    if (ok) for (const input of inputs) this.#keep(input);
    const results = refusals.map((refusal) => ({
      actionName: ACTION,
      errors: refusal === null ? null : [refusal],
      isSuccess: refusal === null,
      outputValues: refusal === null ? { SuccessMessage: 'Your custom notification is processed successfully.' } : null,
    }));
    return json(ok ? 200 : 400, results, { rows: inputs.length });
  }

  #refusal(input: Readonly<Record<string, unknown>>): Refusal | null {
    const unknown = Object.keys(input).find((name) => !INPUTS.includes(name));
    if (unknown !== undefined) return refused('INVALID_API_INPUT', `There is no input ${unknown}.`, unknown);
    const missing = REQUIRED.find((name) => isBlank(input[name]));
    if (missing !== undefined) return refused('INVALID_API_INPUT', `The input ${missing} is missing.`, missing);
    if (isBlank(input['targetId']) === isBlank(input['targetPageRef']))
      return refused('INVALID_API_INPUT', 'Give either targetId or targetPageRef.', 'targetId');
    for (const [name, most] of Object.entries(LONGEST))
      if (String(input[name]).length > most)
        return refused('STRING_TOO_LONG', `${name}: data value too large (max length=${most})`, name);
    if (this.#typeOf(input) === null)
      return refused('INVALID_API_INPUT', 'There is no such notification type.', 'customNotifTypeId');
    return this.#refusedRecipients(input['recipientIds']) ?? this.#refusedTarget(input);
  }

  #refusedRecipients(given: unknown): Refusal | null {
    const ids: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (ids.length > MOST_RECIPIENTS)
      return refused('INVALID_API_INPUT', `At most ${MOST_RECIPIENTS} recipients are allowed.`, 'recipientIds');
    const bad = ids.find((id) => typeof id !== 'string' || !['User', 'Group'].includes(this.#org.objectOfId(id) ?? ''));
    return bad === undefined
      ? null
      : refused('INVALID_API_INPUT', `${JSON.stringify(bad)} is neither a user nor a group.`, 'recipientIds');
  }

  #refusedTarget({ targetId, targetPageRef }: Readonly<Record<string, unknown>>): Refusal | null {
    if (!isBlank(targetId))
      return this.#org.objectOfId(String(targetId)) === null
        ? refused('INVALID_API_INPUT', 'targetId is the Id of no record.', 'targetId')
        : null;
    try {
      const page: unknown = JSON.parse(String(targetPageRef));
      if (isRecord(page) && typeof page['type'] === 'string' && isRecord(page['attributes'])) return null;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    return refused('INVALID_API_INPUT', 'targetPageRef is not the JSON of a page reference.', 'targetPageRef');
  }

  #typeOf(input: Readonly<Record<string, unknown>>): string | null {
    const id = String(input['customNotifTypeId']).replace(/[^A-Za-z0-9]/g, '');
    const viewer = this.#org.viewer(this.#org.integrationUser.id);
    const query = this.#org.query(`SELECT DeveloperName FROM CustomNotificationType WHERE Id = '${id}'`, viewer);
    const [type] = query.records(0, 1);
    query.dispose();
    return type ? String(type['DeveloperName']) : null;
  }

  #keep(input: Readonly<Record<string, unknown>>): void {
    const { recipientIds, title, body, targetId } = input;
    this.#sent.push({
      type: this.#typeOf(input) ?? '',
      recipientIds: Array.isArray(recipientIds) ? recipientIds.map(String) : [String(recipientIds)],
      title: String(title),
      body: String(body),
      targetId: isBlank(targetId) ? null : String(targetId),
      at: this.#org.clock.now().toISOString(),
    });
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function refused(statusCode: string, message: string, field: string): Refusal {
  return { statusCode, message, fields: [field] };
}
