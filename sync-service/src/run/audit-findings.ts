// What follows from an audit: what is wrong or worth a look, in words, each with what to do. The most pressing first.
import { percentOf } from '../scoring/coverage.ts';
import { coverageCount, ENOUGH_TO_JUDGE, totalOf, type FactCount } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import type { UnmappedType } from './audit-tasks.ts';

export interface AuditFinding {
  /** `wrong`: figures or people suffer. `look`: may be as it should be. */
  readonly weight: 'wrong' | 'look';
  readonly what: string;
  readonly fix: string;
}

/** Below this share of what Outreach did, the sync is asked about (the policy's default alert). */
const GOOD_COVERAGE = 90;
/** Unmapped kinds that are worth a rule of their own. */
const MANY_UNMAPPED = 10;
const SHOWN = 3;

export function shareOf(count: FactCount): number | null {
  return percentOf({ total: totalOf(count), found: count.found });
}

export function auditFindings(audit: Audit): readonly AuditFinding[] {
  const all = [aboutCoverage, aboutUsers, aboutFields, aboutTasks, aboutGaps].flatMap((about) => about(audit));
  return [...all.filter(({ weight }) => weight === 'wrong'), ...all.filter(({ weight }) => weight === 'look')];
}

function wrong(what: string, fix: string): AuditFinding {
  return { weight: 'wrong', what, fix };
}

function look(what: string, fix: string): AuditFinding {
  return { weight: 'look', what, fix };
}

function aboutCoverage({ window, matchedBy, undatedCalls }: Audit): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const both = coverageCount(window);
  const share = shareOf(both);
  if (share === null)
    return [
      wrong(
        'Outreach delivered no mail and made no call to people of the book in the window.',
        'Check in Outreach that prospects are synced with contacts, and that accounts carry the Id of their Salesforce account.',
      ),
    ];
  if (share < GOOD_COVERAGE)
    findings.push(
      wrong(
        `Coverage is ${share.toFixed(1)} %: ${several(totalOf(both) - both.found, 'delivery or call is', 'deliveries and calls are')} not in Salesforce.`,
        'In Outreach: Settings, Plugins, Salesforce, Messages & Events: log delivered e-mails and completed calls as tasks; then look at the users below.',
      ),
    );
  if (both.lost > 0)
    findings.push(
      wrong(
        `${several(both.lost, 'delivery or call names', 'deliveries and calls name')} a Task that the integration user cannot find.`,
        'Give the integration user Read and View All on the objects that activities hang on ("touchpoint doctor" lists them); if it can see all, these Tasks were deleted for good.',
      ),
    );
  if (both.deleted > 0)
    findings.push(
      look(
        `${several(both.deleted, 'Task of a delivery or call was', 'Tasks of deliveries and calls were')} deleted in Salesforce; what is deleted does not count.`,
        'Find out who deletes them (Setup, View Setup Audit Trail; a mass-delete job or an app), unless that is meant to be.',
      ),
    );
  const exact = (matchedBy.get('data connection') ?? 0) + (matchedBy.get('Outreach Id field') ?? 0);
  const all = [...matchedBy.values()].reduce((a, b) => a + b, 0);
  if (all > 0 && exact < all / 2)
    findings.push(
      look(
        `${all - exact} of ${all} Tasks were joined by person, time and subject only.`,
        'Exact matching needs Outreach to tell its data connections, or a Task field that holds its id, named in the policy (Outreach Id Field).',
      ),
    );
  if (undatedCalls > 0)
    findings.push(
      look(
        `${several(undatedCalls, 'completed call says', 'completed calls say')} nothing about when; they are in no figure here.`,
        'Calls typed in by hand lack their time: ask people to dial from Outreach or to log the time.',
      ),
    );
  return findings;
}

function aboutUsers({ users, userNames }: Audit): AuditFinding[] {
  return users
    .filter(({ seemsBroken }) => seemsBroken)
    .map(({ userId, total, found, missingSince, lastFound, shareOfOthers }) => {
      const others = Math.round(100 * (shareOfOthers ?? 0));
      const told =
        missingSince >= ENOUGH_TO_JUDGE && lastFound !== null
          ? `the last ${missingSince} are all missing`
          : `${Math.round((100 * found) / total)} % of ${total} are found, and ${others} % of everybody else's`;
      const name = userNames.get(userId ?? -1);
      return wrong(
        `The sync of ${name === undefined ? `user ${userId ?? '?'}` : `${name} (user ${userId ?? '?'})`} seems broken: ${told}.`,
        'In Outreach, open this user (Settings, Users): reconnect Salesforce and look at the sync errors; then resync what is missing.',
      );
    });
}

function aboutFields({ fields, outreachIdField }: Audit): AuditFinding[] {
  const holding = fields.filter(({ holdsOutreachIds }) => holdsOutreachIds);
  const [first] = holding;
  const named = fields.find(({ name }) => name === outreachIdField);
  if (outreachIdField !== null && named && !named.holdsOutreachIds)
    return [
      wrong(
        `The policy's Outreach Id Field ${outreachIdField} holds no ids of Outreach: ${named.known} of ${named.filled} values are known.`,
        first
          ? `In Touchpoint_Policy__mdt, record Default, set Outreach_Id_Field__c = ${first.name}.`
          : 'In Touchpoint_Policy__mdt, record Default, clear Outreach_Id_Field__c, or map the Outreach id to that field in Outreach.',
      ),
    ];
  if (outreachIdField !== null || !first) return [];
  const others =
    holding.length > 1
      ? ` So do ${holding
          .slice(1)
          .map(({ name }) => name)
          .join(', ')}.`
      : '';
  return [
    look(
      `Task.${first.name} holds ids of Outreach (${first.known} of ${first.filled} values are known), and the policy does not use it.${others}`,
      `In Touchpoint_Policy__mdt, record Default, set Outreach_Id_Field__c = ${first.name}: Tasks are then matched exactly where data connections are missing.`,
    ),
  ];
}

function aboutTasks({ orum, doubles, unmapped, lastRuleOrder }: Audit): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const doubled = doubles.reduce((sum, { count }) => sum + count, 0);
  if (doubled > 0)
    findings.push(
      look(
        `${several(doubled, 'thing is', 'things are')} logged in Salesforce twice${orum.twice > 0 ? `, ${orum.twice} of them calls of Orum` : ''}; each counts once.`,
        orum.twice > 0
          ? 'Let one of the two log calls: switch off the logging of Orum to Salesforce, or that of calls in Outreach.'
          : 'Let one of the two tools log; reports of Salesforce count both.',
      ),
    );
  if (orum.salesforceOnly > 0)
    findings.push(
      look(
        `${several(orum.salesforceOnly, 'call of Orum is', 'calls of Orum are')} in Salesforce and not in Outreach.`,
        'In Orum, check that calls are logged to Outreach for everybody: series numbers do not see these calls.',
      ),
    );
  for (const kind of unmapped.filter(({ count }) => count >= MANY_UNMAPPED).slice(0, SHOWN))
    findings.push(
      look(
        `${several(kind.count, 'Task', 'Tasks')} ${kindInWords(kind)} ${kind.count === 1 ? 'counts' : 'count'} as "other task": no rule knows them.`,
        ruleToAdd(kind, lastRuleOrder),
      ),
    );
  return findings;
}

function aboutGaps({ problems, malformed }: Audit): AuditFinding[] {
  return [
    ...(problems.length === 0
      ? []
      : [
          wrong(
            `${several(new Set(problems.map(({ accountId }) => accountId)).size, 'account is', 'accounts are')} not in these figures: records of theirs could not be understood.`,
            `First of them: ${problems[0]?.recordId ?? ''}: ${problems[0]?.message ?? ''}. ${problems[0]?.fix ?? ''}`,
          ),
        ]),
    ...(malformed.length === 0
      ? []
      : [
          wrong(
            `${several(malformed.length, 'record of Outreach', 'records of Outreach')} could not be understood: ${malformed
              .slice(0, SHOWN)
              .map(({ kind, id }) => `${kind} ${id}`)
              .join(', ')}${malformed.length > SHOWN ? ' …' : ''}.`,
            'Open it in Outreach and save it again; if it stays, report what the log says (outreach.record.skipped).',
          ),
        ]),
  ];
}

/** `with the subject tag [Gong], of type Call`. */
export function kindInWords({ tags, type, subtype }: UnmappedType): string {
  const parts = [
    ...(tags === '' ? [] : [`with the subject tag ${tags}`]),
    ...(type === '' ? [] : [`of type ${type}`]),
    ...(subtype === '' || subtype === 'Task' ? [] : [`of subtype ${subtype}`]),
  ];
  return parts.length === 0 ? 'without tag, type or subtype' : parts.join(', ');
}

/** The mapping rule that would know this kind; says so when none can. */
export function ruleToAdd({ tags, type, subtype }: UnmappedType, lastRuleOrder: number | null): string {
  const condition =
    tags !== ''
      ? `Field 1 = Subject, Operator 1 = matches tags, Value 1 = ${tags}`
      : type !== ''
        ? `Field 1 = Type, Operator 1 = equals, Value 1 = ${type}`
        : subtype !== '' && subtype !== 'Task'
          ? `Field 1 = TaskSubtype, Operator 1 = equals, Value 1 = ${subtype}`
          : null;
  if (condition === null)
    return 'Nothing in them tells what they are: have the tool that makes them fill in Type, or leave them.';
  const order = lastRuleOrder === null ? '' : `, Order below ${lastRuleOrder}`;
  return `Add a record of Touchpoint_Rule__mdt: Object = Task, ${condition}, ${likelyType(`${tags} ${type} ${subtype}`)}${order}. If they are "other tasks", leave them.`;
}

function likelyType(words: string): string {
  if (/call|dial|phone|voicemail/i.test(words)) return 'Outcome Rule = call';
  if (/e-?mail|message/i.test(words)) return 'Outcome Rule = sent email';
  if (/linkedin|social|sms|whatsapp|text/i.test(words)) return 'Type = social';
  return 'and the type that it is';
}

function several(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
