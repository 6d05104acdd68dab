// Which accounts to look at first: one of each tier, as the org has them now. For whoever prints addresses of the preview.
import { Org } from './org.ts';

/** Values of Signal_Tier__c, the most interesting first. */
const TIERS = ['High-Engaged', 'High-Effort', 'Near', 'None', 'Suppressed'];

export interface Example {
  readonly tier: string;
  readonly name: string;
  /** Below the preview's URL. */
  readonly path: string;
}

/** The strongest account of each tier that has one; empty when nobody may see accounts. */
export async function accountOfEachTier(salesforceUrl: string): Promise<readonly Example[]> {
  const org = new Org(salesforceUrl);
  const viewers = await org.viewers();
  const admin = viewers.find(({ role }) => role === 'admin') ?? viewers[0];
  if (!admin) return [];
  const found: Example[] = [];
  for (const tier of TIERS) {
    const query = `SELECT Id, Name FROM Account WHERE Signal_Tier__c = '${tier}' ORDER BY Touchpoint_Strength__c DESC NULLS LAST LIMIT 1`;
    const response = await org.asViewer(admin.userId, `/services/data/v66.0/query?q=${encodeURIComponent(query)}`, {});
    if (!response.ok) continue;
    const { records } = (await response.json()) as { readonly records: readonly { Id: string; Name: string }[] };
    for (const { Id, Name } of records) found.push({ tier, name: Name, path: `/lightning/r/Account/${Id}/view` });
  }
  return found;
}
