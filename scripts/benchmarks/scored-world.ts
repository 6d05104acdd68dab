// A generated world whose accounts carry the figures that a run would have written, and the record of that run: so that the
// preview can be measured in a big org within a minute. The figures are drawn, not scored; their spread is a usual one.
import { generateWorld } from '../stand-ins/world/generate.ts';
import { random, type Random } from '../stand-ins/world/random.ts';
import { recordId } from '../stand-ins/world/record-id.ts';
import { parseSize } from '../stand-ins/world/size.ts';
import type { Placed, Row, World } from '../stand-ins/world/world.ts';

const TODAY = '2026-03-02';
const DAY_MS = 86_400_000;
const EPOCH_DAYS = Date.parse(TODAY) / DAY_MS;
const FINGERPRINT = '5b1d0c2f9a7e4431';
const HALF_LIFE = 30;
const SCALE = 30;
/** Shares of a book: what the demo's run finds among its ordinary accounts, rounded. */
const HIGH = 0.07;
const NEAR = 0.03;
const TYPES = ['email_automated', 'email_manual', 'call_attempt', 'reply', 'call_connected', 'meeting_held'];
const SOURCES = ['Outreach Email', 'Outreach Call', 'Orum Call', 'Event', 'Task'];

/** Few activities: the components read none of them. */
export function scoredWorld(accounts: number): World {
  const world = generateWorld(parseSize(`accounts=${String(accounts)},seed=1,activities=1,today=${TODAY}`));
  function* everything(): Generator<Placed> {
    for (const placed of world.everything())
      if (placed.kind === 'salesforce/Account') {
        const row = placed.row as Row;
        yield { kind: placed.kind, row: { ...row, ...figures(random('scored', String(row['Id']))) } };
      } else yield placed;
    yield { kind: 'salesforce/Touchpoint_Run__c', row: runRow(accounts) };
  }
  return { ...world, objects: async () => [...(await world.objects()), 'Touchpoint_Run__c'], everything };
}

const date = (daysFromNow: number): string =>
  new Date((EPOCH_DAYS + Math.round(daysFromNow)) * DAY_MS).toISOString().slice(0, 10);

function figures(chance: Random): Row {
  const share = chance.next();
  const high = share < HIGH;
  const near = !high && share < HIGH + NEAR;
  const active = high ? chance.whole(4, 40) : near ? 3 : chance.whole(0, 8);
  const twoWay = high && chance.chance(0.7) ? chance.whole(1, Math.min(8, active)) : 0;
  const lastTouch = active === 0 ? null : -(high || near ? chance.whole(0, 14) : chance.whole(22, 90));
  const strength = active === 0 ? 0 : Number((active * 0.1 + twoWay * (2 + chance.next() * 8)).toFixed(6));
  const recipients = active === 0 || chance.chance(0.2) ? null : 1 + chance.whole(0, 50) / 10;
  const exits = high && lastTouch !== null ? lastTouch + 15 : null;
  return {
    Active_Touchpoints__c: active,
    Two_Way_Touchpoints__c: twoWay,
    Last_Touch__c: lastTouch === null ? null : date(lastTouch),
    Last_Two_Way_Touch__c: twoWay === 0 || lastTouch === null ? null : date(lastTouch),
    People_Engaged__c: Math.min(twoWay, 4),
    Channels_Engaged__c: Math.min(twoWay, 3),
    Touchpoint_Sources__c: active === 0 ? null : SOURCES.slice(0, chance.whole(1, SOURCES.length)).join(';'),
    Active_Series__c: recipients === null ? 0 : chance.whole(1, 4),
    Avg_Recipients_Per_Series__c: recipients,
    Touchpoint_Strength__c: strength,
    Touchpoint_Rank__c: strength === 0 ? null : Number((Math.log2(strength) + EPOCH_DAYS / HALF_LIFE).toFixed(6)),
    Touchpoint_Half_Life__c: HALF_LIFE,
    Touchpoint_Scale__c: SCALE,
    Touchpoint_Scored_On__c: TODAY,
    Touchpoint_Scored_At__c: `${TODAY}T08:00:00.000Z`,
    Signal_Exits_On__c: exits === null ? null : date(exits),
    Signal_Near_Until__c: high || near ? date((lastTouch ?? 0) + 22) : null,
    Signal_Engaged_Until__c: twoWay === 0 ? null : date((lastTouch ?? 0) + 91),
    Signal_Evidence__c: 'Complete',
    Touchpoint_Story__c: story(chance, active, lastTouch ?? 0),
    Touchpoint_Policy__c: FINGERPRINT,
  };
}

/** As long as the service's own: what is not asked for costs the org all the same, once it lies between the rows. */
function story(chance: Random, active: number, lastTouch: number): string {
  const touchpoints = Array.from({ length: Math.min(40, active) }, (_, index) => ({
    date: date(lastTouch - index),
    type: chance.pick(TYPES),
    source: chance.pick(SOURCES),
    direction: 'out',
    twoWay: false,
    people: [recordId('Contact', chance.whole(1, 100_000))],
    records: [recordId('Task', chance.whole(1, 1_000_000))],
  }));
  return JSON.stringify({ version: 1, touchpoints, more: 0, types: {}, weeks: {}, changes: [] });
}

function runRow(accounts: number): Row {
  return {
    Id: 'a005g00000BENCHAA1',
    Name: 'Bench',
    Run_Key__c: 'bench',
    Mode__c: 'full',
    Verdict__c: 'ok',
    Started_At__c: `${TODAY}T08:00:00.000Z`,
    Finished_At__c: `${TODAY}T08:04:00.000Z`,
    As_Of__c: `${TODAY}T08:00:00.000Z`,
    Policy_Fingerprint__c: FINGERPRINT,
    Policy_In_Force__c: JSON.stringify({ windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14 }),
    Accounts__c: accounts,
    Evaluated__c: accounts,
    Changed__c: accounts,
    Failed__c: 0,
    Pool_Size__c: Math.round(accounts * HIGH),
    Entered__c: 40,
    Leaving__c: 300,
  };
}
