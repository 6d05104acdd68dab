// Touchpoints by week as a small stacked chart, drawn in the template, with a table of the same numbers for screen readers.
import { LightningElement, api } from 'lwc';
import { countText, dateText, filled } from 'c/figures';
import { daysAfter } from 'c/signalTasks';
import type { StoryWeek } from 'c/accountStory';
import ONE_WAY from '@salesforce/label/c.Touchpoint_Card_Effort_One_Way';
import SUMMARY from '@salesforce/label/c.Touchpoint_Card_Weeks_Summary';
import TITLE from '@salesforce/label/c.Touchpoint_Card_Weeks_Title';
import TWO_WAY from '@salesforce/label/c.Touchpoint_Card_Effort_Two_Way';
import WEEK from '@salesforce/label/c.Touchpoint_Card_Weeks_Week';
import WEEK_OF from '@salesforce/label/c.Touchpoint_Card_Weeks_Week_Of';

interface Column {
  readonly monday: string;
  readonly week: string;
  readonly tip: string;
  readonly twoWay: string;
  readonly oneWay: string;
  readonly x: number;
  readonly width: number;
  readonly twoWayY: number;
  readonly twoWayHeight: number;
  readonly oneWayY: number;
  readonly oneWayHeight: number;
}

const DEFAULT_WINDOW_DAYS = 90;
/** Units of the drawing; it is stretched to the place it has. */
const HEIGHT = 60;
/** For the border of the highest bar. */
const HEADROOM = 2;
const STEP = 12;
const WIDTH = 8;
const DAY_MS = 86_400_000;
// 1970-01-01 was a Thursday; weeks start on Monday, as in the story.
const MONDAY_OFFSET = 3;

export default class AccountWeeks extends LightningElement {
  /** Weeks with touchpoints, in any order. */
  @api weeks: readonly StoryWeek[] = [];
  /** The viewer's date, `YYYY-MM-DD`: the chart ends with its week. */
  @api today = '';
  /** Length of the rolling window in days; null when not known. */
  @api windowDays: number | null = null;

  words = { title: TITLE, week: WEEK, twoWay: TWO_WAY, oneWay: ONE_WAY };
  height = HEIGHT;

  get hasWeeks(): boolean {
    return this.weeks.length > 0;
  }
  get columns(): readonly Column[] {
    const counts = new Map(this.weeks.map((week) => [week.monday, week]));
    const most = Math.max(1, ...this.weeks.map(total));
    return this.mondays.map((monday, index) => {
      const { twoWay = 0, oneWay = 0 } = counts.get(monday) ?? {};
      const twoWayHeight = (HEIGHT * twoWay) / most;
      const oneWayHeight = (HEIGHT * oneWay) / most;
      const week = dateText(monday);
      return {
        monday,
        week,
        tip: filled(WEEK_OF, week, countText(twoWay), countText(oneWay)),
        twoWay: countText(twoWay),
        oneWay: countText(oneWay),
        x: index * STEP + (STEP - WIDTH) / 2,
        width: WIDTH,
        twoWayY: HEIGHT - twoWayHeight,
        twoWayHeight,
        oneWayY: HEIGHT - twoWayHeight - oneWayHeight,
        oneWayHeight,
      };
    });
  }
  get viewBox(): string {
    return `0 ${-HEADROOM} ${this.mondays.length * STEP} ${HEIGHT + HEADROOM}`;
  }
  get first(): string {
    return dateText(this.mondays[0]);
  }
  get last(): string {
    return dateText(this.mondays.at(-1));
  }
  get most(): string {
    return countText(Math.max(0, ...this.weeks.map(total)));
  }
  get summary(): string {
    const busiest = [...this.weeks].sort((a, b) => total(b) - total(a) || (a.monday < b.monday ? 1 : -1))[0];
    if (busiest === undefined) return TITLE;
    const all = this.weeks.reduce((sum, week) => sum + total(week), 0);
    return filled(
      SUMMARY,
      countText(all),
      countText(this.mondays.length),
      dateText(busiest.monday),
      countText(total(busiest)),
    );
  }

  /** Every Monday from the start of the window to this week, and whatever the story has beyond. */
  private get mondays(): readonly string[] {
    const known = this.weeks.map((week) => week.monday);
    const start = mondayOf(daysAfter(this.today, -(this.windowDays ?? DEFAULT_WINDOW_DAYS)));
    const from = [start, ...known].reduce((a, b) => (b < a ? b : a));
    const to = [mondayOf(this.today), ...known].reduce((a, b) => (b > a ? b : a));
    const weeks = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS / 7) + 1;
    return Array.from({ length: weeks }, (_, week) => daysAfter(from, 7 * week));
  }
}

function total(week: StoryWeek): number {
  return week.twoWay + week.oneWay;
}

function mondayOf(date: string): string {
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
  return daysAfter(date, -((day + MONDAY_OFFSET) % 7));
}
