// Is each interaction seen once, whatever systems logged it? More than five hundred labelled pairs, read by the real
// adapters from the stand-ins, decided by the core, and compared with their labels. Every miss is printed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { ledgerOf, outreachOf, type Ledger } from '../../src/compose.ts';
import { decideReading, lookBackStart, yardstickOf, type Decided } from '../../src/run/decide.ts';
import { createOrg, type SalesforceOrg } from '../../src/salesforce/org.ts';
import { readSettings } from '../../src/settings.ts';
import { callFamilies } from './labelled-calls.ts';
import { doubleFamilies } from './labelled-doubles.ts';
import { likenessFamilies } from './labelled-likeness.ts';
import { ID_FIELD, mailFamilies } from './labelled-mail.ts';
import { LabelledWorld, type Pair } from './labelled-scene.ts';
import { configOf, QUIET } from './stand-in-org.ts';

const DAY_MS = 86_400_000;
const signal = new AbortController().signal;

const set = new LabelledWorld();
mailFamilies(set);
likenessFamilies(set);
callFamilies(set);
doubleFamilies(set);

let folder: string;
let standIns: StandIns;
let org: SalesforceOrg;
let ledger: Ledger;
let decided: ReadonlyMap<string, Decided>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'labelled-'));
  standIns = await startStandIns({ world: set.world.write(join(folder, 'world')), sfPort: 0, outreachPort: 0 });
  const { environment } = standIns;
  org = createOrg(configOf(environment));
  const { settings, problems } = readSettings(environment, folder);
  if (settings === null) throw new Error(`the stand-ins' environment is refused: ${JSON.stringify(problems)}`);
  ledger = await ledgerOf(settings);
  const outreach = outreachOf(settings, QUIET, ledger);
  const identity = await org.identify();
  const inForce = await org.readPolicy();
  const policy = { ...inForce, policy: { ...inForce.policy, outreachIdField: ID_FIELD } };
  const yardstick = yardstickOf({ ...identity, policy, asOf: identity.now });
  const since = lookBackStart(yardstick);
  await outreach?.refreshMirror((since - 1) * DAY_MS, signal);
  const reading = await org.readRange({ from: null, to: null }, policy.policy, since, signal);
  expect(reading.problems).toEqual([]);
  const all = await decideReading({ org, mirror: ledger.mirror }, reading, yardstick, signal);
  expect(all.problems).toEqual([]);
  decided = new Map(all.decided.map((one) => [one.reading.facts.id, one]));
});

afterAll(async () => {
  await org.close();
  await standIns.close();
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Which records of an account the service takes for one, by a record that speaks for them all. */
function unitsOf({ assessment }: Decided): (record: string) => string {
  const parents = new Map<string, string>();
  const unitOf = (record: string): string => {
    const parent = parents.get(record);
    return parent === undefined ? record : unitOf(parent);
  };
  const join = (a: string, b: string): void => {
    const [one, other] = [unitOf(a), unitOf(b)];
    if (one !== other) parents.set(one, other);
  };
  for (const [task, { of, fact }] of assessment.matching.byTask) {
    const record = `${of.engagement.kind}:${of.engagement.id}`;
    if (fact !== null) join(task, fact === 'call' ? record : `${record}:${fact}`);
  }
  for (const { evidence } of assessment.touchpoints)
    for (const { rule, records } of evidence) {
      if (rule === 'data connection' || rule === 'Outreach Id field') continue;
      const [first = '', ...others] = records.filter((record) => !record.startsWith('mailing:'));
      for (const other of others) join(first, other);
    }
  return unitOf;
}

function isOne({ account, a, b }: Pair): boolean {
  const found = decided.get(account);
  if (!found) throw new Error(`the account ${account} was not decided`);
  const unitOf = unitsOf(found);
  return unitOf(a) === unitOf(b);
}

describe('the labelled set', () => {
  test('has at least five hundred pairs of many families, each with its trap, both labels often', () => {
    const same = set.pairs.filter((pair) => pair.same).length;
    expect(set.pairs.length).toBeGreaterThanOrEqual(500);
    expect(set.families.size).toBeGreaterThanOrEqual(40);
    expect([same, set.pairs.length - same].every((count) => count >= 200)).toBe(true);
  });

  test('speaks only of records that exist', () => {
    const known = new Set([...set.world.salesforce.values()].flat().map((row) => row['Id']));
    for (const type of ['mailing', 'call'])
      for (const row of set.world.outreach.get(type) ?? []) known.add(`${type}:${String(row['id'])}`);
    const named = set.pairs.flatMap(({ a, b }) => [a, b]).map((record) => record.replace(/:(?:sent|reply)$/, ''));
    expect(named.filter((record) => !known.has(record))).toEqual([]);
  });

  test('is told apart with a precision of at least 0.99 and a recall of at least 0.97', () => {
    const judged = set.pairs.map((pair) => ({ ...pair, found: isOne(pair) }));
    const count = (same: boolean, found: boolean) =>
      judged.filter((it) => it.same === same && it.found === found).length;
    const [right, wrong, missed] = [count(true, true), count(false, true), count(true, false)];
    const precision = right / (right + wrong);
    const recall = right / (right + missed);
    const misses = judged.filter((it) => it.same !== it.found);
    console.log(
      [
        `Labelled set: ${judged.length} pairs of ${set.families.size} families (${right + missed} one, ${judged.length - right - missed} two).`,
        `Precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, ${misses.length} misses.`,
        ...misses.map(
          ({ family, account, a, b, same }) =>
            `  ${same ? 'missed' : 'wrongly one'}: ${a} and ${b} of ${account}, "${family}": ${set.families.get(family) ?? ''}`,
        ),
      ].join('\n'),
    );
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });
});
