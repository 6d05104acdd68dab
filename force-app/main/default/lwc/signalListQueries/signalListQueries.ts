// What the list asks the org, one document per purpose, and the form of each answer. Conditions and order are variables
// (c/signalListScope). Never the story: it is long, and read for one account at a time.
import { gql } from 'lightning/graphql';

/** One page of accounts. Custom fields are optional: one the viewer may not read is left out and the rest still comes. */
export const ACCOUNTS_QUERY = gql`
  query highSignalAccounts(
    $where: Account_Filter
    $orderBy: Account_OrderBy
    $first: Int
    $after: String
    $upperBound: Int
  ) {
    uiapi {
      query {
        Account(where: $where, orderBy: $orderBy, first: $first, after: $after, upperBound: $upperBound) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              Id
              Name {
                value
              }
              Owner {
                Id
                Name {
                  value
                }
              }
              Tier: Signal_Tier__c @optional {
                value
              }
              Score: Touchpoint_Score__c @optional {
                value
              }
              ActiveTouchpoints: Active_Touchpoints__c @optional {
                value
              }
              LastTouch: Last_Touch__c @optional {
                value
              }
              DaysSinceLastTouch: Days_Since_Last_Touch__c @optional {
                value
              }
              AccountAge: Account_Age_Days__c @optional {
                value
              }
              AvgRecipients: Avg_Recipients_Per_Series__c @optional {
                value
              }
              ExitsOn: Signal_Exits_On__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** How many accounts have a score of 0–10, 10–20 … 90–100: ten counts, as many as one request may hold. */
export const SCORES_QUERY = gql`
  query highSignalScores(
    $b0: Account_Filter
    $b1: Account_Filter
    $b2: Account_Filter
    $b3: Account_Filter
    $b4: Account_Filter
    $b5: Account_Filter
    $b6: Account_Filter
    $b7: Account_Filter
    $b8: Account_Filter
    $b9: Account_Filter
  ) {
    uiapi {
      query {
        b0: Account(where: $b0, first: 1) {
          totalCount
        }
        b1: Account(where: $b1, first: 1) {
          totalCount
        }
        b2: Account(where: $b2, first: 1) {
          totalCount
        }
        b3: Account(where: $b3, first: 1) {
          totalCount
        }
        b4: Account(where: $b4, first: 1) {
          totalCount
        }
        b5: Account(where: $b5, first: 1) {
          totalCount
        }
        b6: Account(where: $b6, first: 1) {
          totalCount
        }
        b7: Account(where: $b7, first: 1) {
          totalCount
        }
        b8: Account(where: $b8, first: 1) {
          totalCount
        }
        b9: Account(where: $b9, first: 1) {
          totalCount
        }
      }
    }
  }
`;

/** How many accounts each owner has, for the manager's view and the choice of an owner. */
export const OWNERS_QUERY = gql`
  query highSignalOwners($where: Account_Filter) {
    uiapi {
      aggregate {
        Account(where: $where, groupBy: { OwnerId: { group: true } }, first: 2000) {
          edges {
            node {
              aggregate {
                OwnerId {
                  value
                }
                Id {
                  count {
                    value
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;

/** The names of those owners, as far as the viewer may see them. */
export const OWNER_NAMES_QUERY = gql`
  query highSignalOwnerNames($ids: [ID]) {
    uiapi {
      query {
        User(where: { Id: { in: $ids } }, first: 2000) {
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

/** What the policy says besides scoring: who counts as mine, and the target of the conversion tile. */
export const POLICY_QUERY = gql`
  query touchpointPolicy {
    uiapi {
      query {
        Touchpoint_Policy__mdt(first: 1, where: { DeveloperName: { eq: "Default" } }) {
          edges {
            node {
              Id
              DgrField: DGR_Role_Field__c @optional {
                value
              }
              SponsorField: Executive_Sponsor_Field__c @optional {
                value
              }
              TargetMin: Target_Opportunities_Min__c @optional {
                value
              }
              TargetMax: Target_Opportunities_Max__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** A field that was not readable is absent; one that is blank has the value null. */
export type Field<T> = { readonly value: T | null } | null | undefined;
type Edge<N> = { readonly node: N } | null;

export interface AccountNode {
  readonly Id: string;
  readonly Name: Field<string>;
  readonly Owner?: { readonly Id: string; readonly Name: Field<string> } | null;
  readonly Tier?: Field<string>;
  readonly Score?: Field<number>;
  readonly ActiveTouchpoints?: Field<number>;
  readonly LastTouch?: Field<string>;
  readonly DaysSinceLastTouch?: Field<number>;
  readonly AccountAge?: Field<number>;
  readonly AvgRecipients?: Field<number>;
  readonly ExitsOn?: Field<string>;
}

export interface AccountPage {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly Edge<AccountNode>[];
}

export interface AccountsAnswer {
  readonly uiapi: { readonly query: { readonly Account: AccountPage } };
}

export interface ScoresAnswer {
  readonly uiapi: { readonly query: Readonly<Record<string, { readonly totalCount: number }>> };
}

export interface OwnersAnswer {
  readonly uiapi: {
    readonly aggregate: {
      readonly Account: {
        readonly edges: readonly Edge<{
          readonly aggregate: {
            readonly OwnerId: Field<string>;
            readonly Id: { readonly count: Field<number> } | null;
          };
        }>[];
      };
    };
  };
}

export interface OwnerNamesAnswer {
  readonly uiapi: {
    readonly query: {
      readonly User: { readonly edges: readonly Edge<{ readonly Id: string; readonly Name: Field<string> }>[] };
    };
  };
}

export interface PolicyAnswer {
  readonly uiapi: {
    readonly query: {
      readonly Touchpoint_Policy__mdt: {
        readonly edges: readonly Edge<{
          readonly DgrField?: Field<string>;
          readonly SponsorField?: Field<string>;
          readonly TargetMin?: Field<number>;
          readonly TargetMax?: Field<number>;
        }>[];
      } | null;
    };
  };
}
