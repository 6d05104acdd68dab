// Which kinds of records are mirrored, where Outreach lists them, and what every list of them asks for.
import type { MirrorKind } from '../run/mirror.ts';
import { FIELDS } from './resources.ts';

export interface KindToRead {
  readonly kind: MirrorKind;
  readonly path: string;
  /** Has data connections to Salesforce, given when asked for. */
  readonly connections: boolean;
  /** Engagements count by their dates, so the first load may start late; what they refer to may be much older. */
  readonly engagement: boolean;
  /** Hardly ever changes: read by id when an engagement names one we lack, and as a list once a week. */
  readonly lookUp: boolean;
  /** Its records are deleted by people, and evidence hangs on them: its ids are compared once a week. */
  readonly swept: boolean;
  /** The server-to-server token may not read it: manual steps and the names of dispositions stay unknown. */
  readonly beyondS2s: boolean;
}

const usual = { connections: false, engagement: false, lookUp: false, swept: true, beyondS2s: false };
const lookUp = { lookUp: true, swept: false, beyondS2s: true };

/** In the order of reading: what engagements refer to comes before them. */
export const KINDS: readonly KindToRead[] = [
  { ...usual, kind: 'account', path: 'accounts', connections: true },
  { ...usual, kind: 'prospect', path: 'prospects', connections: true },
  { ...usual, kind: 'sequence', path: 'sequences', swept: false },
  { ...usual, ...lookUp, kind: 'sequenceStep', path: 'sequenceSteps' },
  { ...usual, ...lookUp, kind: 'callDisposition', path: 'callDispositions' },
  { ...usual, kind: 'sequenceState', path: 'sequenceStates', engagement: true },
  { ...usual, kind: 'mailing', path: 'mailings', connections: true, engagement: true },
  { ...usual, kind: 'call', path: 'calls', connections: true, engagement: true },
];

/** Parameters by which a list gives all that the mirror keeps of a kind, and no more. */
export const fieldsAndConnections = ({ kind, connections }: KindToRead): Readonly<Record<string, string>> => ({
  [`fields[${kind}]`]: FIELDS[kind],
  ...(connections ? { provideDataConnections: 'true' } : {}),
});

/** The filter of records updated from one instant to another; null and absent ends are open. */
export const updatedBetween = (from: number | null, to?: number): Readonly<Record<string, string>> =>
  from === null && to === undefined
    ? {}
    : { 'filter[updatedAt]': `${from === null ? 'neginf' : isoOf(from)}..${to === undefined ? 'inf' : isoOf(to)}` };

const isoOf = (at: number) => new Date(at).toISOString();
