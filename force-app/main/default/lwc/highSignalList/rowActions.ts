// What the menu of a row does: pages it opens, dialogs it asks, tasks it makes. The list only hears what became of it.
import type { PageReference } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { filled } from 'c/figures';
import type { FeedbackGiven } from 'c/accountFeedback';
import { giveFeedback } from 'c/signalFeedback';
import type { SignalRow } from 'c/signalListRows';
import type { Play } from 'c/signalPlays';
import type { RowAction } from 'c/signalRowMenu';
import { followUp, taskPage } from 'c/signalTasks';
import type { TaskHost } from 'c/signalTasks';
import SignalWhy from 'c/signalWhy';
import { LIST_WORDS } from './words';

/** What an action needs of the component that it is done in. */
export interface ActionHost extends TaskHost {
  /** The play of a tier that comes first. */
  play(tier: string | null): Play | undefined;
}

/** What the list has to do afterwards: the account is gone from it, the focus belongs back on its row, or nothing since the page changed. */
export type Aftermath = 'gone' | 'back' | 'away';

/** Stands for an Id while the address of record pages is asked for once. */
const SOME_ID = '001000000000000AAA';

/** Where the record page of each account is. */
export async function accountUrls(urlOf: ActionHost['urlOf']): Promise<(accountId: string) => string> {
  const url = await urlOf(recordPage('Account', SOME_ID));
  return (accountId) => url.replace(SOME_ID, accountId);
}

export async function act(action: RowAction, row: SignalRow, host: ActionHost): Promise<Aftermath> {
  if (action === 'why') return why(row, host);
  if (action === 'follow-up') {
    const made = await followUp(host, { id: row.id, name: row.name }, { play: host.play(row.tier) });
    return made === 'made' ? 'back' : 'away';
  }
  if (action === 'snooze' || action === 'not-useful') return feedback(action, row, host);
  host.navigate(action === 'call' ? taskPage('call', { id: row.id, name: row.name }) : recordPage('Account', row.id));
  return 'away';
}

async function why(row: SignalRow, host: ActionHost): Promise<Aftermath> {
  const label = filled(LIST_WORDS.whyTitle, row.name);
  let aftermath: Aftermath = 'back';
  const answer = await SignalWhy.open<'open'>({
    label,
    size: 'medium',
    accountId: row.id,
    onfeedback: ({ detail }: CustomEvent<FeedbackGiven>) => {
      if (detail.kind === 'Snooze') aftermath = 'gone';
    },
  });
  if (answer !== 'open') return aftermath;
  host.navigate(recordPage('Account', row.id));
  return 'away';
}

async function feedback(action: 'snooze' | 'not-useful', row: SignalRow, host: ActionHost): Promise<Aftermath> {
  const kind = action === 'snooze' ? 'Snooze' : 'Not useful';
  const answer = await giveFeedback({ kind, accountId: row.id, accountName: row.name });
  if (answer !== 'saved') return 'back';
  const said = kind === 'Snooze' ? LIST_WORDS.snoozed : LIST_WORDS.feedbackSaved;
  host.dispatchEvent(new ShowToastEvent({ title: filled(said, row.name), variant: 'success' }));
  return kind === 'Snooze' ? 'gone' : 'back';
}

function recordPage(objectApiName: string, recordId: string): PageReference {
  return { type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } };
}
