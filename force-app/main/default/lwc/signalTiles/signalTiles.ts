// The totals above the list. They come from the record of the latest run, for the whole organization: what a list can count
// follows the sharing of the viewer.
import { LightningElement, api } from 'lwc';
import { countText, filled, instantText, percentText, sinceText } from 'c/figures';
import { isStale } from 'c/latestRun';
import type { LatestRun } from 'c/latestRun';
import COVERAGE from '@salesforce/label/c.Touchpoint_List_Tile_Coverage';
import COVERAGE_NONE from '@salesforce/label/c.Touchpoint_List_Tile_Coverage_None';
import COVERAGE_NOTE from '@salesforce/label/c.Touchpoint_List_Tile_Coverage_Note';
import ENTERED from '@salesforce/label/c.Touchpoint_List_Tile_Entered';
import ENTERED_NOTE from '@salesforce/label/c.Touchpoint_List_Tile_Entered_Note';
import LEAVING from '@salesforce/label/c.Touchpoint_List_Tile_Leaving';
import LEAVING_NOTE from '@salesforce/label/c.Touchpoint_List_Tile_Leaving_Note';
import OPPORTUNITIES from '@salesforce/label/c.Touchpoint_List_Tile_Opportunities';
import OPPORTUNITIES_NONE from '@salesforce/label/c.Touchpoint_List_Tile_Opportunities_None';
import OPPORTUNITIES_TARGET from '@salesforce/label/c.Touchpoint_List_Tile_Opportunities_Target';
import POOL from '@salesforce/label/c.Touchpoint_List_Tile_Pool';
import POOL_NOTE from '@salesforce/label/c.Touchpoint_List_Tile_Pool_Note';
import RUN from '@salesforce/label/c.Touchpoint_List_Tile_Run';
import TILES from '@salesforce/label/c.Touchpoint_List_Tiles';

/** Opportunities a month that the policy aims at. */
export interface Target {
  readonly min: number;
  readonly max: number;
}

interface Tile {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly style: string;
  readonly isLate: boolean;
  /** Numbers are larger than words. */
  readonly valueStyle: string;
}

export default class SignalTiles extends LightningElement {
  @api run: LatestRun | undefined;
  /** Milliseconds since 1970, for the age of the run. */
  @api now = 0;
  /** Null when the policy cannot be read. */
  @api target: Target | null = null;

  words = { tiles: TILES };

  get tiles(): readonly Tile[] {
    const run = this.run;
    if (!run) return [];
    const late = isStale(run, this.now);
    return [
      tile('pool', POOL, countText(run.poolSize), POOL_NOTE),
      tile('entered', ENTERED, countText(run.enteredThisWeek), ENTERED_NOTE),
      tile('leaving', LEAVING, countText(run.leavingThisWeek), LEAVING_NOTE),
      ...this.coverage(run.coverage),
      ...this.conversion(run.opportunitiesThisMonth),
      run.finishedAt === null
        ? tile('run', RUN, countText(null), '')
        : tile('run', RUN, sinceText(run.finishedAt, this.now), instantText(run.finishedAt), late),
    ];
  }

  /** No tile for a figure that the viewer may not read: "not yet" would be untrue. */
  private coverage(percent: LatestRun['coverage']): readonly Tile[] {
    if (percent === undefined) return [];
    if (percent === null) return [tile('coverage', COVERAGE, '', COVERAGE_NONE)];
    return [tile('coverage', COVERAGE, percentText(percent), COVERAGE_NOTE)];
  }

  private conversion(opportunities: LatestRun['opportunitiesThisMonth']): readonly Tile[] {
    if (opportunities === undefined) return [];
    if (opportunities === null) return [tile('opportunities', OPPORTUNITIES, '', OPPORTUNITIES_NONE)];
    return [tile('opportunities', OPPORTUNITIES, countText(opportunities), this.targetNote)];
  }

  private get targetNote(): string {
    return this.target === null
      ? ''
      : filled(OPPORTUNITIES_TARGET, countText(this.target.min), countText(this.target.max));
  }
}

function tile(key: string, label: string, value: string, note: string, isLate = false): Tile {
  const style = isLate ? 'tile tile_late' : 'tile';
  return { key, label, value, note, isLate, style, valueStyle: key === 'run' ? 'value value_words' : 'value' };
}
