// One generated account from its number alone: who it is, who works there, its deals, and scenes until it has had its share of activity.
import { AccountSheet, type Emit, type ProspectLink } from './account-sheet.ts';
import { EVENT_MESS } from './event-mess.ts';
import { Life, type Rhythm, type Scene } from './life.ts';
import { TASK_MESS } from './mess.ts';
import { openTask, task } from './activity.ts';
import { finishSheet } from './prospect-rows.ts';
import { random, type Random } from './random.ts';
import { ORDINARY_SCENES } from './scenes.ts';
import type { Cast } from './cast.ts';
import {
  COMPANY_FIRST,
  COMPANY_LAST,
  COMPANY_SECOND,
  COUNTRIES,
  FIRST_NAMES,
  INDUSTRIES,
  LAST_NAMES,
  TITLES,
} from './vocabulary.ts';

const SCENES = [...ORDINARY_SCENES, ...TASK_MESS, ...EVENT_MESS];
const ALL_SHARES = SCENES.reduce((sum, { share }) => sum + share, 0);

// About one account in five is out of scope by its type; many have none.
const TYPES = [
  ...Array.from({ length: 16 }, () => 'Prospect'),
  ...[null, null, null, null, null, null, 'Other', 'Analyst'],
  ...[
    'Customer - Direct',
    'Customer - Channel',
    'Channel Partner / Reseller',
    'Technology Partner',
    'Installation Partner',
    'Competitor',
  ],
];

/** The kinds that need an account's activity to be played (leads convert along the way); the others stop after its deals. */
const ACTIVITY_KINDS = new Set([
  'salesforce/Contact',
  'salesforce/Lead',
  'salesforce/Task',
  'salesforce/Event',
  'salesforce/TaskRelation',
  'salesforce/EventRelation',
  'outreach/mailing',
  'outreach/recipient',
  'outreach/call',
  'outreach/sequenceState',
  'outreach/prospect',
]);

/**
 * Emits everything of the account with this number.
 * @param meanActivities mean of Task and Event rows an account over the whole world.
 * @param wanted the kinds the caller will keep; null for all.
 */
export function playAccount(
  cast: Cast,
  number: number,
  meanActivities: number,
  emit: Emit,
  wanted: ReadonlySet<string> | null,
): void {
  const chance = random(cast.seed, 'account', number);
  let activities = 0;
  const counting: Emit = (kind, make) => {
    if (kind === 'salesforce/Task' || kind === 'salesforce/Event') activities += 1;
    if (wanted === null || wanted.has(kind)) emit(kind, make);
  };
  const sheet = new AccountSheet(cast, number, counting);
  const rhythm = drawRhythm(chance);
  if (chance.chance(0.01)) {
    // Deleting an account takes its people and activities along: only its own row is left in the recycle bin.
    sheet.account(companyName(chance), 700, { IsDeleted: true }, null);
    return;
  }
  const opportunityId = makeCompany(sheet, chance, rhythm);
  if (wanted !== null && ![...wanted].some((kind) => ACTIVITY_KINDS.has(kind))) return;

  const share = { hot: 3, warm: 1.6, cold: 0.9, silent: 0.12 }[rhythm.name];
  // Skewed: most accounts have few, some have many (log-normal, sigma 0.8, mean 1).
  const target = Math.min(2000, meanActivities * share * NORMALISE * Math.exp(0.8 * normal(chance) - 0.32));
  const life = new Life(sheet, random(cast.seed, 'life', number), rhythm, opportunityId);
  for (let tries = 0; activities < target && tries < target * 3; tries += 1) drawScene(life.chance)(life);
  if (number % 10 === 3) playLead(sheet, life);
  finishSheet(sheet);
}

/** Makes the shares above average 1 over the rhythms' frequencies (0.05·3 + 0.17·1.6 + 0.48·0.9 + 0.3·0.12 ≈ 0.89), measured
 * with what the last scene of an account adds beyond its target. */
const NORMALISE = 0.9 / 0.89;

function drawRhythm(chance: Random): Rhythm {
  const draw = chance.next();
  if (draw < 0.05) return { name: 'hot', nearest: 0, farthest: 120 };
  if (draw < 0.22) return { name: 'warm', nearest: chance.whole(5, 60), farthest: 300 };
  if (draw < 0.7) return { name: 'cold', nearest: chance.whole(60, 300), farthest: 800 };
  return { name: 'silent', nearest: chance.whole(20, 500), farthest: 900 };
}

function companyName(chance: Random): string {
  return `${chance.pick(COMPANY_FIRST)} ${chance.pick(COMPANY_SECOND)}${chance.pick(COMPANY_LAST)}`;
}

function makeCompany(sheet: AccountSheet, chance: Random, rhythm: Rhythm): string | null {
  const createdDaysAgo = rhythm.farthest + chance.whole(10, 900);
  const fields = {
    Type: chance.pick(TYPES),
    Industry: chance.pick(INDUSTRIES),
    BillingCountry: chance.pick(COUNTRIES),
    NumberOfEmployees: chance.whole(1, 60) * chance.whole(1, 200),
  };
  const outreach = chance.chance(0.04) ? null : chance.chance(0.08) ? 'customId' : 'connection';
  sheet.account(companyName(chance), createdDaysAgo, fields, outreach);
  const people = rhythm.name === 'silent' ? chance.whole(0, 3) : chance.whole(1, 7);
  for (let i = 0; i < people; i += 1)
    sheet.person({
      name: `${chance.pick(FIRST_NAMES)} ${chance.pick(LAST_NAMES)}`,
      title: chance.pick(TITLES),
      link: drawLink(chance, outreach !== null),
    });
  if (chance.chance(0.12)) return sheet.opportunity('open', chance.whole(5, 120), -chance.whole(30, 120));
  if (chance.chance(0.12))
    return sheet.opportunity(chance.chance(0.4) ? 'won' : 'lost', chance.whole(200, 400), chance.whole(20, 190));
  return null;
}

/** Without an account in Outreach nobody can be found through it: such people are connected, unknown or strangers. */
function drawLink(chance: Random, inOutreach: boolean): ProspectLink {
  const draw = chance.next();
  if (draw < 0.72) return 'connection';
  if (draw < 0.82) return inOutreach ? 'email' : 'connection';
  if (draw < 0.85) return inOutreach ? 'customId' : 'unlinked';
  return draw < 0.87 ? 'unlinked' : 'none';
}

/** Leads have activities too; they belong to no account until the lead is converted. */
function playLead(sheet: AccountSheet, life: Life): void {
  const lead = sheet.lead(
    `${life.chance.pick(FIRST_NAMES)} ${life.chance.pick(LAST_NAMES)}`,
    life.chance.pick(TITLES),
    120,
  );
  task(sheet, {
    daysAgo: life.chance.whole(1, 60),
    subject: 'Call',
    subtype: 'Call',
    people: [lead],
    whatId: null,
    fields: { CallType: 'Outbound' },
  });
  task(sheet, { daysAgo: life.chance.whole(1, 60), subject: 'Send samples', people: [lead], whatId: null });
  openTask(sheet, lead, -5, 'Qualify');
  if (life.chance.chance(0.5)) {
    const former = sheet.convertedLead(
      `${life.chance.pick(FIRST_NAMES)} ${life.chance.pick(LAST_NAMES)}`,
      life.chance.pick(TITLES),
      life.chance.whole(100, 300),
    );
    task(sheet, { daysAgo: life.day() + 100, subject: 'Send samples', people: [former] });
  }
}

function drawScene(chance: Random): Scene {
  let rest = chance.next() * ALL_SHARES;
  for (const { share, scene } of SCENES) {
    rest -= share;
    if (rest < 0) return scene;
  }
  return () => undefined;
}

/** Standard normal by Box and Muller. */
function normal(chance: Random): number {
  return Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
}
