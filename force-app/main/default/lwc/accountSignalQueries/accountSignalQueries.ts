// What the account card asks the org for as the viewer, and how it reads the answers. Figures come from the org's
// formula fields, in the viewer's own date; nothing here computes a verdict.
import { gql } from 'lightning/graphql';
import { daysAfter, viewersToday } from 'c/signalTasks';

/** One account. Every field of ours is optional: what the viewer may not see is left out of the answer instead of failing it. */
export const ACCOUNT_QUERY = gql`
  query accountSignal($id: ID!) {
    uiapi {
      query {
        Account(where: { Id: { eq: $id } }, first: 1) {
          edges {
            node {
              Id
              Name {
                value
              }
              Tier: Signal_Tier__c @optional {
                value
              }
              High: High_Signal__c @optional {
                value
              }
              Score: Touchpoint_Score__c @optional {
                value
              }
              Active: Active_Touchpoints__c @optional {
                value
              }
              TwoWay: Two_Way_Touchpoints__c @optional {
                value
              }
              People: People_Engaged__c @optional {
                value
              }
              Channels: Channels_Engaged__c @optional {
                value
              }
              LastTouch: Last_Touch__c @optional {
                value
              }
              DaysSince: Days_Since_Last_Touch__c @optional {
                value
              }
              Age: Account_Age_Days__c @optional {
                value
              }
              Recipients: Avg_Recipients_Per_Series__c @optional {
                value
              }
              Series: Active_Series__c @optional {
                value
              }
              ExitsOn: Signal_Exits_On__c @optional {
                value
              }
              DaysInPool: Days_In_Pool__c @optional {
                value
              }
              Excluded: Signal_Excluded_Because__c @optional {
                value
              }
              SnoozedUntil: Signal_Snoozed_Until__c @optional {
                value
              }
              OpenOpportunities: Open_Opportunities__c @optional {
                value
              }
              Evidence: Signal_Evidence__c @optional {
                value
              }
              Policy: Touchpoint_Policy__c @optional {
                value
              }
              ScoredAt: Touchpoint_Scored_At__c @optional {
                value
              }
              Story: Touchpoint_Story__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

export const CONTACT_NAMES_QUERY = gql`
  query signalContacts($ids: [ID]) {
    uiapi {
      query {
        Contact(where: { Id: { in: $ids } }, first: 2000) {
          edges {
            node {
              Id
              Name {
                value
              }
            }
          }
        }
      }
    }
  }
`;

export const LEAD_NAMES_QUERY = gql`
  query signalLeads($ids: [ID]) {
    uiapi {
      query {
        Lead(where: { Id: { in: $ids } }, first: 2000) {
          edges {
            node {
              Id
              Name {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** `undefined`: the viewer may not see the field. `null`: it is blank. */
type Seen<T> = T | null | undefined;

/** The account as the viewer may see it. Dates are `YYYY-MM-DD`; counts and days are whole numbers; the score is 0 to 100. */
export interface SignalAccount {
  readonly id: string;
  readonly name: string;
  readonly tier: Seen<string>;
  readonly high: Seen<boolean>;
  readonly score: Seen<number>;
  readonly active: Seen<number>;
  readonly twoWay: Seen<number>;
  readonly people: Seen<number>;
  readonly channels: Seen<number>;
  readonly lastTouch: Seen<string>;
  readonly daysSince: Seen<number>;
  readonly age: Seen<number>;
  readonly recipients: Seen<number>;
  readonly series: Seen<number>;
  readonly exitsOn: Seen<string>;
  readonly daysInPool: Seen<number>;
  readonly excluded: Seen<string>;
  readonly snoozedUntil: Seen<string>;
  readonly openOpportunities: Seen<number>;
  readonly evidence: Seen<string>;
  readonly policy: Seen<string>;
  readonly scoredAt: Seen<string>;
  readonly story: Seen<string>;
}

/** Everything but what every viewer of the account sees. */
export type SignalField = Exclude<keyof SignalAccount, 'id' | 'name'>;

const FIELDS: Readonly<Record<SignalField, string>> = {
  tier: 'Tier',
  high: 'High',
  score: 'Score',
  active: 'Active',
  twoWay: 'TwoWay',
  people: 'People',
  channels: 'Channels',
  lastTouch: 'LastTouch',
  daysSince: 'DaysSince',
  age: 'Age',
  recipients: 'Recipients',
  series: 'Series',
  exitsOn: 'ExitsOn',
  daysInPool: 'DaysInPool',
  excluded: 'Excluded',
  snoozedUntil: 'SnoozedUntil',
  openOpportunities: 'OpenOpportunities',
  evidence: 'Evidence',
  policy: 'Policy',
  scoredAt: 'ScoredAt',
  story: 'Story',
};

type Leaf = { readonly value: unknown } | null | undefined;
interface Connection {
  readonly edges: readonly ({ readonly node: Readonly<Record<string, unknown>> } | null)[];
}
interface Answer<K extends string> {
  readonly uiapi: { readonly query: Partial<Readonly<Record<K, Connection | null>>> };
}
export type AccountAnswer = Answer<'Account'>;
export type ContactNamesAnswer = Answer<'Contact'>;
export type LeadNamesAnswer = Answer<'Lead'>;

/** The account of the answer; null when there is none that the viewer may read. */
export function accountOf(answer: AccountAnswer): SignalAccount | null {
  const node = answer.uiapi.query.Account?.edges[0]?.node;
  if (node === undefined) return null;
  const values = Object.entries(FIELDS).map(([field, alias]) => {
    const leaf = node[alias] as Leaf;
    return [field, leaf === undefined || leaf === null ? undefined : leaf.value];
  });
  return {
    ...(Object.fromEntries(values) as Omit<SignalAccount, 'id' | 'name'>),
    id: node.Id as string,
    name: ((node.Name as Leaf)?.value as string | null | undefined) ?? '',
  };
}

/** The fields of ours that the viewer may not see, in the order of the card; all of them when no permission is held. */
export function hiddenFields(account: SignalAccount): readonly SignalField[] {
  return (Object.keys(FIELDS) as SignalField[]).filter((field) => account[field] === undefined);
}

/** True when nothing of the signal is visible: the viewer holds none of our permission sets. */
export function seesNothing(account: SignalAccount): boolean {
  return hiddenFields(account).length === Object.keys(FIELDS).length;
}

/** Names by Id of the people that the viewer may read. */
export function namesOf(
  contacts: ContactNamesAnswer | undefined,
  leads: LeadNamesAnswer | undefined,
): ReadonlyMap<string, string> {
  const edges = [...(contacts?.uiapi.query.Contact?.edges ?? []), ...(leads?.uiapi.query.Lead?.edges ?? [])];
  const names = new Map<string, string>();
  for (const edge of edges) {
    const name = (edge?.node.Name as Leaf)?.value;
    if (edge !== null && typeof name === 'string' && name !== '') names.set(edge.node.Id as string, name);
  }
  return names;
}

/**
 * The viewer's date (`YYYY-MM-DD`) as the org counts it: Last Touch plus the days since. A touch of today, or of
 * tomorrow where the viewer is a date behind the org, says 0 days, and then the browser's clock decides between them.
 */
export function viewerDate(account: SignalAccount): string {
  const { lastTouch, daysSince } = account;
  const byOrg = typeof lastTouch === 'string' && typeof daysSince === 'number';
  return byOrg && daysSince > 0 ? daysAfter(lastTouch, daysSince) : viewersToday();
}
