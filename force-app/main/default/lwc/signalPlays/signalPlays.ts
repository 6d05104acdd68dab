// The plays of the playbook: the query for them and a pure reader of its answer. Plays are custom metadata, so the
// same for every account; which play an account gets depends on its tier alone.
import { gql } from 'lightning/graphql';

/** All plays, active or not: there are a handful, and filtering here keeps the query free of what an org may refuse on metadata types. */
export const PLAYS_QUERY = gql`
  query signalPlays {
    uiapi {
      query {
        Signal_Play__mdt(first: 200) {
          edges {
            node {
              Id
              DeveloperName {
                value
              }
              Tier: Tier__c {
                value
              }
              Title: Title__c {
                value
              }
              Steps: Steps__c {
                value
              }
              Who: Who__c {
                value
                label
              }
              Due: Due_In_Days__c {
                value
              }
              Cadence: Cadence__c {
                value
                label
              }
              Active: Active__c {
                value
              }
              Sort: Sort_Order__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;

interface Text {
  readonly value: string | null;
}
interface Choice extends Text {
  /** The picklist label in the viewer's language. */
  readonly label?: string | null;
}
interface PlayNode {
  readonly Id: string;
  readonly DeveloperName: Text;
  readonly Tier: Text | null;
  readonly Title: Text | null;
  readonly Steps: Text | null;
  readonly Who: Choice | null;
  readonly Due: { readonly value: number | null } | null;
  readonly Cadence: Choice | null;
  readonly Active: { readonly value: boolean | null } | null;
  readonly Sort: { readonly value: number | null } | null;
}

/** The data of `PLAYS_QUERY`. */
export interface PlaysAnswer {
  readonly uiapi: {
    readonly query: {
      readonly Signal_Play__mdt: { readonly edges: readonly ({ readonly node: PlayNode } | null)[] } | null;
    };
  };
}

export interface Play {
  /** Developer name of the metadata record; what a task of this play names as its origin. */
  readonly name: string;
  readonly title: string;
  /** In the order in which they are done; empty when the record has none. */
  readonly steps: readonly string[];
  /** In the viewer's language; null when the record does not say. */
  readonly who: string | null;
  /** Days after today, 0 for today; null leaves the date to the person. */
  readonly dueInDays: number | null;
  readonly cadence: string | null;
}

/** The active plays of each tier (by the value of Signal Tier), in their sort order; a tier without plays is absent. */
export function playsByTier(answer: PlaysAnswer | undefined): ReadonlyMap<string, readonly Play[]> {
  const nodes = (answer?.uiapi.query.Signal_Play__mdt?.edges ?? []).flatMap((edge) => edge?.node ?? []);
  const plays = new Map<string, Play[]>();
  for (const node of [...nodes].sort(bySortOrder)) {
    const tier = node.Tier?.value;
    if (node.Active?.value !== true || !tier) continue;
    plays.set(tier, [...(plays.get(tier) ?? []), playOf(node)]);
  }
  return plays;
}

function playOf(node: PlayNode): Play {
  return {
    name: node.DeveloperName.value ?? node.Id,
    title: node.Title?.value ?? node.DeveloperName.value ?? '',
    steps: (node.Steps?.value ?? '')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    who: node.Who?.label ?? node.Who?.value ?? null,
    dueInDays: node.Due?.value ?? null,
    cadence: node.Cadence?.label ?? node.Cadence?.value ?? null,
  };
}

/** Plays without a sort order come last; equal ones by name, so that the order never depends on the answer's. */
function bySortOrder(a: PlayNode, b: PlayNode): number {
  const order = (node: PlayNode): number => node.Sort?.value ?? Number.MAX_SAFE_INTEGER;
  return order(a) - order(b) || (a.DeveloperName.value ?? a.Id).localeCompare(b.DeveloperName.value ?? b.Id, 'en');
}
