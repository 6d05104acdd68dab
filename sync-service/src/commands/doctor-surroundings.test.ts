// What doctor says of certificate and schedule, for settings as they may be.
import { expect, test } from 'vitest';
import type { Settings } from '../compose.ts';
import { examineSurroundings } from './doctor-surroundings.ts';

const DAY = 86_400_000;

async function told(certificate: Settings['salesforce']['certificate']): Promise<readonly string[]> {
  const settings = {
    salesforce: { certificate },
    schedule: { cron: '30 2 * * *', timeZone: 'Asia/Tokyo' },
    dataFolder: import.meta.dirname,
    keyFiles: [],
    slackWebhookUrl: null,
  };
  const found = await examineSurroundings(settings as unknown as Settings);
  return found.map(({ check, ok, warning }) => `${check}: ${!ok ? 'FAIL' : warning === true ? 'warn' : 'ok'}`);
}

const lasting = (fromDays: number, untilDays: number, fits: 'SF_PRIVATE_KEY' | null = 'SF_PRIVATE_KEY') => ({
  validFrom: Date.now() + fromDays * DAY,
  validUntil: Date.now() + untilDays * DAY,
  fits,
});

test('a certificate warns when it is unknown or near its end, and fails when it ended or belongs to no key', async () => {
  expect(await told(null)).toContain('certificate: warn');
  expect(await told(lasting(-10, 355))).toContain('certificate: ok');
  expect(await told(lasting(-10, 20))).toContain('certificate: warn');
  expect(await told(lasting(-10, -1))).toContain('certificate: FAIL');
  expect(await told(lasting(-10, 355, null))).toContain('certificate and key: FAIL');
});

test('a quarter after a key was made somebody is reminded', async () => {
  expect(await told(lasting(-89, 270))).not.toContain('quarterly look: warn');
  expect(await told(lasting(-92, 270))).toContain('quarterly look: warn');
});
