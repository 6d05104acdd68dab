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

/** Archived rows are asked for as well and marked, so that the bridge can say what a report leaves out. */
export async function readReported(
  selector: Selector,
  describer: Describer,
  {
    range,
    from,
    to,
    signal,
  }: {
    readonly range: AccountRange;
    readonly from: Day;
    readonly to: Day;
    readonly signal: AbortSignal;
  },
): Promise<readonly ReportedActivity[]> {
  const dated = `ActivityDate >= ${isoFromDay(from)} AND ActivityDate <= ${isoFromDay(to)}`;
  const found = await Promise.all(
    ['Task', 'Event'].map(async (object) =>
      selector.select({
        object,
        columns: await describer.columns(object, ['Id', 'AccountId'], WELCOME),
        where: all(withinAndSet('AccountId', range), dated, 'IsDeleted = false'),
        all: true,
        size: sizeOf(range),
        map: ([id = '', accountId = '', archived]): ReportedActivity => ({
          id: copied(id),
          accountId: copied(accountId),
          isArchived: archived === 'true',
        }),
        signal,
      }),
    ),
  );
  return found.flat();
}
