// A deployment from look to check: what the org has of what admins own, the package without it, permission sets, and whether all
// is there afterwards. Arguments and texts are command.ts.
import { join } from 'node:path';
import { ROOT } from '../components/bundles.ts';
import { assign, type Assignment } from './assignments.ts';
import { additions, differences, keyOf, ownedThere, type Difference } from './owned.ts';
import { builtMembers, inTemporaryFolder, readManifest, writePackage, type BuiltMember } from './package.ts';
import { waitForRollUps } from './roll-ups.ts';
import { deployFolder } from './sf.ts';
import type { Member, TargetOrg } from './target-org.ts';

const OWNED = join(ROOT, 'manifest/no-overwrite.xml');
/** Below which the product's reports lie. */
export const REPORT_FOLDER = 'Touchpoint_Intelligence';

export interface DeployOrder {
  readonly org: TargetOrg;
  readonly alias: string | null;
  /** Folder with what is deployed, components compiled. */
  readonly built: string;
  readonly checkOnly: boolean;
  readonly translations: boolean;
  readonly assignments: readonly Assignment[];
  /** Null: records keep the org's values. Otherwise asked with all differences; false leaves them, too. */
  readonly reset: ((found: readonly Difference[]) => Promise<boolean>) | null;
  readonly rollUpMinutes: number;
  readonly say: (line: string) => void;
}

export interface Deployed {
  readonly sent: number;
  /** What admins own and has stayed as it is, `Type:Name`. */
  readonly kept: readonly string[];
  /** Records that got values for fields new to the org. */
  readonly completed: readonly string[];
  /** Differences between the org's records and the shipped ones, looked at only when asked to reset. */
  readonly differences: readonly Difference[];
  readonly reset: boolean;
  /** What is not as it should be afterwards, with what to do. */
  readonly problems: readonly string[];
}

/** @throws DeployRefused; nothing was changed then. */
export async function deploy(order: DeployOrder): Promise<Deployed> {
  const { org, built, say, alias, checkOnly } = order;
  const members = builtMembers(built);
  const owned = readManifest(OWNED);
  say(`Looking at ${org.url} as ${org.username} …`);
  const types = [...new Set(['CustomField', ...owned.map(({ type }) => type)])];
  const present = await org.list(types, REPORT_FOLDER);
  const there = ownedThere(members, owned, present);
  const records = there.filter(({ type }) => type === 'CustomMetadata');
  const inOrg = await org.records(records.map(({ name }) => name));
  const found = order.reset === null ? [] : differences(records, inOrg);
  const reset = found.length > 0 && order.reset !== null && (await order.reset(found));
  const changed = new Set(reset ? found.map(({ record }) => record) : []);
  const kept = there.filter(({ type, name }) => type !== 'CustomMetadata' || !changed.has(name));
  const fields = new Set(present.filter(({ type }) => type === 'CustomField').map(({ name }) => name));
  const completed = additions(
    kept.filter(({ type }) => type === 'CustomMetadata'),
    inOrg,
    fields,
  );
  const left = [
    ...kept.filter(({ file }) => !completed.has(file)),
    ...members.filter(({ type }) => type === 'Translations' && !order.translations),
  ];
  const sent = await inTemporaryFolder(async (folder) => {
    const count = await writePackage(folder, built, left, completed);
    say(
      `${checkOnly ? 'Checking' : 'Deploying'} ${count} components; ${kept.length} that admins own stay as they are …`,
    );
    await deployFolder(join(folder, 'package'), alias, checkOnly);
    return count;
  });
  const done = {
    sent,
    kept: kept.map(keyOf),
    completed: records.filter(({ file }) => completed.has(file)).map(({ name }) => name),
    differences: found,
    reset,
  };
  if (checkOnly) return { ...done, problems: [] };
  const refused = await assign(org, order.assignments);
  say('Looking whether everything is there …');
  const missing = await missingIn(org, members, left);
  const waiting = await waitForRollUps(org, order.rollUpMinutes, say);
  return { ...done, problems: [...missing, ...refused, ...waiting] };
}

/** Fields, records and permission sets that were sent, and the org does not have. */
async function missingIn(
  org: TargetOrg,
  members: readonly BuiltMember[],
  left: readonly BuiltMember[],
): Promise<readonly string[]> {
  const types = ['CustomField', 'CustomMetadata', 'PermissionSet'];
  const there = new Set((await org.list(types, REPORT_FOLDER)).map(keyOf));
  const wanted: readonly Member[] = members.filter((member) => types.includes(member.type) && !left.includes(member));
  return wanted
    .filter((member) => !there.has(keyOf(member)))
    .map(
      ({ type, name }) => `${type} ${name} is not in the org; look at Setup > Deployment Status, then deploy again.`,
    );
}
