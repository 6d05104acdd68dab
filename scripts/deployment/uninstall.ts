// Takes the product out of an org: assignments, then what people see, then what it is made of, so that nothing goes before what
// uses it. Arguments and questions are command.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assignmentsOf } from './assignments.ts';
import { REPORT_FOLDER } from './deploy.ts';
import { keyOf } from './owned.ts';
import { builtMembers, inTemporaryFolder, writeRemoval, type BuiltMember } from './package.ts';
import { deployFolder } from './sf.ts';
import type { Member, TargetOrg } from './target-org.ts';

/** In this order, two to a deployment; what is not named goes in the third. Formulas go before what they read. */
const STEPS: readonly (readonly string[])[] = [
  ['CustomApplication', 'Report', 'PermissionSet', 'ListView'],
  ['CustomTab', 'FlexiPage', 'ReportFolder', 'ReportType'],
  [],
  ['CustomField', 'CustomObject'],
];
const FORMULA_STEP = 2;
/** Of a standard object only our parts go; a label file and a language's translations may hold those of others. */
const STAY = ['CustomLabels', 'Translations'];

export interface Removal {
  readonly present: readonly Member[];
  readonly assignments: readonly string[];
  /** Records of our objects, as far as the signed-in user may see them. */
  readonly records: ReadonlyMap<string, number>;
}

/** What of the product is in the org. */
export async function findInstalled(org: TargetOrg, built: string): Promise<Removal> {
  const ours = removable(builtMembers(built));
  const there = new Set((await org.list([...new Set(ours.map(({ type }) => type))], REPORT_FOLDER)).map(keyOf));
  const records = await adminsOwnRecords(org, ours);
  const present = [...ours.filter((member) => there.has(keyOf(member))), ...records];
  const sets = present.filter(({ type }) => type === 'PermissionSet').map(({ name }) => name);
  const objects = present.filter(({ type, name }) => type === 'CustomObject' && name.endsWith('__c'));
  const counts = new Map<string, number>();
  for (const { name } of objects) {
    const rows = await org.queryIfVisible(`SELECT COUNT(Id) n FROM ${name}`);
    if (rows) counts.set(name, Number(rows[0]?.['n'] ?? 0));
  }
  return { present, assignments: await assignmentsOf(org, sets), records: counts };
}

/** Parts of our own objects go with them; parts of standard objects by themselves. */
function removable(members: readonly BuiltMember[]): readonly BuiltMember[] {
  const own = members.filter(({ type }) => type === 'CustomObject').map(({ name }) => name);
  const isOwn = (name: string): boolean => /__(c|mdt)$/.test(name) && own.includes(name);
  return members.filter(({ type, name }) => {
    if (STAY.includes(type)) return false;
    if (type === 'CustomObject') return isOwn(name);
    const parent = name.split('.')[0] ?? '';
    return !['CustomField', 'ListView', 'ValidationRule'].includes(type) || !isOwn(parent);
  });
}

/** Records that admins made of our types: they would keep the types from going. */
async function adminsOwnRecords(org: TargetOrg, ours: readonly Member[]): Promise<readonly Member[]> {
  const types = ours.flatMap(({ type, name }) => (type === 'CustomObject' ? [name.replace(/__mdt$/, '')] : []));
  const shipped = new Set(ours.map(keyOf));
  return (await org.list(['CustomMetadata'], REPORT_FOLDER)).filter(
    (member) => types.includes(member.name.split('.')[0] ?? '') && !shipped.has(keyOf(member)),
  );
}

/** @returns what is still there, which is nothing when all went well. @throws DeployRefused */
export async function uninstall(
  org: TargetOrg,
  alias: string | null,
  built: string,
  { present, assignments }: Removal,
  say: (line: string) => void,
): Promise<readonly Member[]> {
  await org.remove('PermissionSetAssignment', assignments);
  const files = new Map(builtMembers(built).map((member) => [keyOf(member), member.file]));
  const steps = STEPS.map((_, step) => present.filter((member) => stepOf(member, files.get(keyOf(member))) === step));
  for (let at = 0; at < steps.length; at += 2) {
    const first = steps[at] ?? [];
    const last = steps[at + 1] ?? [];
    if (first.length + last.length === 0) continue;
    say(`Removing ${first.length + last.length} components …`);
    await inTemporaryFolder(async (folder) => {
      writeRemoval(folder, first, last);
      await deployFolder(join(folder, 'package'), alias, false);
    });
  }
  return (await findInstalled(org, built)).present;
}

function stepOf({ type }: Member, file: string | undefined): number {
  if (type === 'CustomField' && file !== undefined && readFileSync(file, 'utf8').includes('<formula>'))
    return FORMULA_STEP;
  const step = STEPS.findIndex((types) => types.includes(type));
  return step < 0 ? FORMULA_STEP : step;
}
