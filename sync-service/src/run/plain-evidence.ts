// The evidence of one account as plain JSON and back, without loss: maps become lists of pairs. Of what the accounts of a
// partition have in common (people, sequences) only the account's own part is taken.
import { type AccountEngagement, type AccountEvidence, everybodyIn } from '../scoring/evidence.ts';

type Pairs<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never;

export interface PlainEvidence extends Omit<AccountEvidence, 'engagements' | 'people' | 'sequences'> {
  readonly engagements: readonly PlainEngagement[];
  readonly people: Pairs<AccountEvidence['people']>;
  readonly sequences: Pairs<AccountEvidence['sequences']>;
}
interface PlainEngagement extends Omit<AccountEngagement, 'connectedTasks'> {
  readonly connectedTasks: Pairs<AccountEngagement['connectedTasks']>;
}

export function evidenceAsPlain({ engagements, people, sequences, ...rest }: AccountEvidence): PlainEvidence {
  const named = [...rest.activities.flatMap(everybodyIn), ...engagements.map(({ personId }) => personId)];
  return {
    ...rest,
    engagements: engagements.map((it) => ({ ...it, connectedTasks: [...it.connectedTasks] })),
    people: pairsOf(people, named),
    sequences: pairsOf(
      sequences,
      engagements.map(({ engagement }) => engagement.sequenceId),
    ),
  };
}

export function evidenceFromPlain({ engagements, people, sequences, ...rest }: PlainEvidence): AccountEvidence {
  return {
    ...rest,
    engagements: engagements.map((it) => ({ ...it, connectedTasks: new Map(it.connectedTasks) })),
    people: new Map(people),
    sequences: new Map(sequences),
  };
}

function pairsOf<K, V>(map: ReadonlyMap<K, V>, keys: readonly (K | null)[]): readonly (readonly [K, V])[] {
  return [...new Set(keys)].flatMap((key) => {
    const value = key === null ? undefined : map.get(key);
    return key === null || value === undefined ? [] : [[key, value] as const];
  });
}
