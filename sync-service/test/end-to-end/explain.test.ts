// `touchpoint explain`: the verdict of one account, told to a person and to a program.
import { describe, expect, it } from 'vitest';
import { readerOf } from './org-reader.ts';
import { lastLine, startStandIns, touchpoint } from './processes.ts';

const WORLD = 'accounts=120,seed=17,today=2026-03-02';
const TIERS = ['High-Engaged', 'High-Effort', 'Near', 'None', 'Suppressed'];

interface Explained {
  accountId: string;
  tier: string;
  score: number;
  activeTouchpoints: number;
  lastTouch: string | null;
  exitsOn: string | null;
  touchpoints: {
    date: string;
    type: string;
    source: string;
    people: string[];
    records: string[];
    evidence: { rule: string; records: string[] }[];
    counted: boolean;
    contribution: number;
  }[];
  leftOut: { record: string; reason: string }[];
  changes: { what: string; text: string }[];
}

describe('touchpoint explain', () => {
  it('agrees with the fields of the account for every tier, and traces each number to records', async () => {
    const standIns = await startStandIns(WORLD);
    await touchpoint(['run', '--inline', '--json'], standIns.environment);
    const reader = await readerOf(standIns.environment);
    const rows = await reader.query(
      'SELECT Id, Name, Signal_Tier__c, Touchpoint_Score__c, Active_Touchpoints__c, Last_Touch__c, Signal_Exits_On__c FROM Account ORDER BY Id',
    );
    const samples = TIERS.flatMap((tier) => rows.filter((row) => row['Signal_Tier__c'] === tier).slice(0, 2));
    expect(new Set(samples.map((row) => row['Signal_Tier__c'])).size).toBeGreaterThanOrEqual(4);
    for (const row of samples) {
      const json = lastLine<Explained>(
        await touchpoint(['explain', row['Id'] as string, '--json'], standIns.environment),
      );
      expect(json).toMatchObject({
        accountId: row['Id'],
        tier: row['Signal_Tier__c'],
        score: row['Touchpoint_Score__c'],
        activeTouchpoints: row['Active_Touchpoints__c'],
        lastTouch: row['Last_Touch__c'],
        exitsOn: row['Signal_Exits_On__c'],
      });
      const counted = json.touchpoints.filter((it) => it.counted);
      expect(counted).toHaveLength(json.activeTouchpoints);
      expect(counted.every((it) => it.records.length > 0)).toBe(true);
      // What is more than one record says which rule made it one.
      for (const { records, evidence } of counted)
        expect(records.length === 1 || evidence.some((it) => records.every((id) => it.records.includes(id)))).toBe(
          true,
        );
      expect(json.changes.length).toBeGreaterThan(0);
      const text = await touchpoint(['explain', row['Id'] as string], standIns.environment);
      expect(text.code).toBe(0);
      expect(text.stdout).toContain(row['Name'] as string);
      expect(text.stdout).toContain(row['Signal_Tier__c'] as string);
      expect(text.stdout).toContain('What would change this');
      for (const { records } of counted.slice(0, 3)) expect(text.stdout).toContain(records[0]);
    }
  });

  it('says what to do when there is no such account', async () => {
    const standIns = await startStandIns('accounts=5,seed=2,today=2026-03-02');
    const finished = await touchpoint(['explain', '001000000000009AAA'], standIns.environment);
    expect(finished.code).toBe(2);
    expect(finished.stderr).toContain('001000000000009AAA');
    expect(finished.stderr).toContain('What to do');
  });
});
