// What people wrote never leaves the adapter: a marker in every text that Salesforce and Outreach hold, a whole run
// through the queue and every command at the loudest log level, and then a search of everything that was left behind.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HandMadeWorld } from './hand-made-world.ts';
import { listenBefore } from './listening-proxy.ts';
import { readerOf } from './org-reader.ts';
import { lastLine, startStandIns, temporaryFolder, touchpoint } from './processes.ts';
import { everyField, filesUnder, otherCommands, redisIn } from './traces.ts';

/** Every planted text starts with this; what follows says where it was planted. */
const MARKER = 'Quetzalcoatl';
/** What the account below counts: a call, an e-mail, a meeting, a mailing, a dial, a case and two notes. */
const COUNTED = 8;

describe('what people wrote', () => {
  it('is in no log, no ledger, no job, no field and no request', async () => {
    const folder = await temporaryFolder();
    const { world, account } = furnished();
    const standIns = await startStandIns(world.write(join(folder, 'world')));
    const reader = await readerOf(standIns.environment);
    const types = await reader.query(
      "SELECT Id, DeveloperName FROM Touchpoint_Type__mdt WHERE DeveloperName IN ('Case', 'Note')",
    );
    const rows = types.map(({ Id }) => ({ Id, Active__c: true }));
    await standIns.control('salesforce', 'POST', 'rows', { object: 'Touchpoint_Type__mdt', rows });
    const outreach = await listenBefore(standIns.outreach);
    const redis = await redisIn(folder);
    const data = join(folder, 'data');
    const environment = {
      ...standIns.environment,
      OUTREACH_URL: `${outreach.url}/api/v2`,
      REDIS_URL: redis,
      LEDGER_URL: data,
      LOG_LEVEL: 'debug',
    };

    const run = await touchpoint(['run', '--json'], environment);
    expect(run.code, run.stderr).toBe(0);
    expect(lastLine(run)).toMatchObject({ run: { verdict: 'ok', changed: 1, failed: 0 } });
    const said = [run.stdout, run.stderr];
    await Promise.all(
      (await otherCommands({ account, run: lastLine<{ run: { id: string } }>(run).run.id, folder: data })).map(
        async (args) => {
          const { code, stdout, stderr } = await touchpoint(args, environment);
          expect([0, 2, 4], `touchpoint ${args.join(' ')}: ${stderr}`).toContain(code);
          said.push(stdout, stderr);
        },
      ),
    );

    // The texts were there to be read, and the one that the service may look at was looked at.
    const fields = await everyField(reader, 'Account');
    expect(JSON.stringify(await reader.query('SELECT Id, Description FROM Task'))).toContain(MARKER);
    expect(await outreach.ask('/api/v2/mailings')).toContain(MARKER);
    expect(fields).toMatchObject([{ Active_Touchpoints__c: COUNTED }]);
    expect(fields[0]?.['Touchpoint_Sources__c']).toContain('Orum Call');

    expect(said.join('\n')).not.toContain(MARKER);
    expect(JSON.stringify([fields, await everyField(reader, 'Touchpoint_Run__c')])).not.toContain(MARKER);
    expect(outreach.answers.filter((answer) => answer.includes(MARKER))).toEqual([]);
    expect(outreach.requests.filter((url) => /body|note/i.test(decodeURIComponent(url)))).toEqual([]);
    const left = [...filesUnder(data), ...filesUnder(join(folder, 'appendonlydir'))];
    for (const trace of [account, 'partition'])
      expect(
        left.some(({ bytes }) => bytes.includes(trace)),
        trace,
      ).toBe(true);
    expect(left.filter(({ bytes }) => bytes.includes(MARKER)).map(({ path }) => path)).toEqual([]);
    // Nor is a secret that was in use while every command ran; secrets.test.ts makes things fail besides.
    expect(outreach.tokens.size).toBeGreaterThan(2);
    expect([...outreach.tokens].filter((token) => said.some((text) => text.includes(token)))).toEqual([]);
  });
});

/** One account with one touch of every kind, and a marker in every text that a record of it can hold. */
function furnished(): { world: HandMadeWorld; account: string } {
  const world = new HandMadeWorld('2026-03-10', 'America/New_York');
  const account = world.account();
  const who = world.contact(account);
  const planted = (where: string): string => `<p>${MARKER} ${where}</p>`;
  const recording = `${MARKER} said https://app.orum.com/recordings/${MARKER} and more`;
  world.task(3, { WhoId: who, TaskSubtype: 'Call', Description: recording });
  world.task(4, { WhoId: who, TaskSubtype: 'Email', Description: planted('Task') });
  world.event(5, { WhoId: who, Description: planted('Event') });
  world.row('Case', '500', {
    ...{ AccountId: account, ContactId: who, CreatedDate: world.at(6), Subject: 'Asked' },
    ...{ Description: planted('Case'), Comments: planted('Case comments') },
  });
  world.row('Note', '002', { ParentId: account, Title: 'Old', CreatedDate: world.at(7), Body: planted('Note') });
  const note = { Title: 'New', FileType: 'SNOTE', CreatedDate: world.at(8) };
  const document = world.row('ContentDocument', '069', note);
  world.row('ContentNote', '069', { Id: document, ...note, Content: planted('Note'), TextPreview: planted('preview') });
  world.row('ContentDocumentLink', '06A', { ContentDocumentId: document, LinkedEntityId: account });
  const prospect = world.resource('prospect', { emails: [] }, {}, [who]);
  const mail = { mailingType: 'single', state: 'delivered', deliveredAt: world.at(9), subject: 'Hello' };
  world.resource('mailing', { ...mail, bodyText: planted('text'), bodyHtml: planted('html') }, { prospect });
  const dial = { direction: 'outbound', state: 'completed', outcome: 'no_answer', dialedAt: world.at(10) };
  world.resource('call', { ...dial, completedAt: world.at(10, '15:01:00'), note: planted('call') }, { prospect });
  return { world, account };
}
