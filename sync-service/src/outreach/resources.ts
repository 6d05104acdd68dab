// JSON:API resources become mirror records here, the only place that knows Outreach's attribute names. What is not
// listed is neither asked for nor kept: no body, no note, no name of a person.
import { z } from 'zod';
import type { MirrorKind, MirrorShapes } from '../run/mirror.ts';
import { bareSubject } from '../scoring/words.ts';
import { isOrumCall } from './orum.ts';
import { PREFIXES, salesforceId } from '../run/salesforce-ids.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const texts = z
  .array(z.string().nullable())
  .nullish()
  .transform((values) => (values ?? []).filter((value) => value !== null));

const instant = z.string().transform((value, context) => {
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: `"${value}" is not an instant` });
  return z.NEVER;
});
const maybeInstant = instant.nullish().transform((value) => value ?? null);

// Integers on the wire; digits in a string are the JSON:API standard and cost nothing to accept.
const id = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const toOne = z
  .object({ data: z.object({ id }).nullish() })
  .nullish()
  .transform((value) => value?.data?.id ?? null);

const connection = z.object({ id: z.union([z.string(), z.number().transform(String)]).nullish() });
// Whether it is a list or a single object is not settled, so both are taken.
const meta = z
  .object({ dataConnections: z.union([z.array(connection), connection.transform((one) => [one])]).nullish() })
  .nullish();

interface Resource {
  readonly id: number;
  readonly meta?: z.infer<typeof meta>;
}

function resource<A extends z.ZodRawShape, R extends z.ZodRawShape>(type: string, attributes: A, relationships: R) {
  return z.object({
    type: z.literal(type),
    id,
    attributes: z.object({ updatedAt: instant, ...attributes }),
    relationships: z.object(relationships).prefault({} as never),
    meta,
  });
}

/** Ids of the object with that prefix among the data connections, in their order, each once. */
function connected(from: Resource, prefix: string): string[] {
  const found = (from.meta?.dataConnections ?? []).map((entry) => salesforceId(entry.id ?? '', prefix));
  return [...new Set(found.filter((value) => value !== null))];
}

const account = resource('account', { customId: text }, {});
const prospect = resource('prospect', { emails: texts, title: text }, { account: toOne });
const sequence = resource('sequence', { numContactedProspects: count }, {});
const sequenceStep = resource('sequenceStep', { stepType: text }, {});
const sequenceState = resource(
  'sequenceState',
  { positiveReplyCount: count, negativeReplyCount: count, neutralReplyCount: count },
  {},
);
const mailing = resource(
  'mailing',
  {
    mailingType: text,
    subject: text,
    deliveredAt: maybeInstant,
    repliedAt: maybeInstant,
    bouncedAt: maybeInstant,
    replySentiment: text,
  },
  { prospect: toOne, user: toOne, sequence: toOne, sequenceState: toOne, sequenceStep: toOne },
);
const call = resource(
  'call',
  {
    answeredAt: maybeInstant,
    dialedAt: maybeInstant,
    completedAt: maybeInstant,
    state: text,
    outcome: text,
    direction: text,
    externalVendor: text,
    recordingUrl: text,
    tags: texts,
    to: text,
  },
  { prospect: toOne, user: toOne, sequence: toOne, callDisposition: toOne },
);
const callDisposition = resource('callDisposition', { name: text }, {});

/** Turns one resource object into the mirror's shape. Throws a ZodError when it is not one. */
type Reader<K extends MirrorKind> = (input: unknown) => MirrorShapes[K];

const readers: { readonly [K in MirrorKind]: Reader<K> } = {
  account: (input) => {
    const it = account.parse(input);
    const own = connected(it, PREFIXES.account)[0] ?? salesforceId(it.attributes.customId, PREFIXES.account);
    return { id: it.id, updatedAt: it.attributes.updatedAt, salesforceId: own };
  },
  prospect: (input) => {
    const it = prospect.parse(input);
    return {
      id: it.id,
      updatedAt: it.attributes.updatedAt,
      accountId: it.relationships.account,
      contactIds: connected(it, PREFIXES.contact),
      leadIds: connected(it, PREFIXES.lead),
      emails: it.attributes.emails.map((address) => address.trim().toLowerCase()).filter((address) => address !== ''),
      title: it.attributes.title,
    };
  },
  sequence: (input) => {
    const it = sequence.parse(input);
    return {
      id: it.id,
      updatedAt: it.attributes.updatedAt,
      contactedProspects: it.attributes.numContactedProspects,
    };
  },
  sequenceStep: (input) => {
    const it = sequenceStep.parse(input);
    return { id: it.id, updatedAt: it.attributes.updatedAt, stepType: it.attributes.stepType };
  },
  sequenceState: (input) => {
    const it = sequenceState.parse(input);
    return {
      id: it.id,
      updatedAt: it.attributes.updatedAt,
      positiveReplies: it.attributes.positiveReplyCount ?? 0,
      negativeReplies: it.attributes.negativeReplyCount ?? 0,
      neutralReplies: it.attributes.neutralReplyCount ?? 0,
    };
  },
  mailing: (input) => {
    const it = mailing.parse(input);
    return {
      id: it.id,
      updatedAt: it.attributes.updatedAt,
      prospectId: it.relationships.prospect,
      userId: it.relationships.user,
      sequenceId: it.relationships.sequence,
      sequenceStateId: it.relationships.sequenceState,
      sequenceStepId: it.relationships.sequenceStep,
      mailingType: it.attributes.mailingType,
      subject: bareSubject(it.attributes.subject),
      deliveredAt: it.attributes.deliveredAt,
      repliedAt: it.attributes.repliedAt,
      bouncedAt: it.attributes.bouncedAt,
      replySentiment: it.attributes.replySentiment === '' ? null : it.attributes.replySentiment,
      taskIds: connected(it, PREFIXES.task),
    };
  },
  call: (input) => {
    const it = call.parse(input);
    const digits = it.attributes.to.replace(/\D/g, '');
    return {
      id: it.id,
      updatedAt: it.attributes.updatedAt,
      prospectId: it.relationships.prospect,
      userId: it.relationships.user,
      sequenceId: it.relationships.sequence,
      dispositionId: it.relationships.callDisposition,
      answeredAt: it.attributes.answeredAt,
      dialedAt: it.attributes.dialedAt,
      completedAt: it.attributes.completedAt,
      state: it.attributes.state,
      outcome: it.attributes.outcome,
      direction: it.attributes.direction,
      vendor: isOrumCall(it.attributes) ? 'Orum' : null,
      number: digits === '' ? null : digits,
      taskIds: connected(it, PREFIXES.task),
    };
  },
  callDisposition: (input) => {
    const it = callDisposition.parse(input);
    return { id: it.id, updatedAt: it.attributes.updatedAt, name: it.attributes.name };
  },
};

const fieldsOf = (shape: { attributes: z.ZodObject; relationships: { def: { innerType: unknown } } }): string => {
  const relationships = (shape.relationships.def.innerType as z.ZodObject).shape;
  return [...Object.keys(shape.attributes.shape), ...Object.keys(relationships)].join(',');
};

/** The value of `fields[kind]`: exactly what the readers look at, relationships included (naming fields drops the rest). */
export const FIELDS: Readonly<Record<MirrorKind, string>> = {
  account: fieldsOf(account.shape),
  prospect: fieldsOf(prospect.shape),
  sequence: fieldsOf(sequence.shape),
  sequenceStep: fieldsOf(sequenceStep.shape),
  sequenceState: fieldsOf(sequenceState.shape),
  mailing: fieldsOf(mailing.shape),
  call: fieldsOf(call.shape),
  callDisposition: fieldsOf(callDisposition.shape),
};

/** What became of one resource object: a record, or why it could not be understood, and which one of whom it was (null: it does not say). */
export type Taken<K extends MirrorKind> =
  | { readonly record: MirrorShapes[K] }
  | { readonly malformed: string; readonly id: number | null; readonly prospectId: number | null };

const ofProspect = z.object({ relationships: z.object({ prospect: toOne }) });

/** Reads one resource object of the kind; a malformed one is a value, because the others go on. */
export function takeResource<K extends MirrorKind>(kind: K, input: unknown): Taken<K> {
  try {
    return { record: readers[kind](input) };
  } catch (problem) {
    if (!(problem instanceof z.ZodError)) throw problem;
    const named = z.object({ id }).safeParse(input);
    const of = kind === 'prospect' ? null : ofProspect.safeParse(input);
    const [issue] = problem.issues;
    return {
      malformed: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a resource object'}`,
      id: named.success ? named.data.id : null,
      prospectId: of === null ? (named.data?.id ?? null) : (of.data?.relationships.prospect ?? null),
    };
  }
}
