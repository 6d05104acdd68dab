// Forgets a person: marks who it is so that nothing brings the person back, rewrites the stories of the org, and removes what
// the ledger keeps. What Salesforce and Outreach themselves hold is left to whoever answers for it there.
import type { AccountFields } from '../scoring/account-fields.ts';
import { ConfigurationFailure, type RecordProblem } from './failures.ts';
import { type LeftOut, storyWithout } from './forgotten-story.ts';
import type { ForgottenPeople } from './forgotten.ts';
import type { Log } from './log.ts';
import type { KnownAs, OrgPort } from './ports.ts';
import { PREFIXES, salesforceId } from './salesforce-ids.ts';
import { openAct, writeTrailed } from './trailed-write.ts';
import type { Author, TrailStore, Writing } from './trail.ts';

/** Written together. */
const ACCOUNTS_AT_ONCE = 200;

/** All that a person is known by, in the org and in Outreach. */
export interface Person extends KnownAs {
  readonly prospectIds: readonly number[];
}

/** What the ledger held of a person. */
export interface Traces {
  readonly prospects: number;
  readonly mailings: number;
  readonly calls: number;
  /** Writes whose evidence named the person and is removed: they can be undone, and no longer be replayed. */
  readonly evidence: number;
  /** Writes whose story named the person, before or after. */
  readonly stories: number;
  /** Plans, results and messages of runs. */
  readonly texts: number;
}

/** What keeping people out takes of the ledger. */
export interface PersonStore {
  /** The prospects of a person, with all that they are known by. Another's prospect that shares an address is not among them. */
  knownBy(person: KnownAs): Promise<Person>;
  /** Records that are only about the person: `mailing:12`, `call:7`. */
  recordsOf(person: Person): Promise<readonly string[]>;
  /** Removes everything of the person, or only counts it. */
  remove(person: Person, leftOut: LeftOut, dryRun: boolean): Promise<Traces>;
  /** Rewrites the files, so that nothing that was removed can be read from them. Throws `LEDGER_BUSY`. */
  scrub(): Promise<void>;
}

export interface Forgetting {
  readonly person: Person;
  /** Nobody of this Id or address is in the org, in the mirror or in the trail. */
  readonly unknown: boolean;
  readonly traces: Traces;
  /** Accounts of the org whose story named the person. */
  readonly accounts: readonly string[];
  /** Accounts whose story could not be written: it still names the person. */
  readonly problems: readonly RecordProblem[];
  readonly actId: string | null;
}

export interface ForgetNeeds {
  readonly org: Pick<OrgPort, 'identify' | 'findPerson' | 'findStoriesNaming' | 'readHeld' | 'writeAccounts'>;
  readonly store: PersonStore;
  readonly people: ForgottenPeople;
  readonly trail: TrailStore;
  readonly author: Author;
  readonly log: Log;
}

/** The caller holds the run lock unless it is a dry run. `given`: an e-mail address, or the Id of a Contact or a Lead. */
export async function forget(
  { org, store, people, trail, author, log }: ForgetNeeds,
  given: string,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<Forgetting> {
  const { now: at } = await org.identify();
  const asked = askedFor(given);
  const found = await org.findPerson(asked, signal);
  const person = await store.knownBy({
    contactIds: [...new Set([...asked.contactIds, ...found.contactIds])],
    leadIds: [...new Set([...asked.leadIds, ...found.leadIds])],
    emails: [...new Set([...asked.emails, ...found.emails])],
  });
  const ids = [...person.contactIds, ...person.leadIds, ...person.prospectIds.map((id) => `prospect:${id}`)];
  const leftOut = { people: new Set(ids), records: new Set(await store.recordsOf(person)) };
  const stories = await org.findStoriesNaming([...ids, ...leftOut.records], signal);
  const counted = await store.remove(person, leftOut, true);
  const nothing = stories.size === 0 && Object.values(counted).every((many) => many === 0);
  const unknown = nothing && found.contactIds.length + found.leadIds.length + person.prospectIds.length === 0;
  const result = { person, unknown, traces: counted, accounts: [...stories.keys()].sort(), problems: [], actId: null };
  if (dryRun) return result;
  if (unknown) {
    // An attempt before this one may have removed the person from a ledger in use, whose files still hold it.
    if ((await people.among([...ids, ...person.emails])).size > 0) await store.scrub();
    return result;
  }
  // First of all: whatever ends this early, nothing brings the person back, and doing it again does the rest.
  await people.remember([...ids, ...person.emails]);
  const act = stories.size === 0 ? null : await openAct(trail, author, { kind: 'forget', at }, null);
  const problems: RecordProblem[] = [];
  for (let start = 0; act !== null && start < result.accounts.length; start += ACCOUNTS_AT_ONCE) {
    const slice = result.accounts.slice(start, start + ACCOUNTS_AT_ONCE);
    const held = await org.readHeld(slice, signal);
    const writings = slice.flatMap((accountId) => writingOf(accountId, held.get(accountId), leftOut));
    const outcomes = await writeTrailed({ org, trail }, act, writings, signal);
    problems.push(...outcomes.map(({ problem }) => problem).filter((problem) => problem !== null));
  }
  const traces = await store.remove(person, leftOut, false);
  await store.scrub();
  log.info('person.forgotten', { act: act?.id ?? null, accounts: stories.size, failed: problems.length, ...traces });
  return { ...result, traces, problems, actId: act?.id ?? null };
}

/** The trail of it must not name the person either: before and after are the story without. */
function writingOf(accountId: string, held: AccountFields | undefined, leftOut: LeftOut): Writing[] {
  if (!held?.story) return [];
  const story = storyWithout(held.story, leftOut);
  return [{ accountId, fields: { story }, held: { ...held, story }, evidence: null }];
}

function askedFor(given: string): KnownAs {
  const text = given.trim();
  const contact = salesforceId(text, PREFIXES.contact);
  if (contact !== null) return { contactIds: [contact], leadIds: [], emails: [] };
  const lead = salesforceId(text, PREFIXES.lead);
  if (lead !== null) return { contactIds: [], leadIds: [lead], emails: [] };
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { contactIds: [], leadIds: [], emails: [text.toLowerCase()] };
  const message = 'is neither an e-mail address nor the Id of a Contact (003…) or a Lead (00Q…)';
  const fix = 'Give the address, or the Id as in the address of the person’s page.';
  throw new ConfigurationFailure([{ where: given, message, fix }]);
}
