// The trail for people and for programs. What is in it is not decided here.
import type { PolicyChange } from '../run/policy-changes.ts';
import type { Access, ActSummary, TrailedWrite } from '../run/trail.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import { actAsJson, actAsText, instantAsText } from './act-text.ts';
import { valueAsJson, valueAsText } from './field-values.ts';

/** Writes shown to a person; a program gets all. */
const SHOWN = 20;

export interface Overview {
  readonly acts: readonly ActSummary[];
  readonly policies: readonly PolicyChange[];
  readonly accesses: readonly Access[];
}

export function overviewAsText({ acts, policies, accesses }: Overview): string {
  const none = (lines: readonly string[], otherwise: string): readonly string[] =>
    lines.length === 0 ? [otherwise] : lines;
  return [
    'What wrote accounts, the newest first',
    ...none(
      acts.map((act) => `  ${actAsText(act)}`),
      '  Nothing yet: a run that is no dry run writes the first line.',
    ),
    '',
    'Policies in force, the newest first',
    ...none(policies.flatMap(policyAsLines), '  None yet.'),
    '',
    'Data that was read, the newest first',
    ...none(
      accesses.map(
        ({ at, by, purpose, records }) => `  ${instantAsText(at)}  ${by}: ${purpose} (${countsAsText(records)})`,
      ),
      '  Nothing yet.',
    ),
  ].join('\n');
}

function policyAsLines({ fingerprint, seenBy, seenAt, before, differences }: PolicyChange): readonly string[] {
  const since = `  ${fingerprint}  first seen by ${seenBy} at ${instantAsText(seenAt)}`;
  const changes = differences.map(({ path, from, to }) => `    ${path}: ${from ?? '(none)'} → ${to ?? '(none)'}`);
  return [before === null ? since : `${since}, instead of ${before}`, ...changes];
}

const countsAsText = (records: Readonly<Record<string, number>>): string =>
  Object.entries(records)
    .map(([what, many]) => `${many} ${what}`)
    .join(', ') || 'nothing found';

export function overviewAsJson({ acts, policies, accesses }: Overview): object {
  return {
    acts: acts.map(actAsJson),
    policies: policies.map(({ seenAt, ...policy }) => ({ ...policy, seenAt: new Date(seenAt).toISOString() })),
    accesses: accesses.map(({ at, ...access }) => ({ at: new Date(at).toISOString(), ...access })),
  };
}

export interface Writes {
  /** Null: these are the writes of one account. */
  readonly act: ActSummary | null;
  readonly writes: readonly TrailedWrite[];
}

export function writesAsText({ act, writes }: Writes): string {
  const head = act === null ? [] : [actAsText(act), ''];
  if (writes.length === 0) return [...head, 'Nothing was written within the days that the trail is kept.'].join('\n');
  // Of an account the latest matter most, of an act any.
  const shown = act === null ? writes.slice(-SHOWN) : writes.slice(0, SHOWN);
  const more = writes.length > SHOWN ? ['', `… and ${writes.length - SHOWN} more, which --json lists.`] : [];
  return [...head, ...shown.flatMap((write) => writeAsLines(write, act === null)), ...more].join('\n');
}

function writeAsLines({ actId, accountId, at, end, images }: TrailedWrite, ofAccount: boolean): readonly string[] {
  const what = ofAccount ? `${instantAsText(at)}  ${actId}` : accountId;
  const how = end === 'written' ? '' : end === null ? ': not known whether it was written' : `: refused, ${end}`;
  if (images === null) return [`${what}${how}: what was kept of it cannot be read`];
  const fields = Object.keys(images.fields) as (keyof AccountFields)[];
  return [
    `${what}${how}`,
    ...fields.map(
      (field) => `  ${field}: ${valueAsText(field, images.held[field])} → ${valueAsText(field, images.fields[field])}`,
    ),
  ];
}

export function writesAsJson({ act, writes }: Writes): object {
  return {
    act: act && actAsJson(act),
    writes: writes.map(({ actId, accountId, at, end, images }) => ({
      ...{ actId, accountId, at: new Date(at).toISOString(), end },
      fields:
        images &&
        (Object.keys(images.fields) as (keyof AccountFields)[]).map((field) => ({
          field,
          before: valueAsJson(field, images.held[field]),
          after: valueAsJson(field, images.fields[field]),
        })),
    })),
  };
}
