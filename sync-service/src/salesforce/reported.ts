// What a Salesforce report of activities by account counts: the rows behind the report that force-app ships, by a query of
// their own. Nothing that read-range.ts reads or leaves out plays a part here, and nothing is interpreted.
import type { AccountRange, ReportedActivity } from '../run/ports.ts';
import { isoFromDay, type Day } from '../scoring/calendar.ts';
import type { Describer } from './describe.ts';
import type { Selector } from './select.ts';
import { all, sizeOf, withinAndSet } from './soql.ts';
import { copied } from './values.ts';

/** Without IsArchived, which not every edition shows, nothing is known to be archived. */
const WELCOME = ['IsArchived'];

interface Asked {
  readonly range: AccountRange;
  readonly from: Day;
  readonly to: Day;
  readonly signal: AbortSignal;
}

/** Rows that a report leaves out are asked for as well and marked, so that the bridge can say why. */
export async function readReported(
  selector: Selector,
  describer: Describer,
  asked: Asked,
): Promise<readonly ReportedActivity[]> {
  const dated = `ActivityDate >= ${isoFromDay(asked.from)} AND ActivityDate <= ${isoFromDay(asked.to)}`;
  const found = await Promise.all([
    rowsOf(selector, describer, 'Task', dated, asked),
    // An all-day event may be dated by its start alone.
    rowsOf(selector, describer, 'Event', `((${dated}) OR (ActivityDate = null AND IsAllDayEvent = true))`, asked),
  ]);
  return found.flat();
}

async function rowsOf(
  selector: Selector,
  describer: Describer,
  object: 'Task' | 'Event',
  dates: string,
  { range, signal }: Asked,
): Promise<readonly ReportedActivity[]> {
  return selector.select({
    object,
    columns: await describer.columns(object, ['Id', 'AccountId', 'ActivityDate'], WELCOME),
    where: all(withinAndSet('AccountId', range), dates, 'IsDeleted = false'),
    all: true,
    size: sizeOf(range),
    map: ([id = '', accountId = '', date, archived]): ReportedActivity => ({
      id: copied(id),
      accountId: copied(accountId),
      missing: archived === 'true' ? 'archived' : date === '' ? 'undated' : null,
    }),
    signal,
  });
}
