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
  /** The server-to-server token may not read it: manual steps and the names of dispositions stay unknown. */
  readonly beyondS2s: boolean;
}

const usual = { connections: false, engagement: false, beyondS2s: false };

/** In the order of reading: what engagements refer to comes before them. */
export const KINDS: readonly KindToRead[] = [
  { ...usual, kind: 'account', path: 'accounts', connections: true },
  { ...usual, kind: 'prospect', path: 'prospects', connections: true },
  { ...usual, kind: 'sequence', path: 'sequences' },
  { ...usual, kind: 'sequenceStep', path: 'sequenceSteps', beyondS2s: true },
  { ...usual, kind: 'callDisposition', path: 'callDispositions', beyondS2s: true },
  { ...usual, kind: 'sequenceState', path: 'sequenceStates', engagement: true },
  { ...usual, kind: 'mailing', path: 'mailings', connections: true, engagement: true },
  { ...usual, kind: 'call', path: 'calls', connections: true, engagement: true },
];

/** Parameters by which a list gives all that the mirror keeps of a kind, and no more. */
export const fieldsAndConnections = ({ kind, connections }: KindToRead): Readonly<Record<string, string>> => ({
  [`fields[${kind}]`]: FIELDS[kind],
  ...(connections ? { provideDataConnections: 'true' } : {}),
});
