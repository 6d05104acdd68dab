// The demo world: the named companies of the story inside a believable org of 2,000 accounts, on a fixed Monday.
import { playAccount } from './account-life.ts';
import { AccountSheet } from './account-sheet.ts';
import { playedWorld } from './generate.ts';
import { finishSheet } from './prospect-rows.ts';
import { COMPANIES, FIRST_NUMBER } from './story.ts';
import { writeWorld } from './write-world.ts';
import type { WorldSize } from './size.ts';
import type { Stage } from './story-company.ts';
import type { Placed, World } from './world.ts';

const ALL_ACCOUNTS = 2000;
export const DEMO_SIZE: WorldSize = {
  accounts: ALL_ACCOUNTS - COMPANIES.length,
  seed: 7,
  activities: 10,
  today: '2026-03-02',
  timeZone: 'America/New_York',
  reps: 20,
};

export function demoWorld(): World & { everything(): Iterable<Placed> } {
  return playedWorld(DEMO_SIZE, function* (cast, emit, wanted) {
    for (let number = 0; number < DEMO_SIZE.accounts; number += 1) {
      playAccount(cast, number, DEMO_SIZE.activities, emit, wanted);
      yield number;
    }
    const stage: Stage = new Map();
    for (const [index, company] of COMPANIES.entries()) {
      const sheet = new AccountSheet(cast, FIRST_NUMBER + index, emit);
      sheet.account(company.name, company.ageDays, company.fields ?? {}, company.outreach ?? 'connection');
      company.play(sheet, stage);
      finishSheet(sheet);
      yield sheet.number;
    }
  });
}

/** Writes the demo world as files into `folder`; the same bytes every time. */
export async function writeDemoWorld(folder: string): Promise<void> {
  const world = demoWorld();
  await writeWorld(folder, world.org, world.everything());
}
