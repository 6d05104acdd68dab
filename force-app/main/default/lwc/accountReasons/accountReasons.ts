// The touchpoints behind a verdict, each in words, linked to its records and people. Names are resolved by whoever
// passes them in, as the viewer: a person without a name here is one the viewer may not read.
import { LightningElement, api } from 'lwc';
import FORM_FACTOR from '@salesforce/client/formFactor';
import { countText, dateText, filled } from 'c/figures';
import { listText, separatorsOf, several } from 'c/accountWords';
import { objectOf } from 'c/accountStory';
import type { StoryTouchpoint } from 'c/accountStory';
import { typeLook } from './touchpointTypes';
import IN from '@salesforce/label/c.Touchpoint_Card_Reasons_In';
import MORE_MANY from '@salesforce/label/c.Touchpoint_Card_Reasons_More_Many';
import MORE_ONE from '@salesforce/label/c.Touchpoint_Card_Reasons_More_One';
import MORE_PEOPLE from '@salesforce/label/c.Touchpoint_Card_Reasons_More_People';
import NOBODY from '@salesforce/label/c.Touchpoint_Card_Reasons_Nobody';
import NONE from '@salesforce/label/c.Touchpoint_Card_Reasons_None';
import ONE_WAY from '@salesforce/label/c.Touchpoint_Card_Reasons_One_Way';
import OUT from '@salesforce/label/c.Touchpoint_Card_Reasons_Out';
import OUTREACH_ONLY from '@salesforce/label/c.Touchpoint_Card_Reasons_Outreach_Only';
import PROSPECT from '@salesforce/label/c.Touchpoint_Card_Reasons_Prospect';
import RECORD from '@salesforce/label/c.Touchpoint_Card_Reasons_Record';
import SHOW_ALL from '@salesforce/label/c.Touchpoint_Card_Reasons_Show_All';
import SHOW_FEWER from '@salesforce/label/c.Touchpoint_Card_Reasons_Show_Fewer';
import TWO_WAY from '@salesforce/label/c.Touchpoint_Card_Reasons_Two_Way';
import UNSEEN from '@salesforce/label/c.Touchpoint_Card_Reasons_Unseen';
import WITH from '@salesforce/label/c.Touchpoint_Card_Reasons_With';

interface Link {
  readonly id: string;
  readonly objectApiName: string;
  readonly label: string;
  readonly description: string;
}
interface Person {
  readonly key: string;
  readonly name: string;
  /** Null: not a link. */
  readonly objectApiName: string | null;
  /** What stands after the name. */
  readonly after: string;
}
interface Reason {
  readonly key: string;
  readonly icon: string;
  readonly words: string;
  readonly wordsAreLink: boolean;
  readonly link: Link | undefined;
  readonly furtherLinks: readonly Link[];
  readonly way: string;
  readonly wayClass: string;
  readonly facts: string;
  readonly people: readonly Person[];
  readonly hasPeople: boolean;
  readonly morePeople: string;
}

const FOLDED = FORM_FACTOR === 'Small' ? 3 : 5;

export default class AccountReasons extends LightningElement {
  @api touchpoints: readonly StoryTouchpoint[] = [];
  /** Touchpoints of the window that are not passed in. */
  @api more = 0;
  /** Names by Id; undefined while they are being read. */
  @api names: ReadonlyMap<string, string> | undefined;

  unfolded = false;
  // The blank is part of the text: a margin would stand on the wrong side of words that run the other way.
  words = { nobody: NOBODY, none: NONE, with: `${WITH} ` };

  get reasons(): readonly Reason[] {
    const shown = this.unfolded ? this.touchpoints : this.touchpoints.slice(0, FOLDED);
    return shown.map((touchpoint, index) => reasonOf(touchpoint, index, this.names));
  }
  get isEmpty(): boolean {
    return this.touchpoints.length === 0 && this.more === 0;
  }
  get folds(): boolean {
    return this.touchpoints.length > FOLDED;
  }
  get foldLabel(): string {
    return this.unfolded ? SHOW_FEWER : filled(SHOW_ALL, countText(this.touchpoints.length));
  }
  /** Said only where the list ends, not above a fold. */
  get moreText(): string {
    return this.more > 0 && (this.unfolded || !this.folds) ? several(this.more, MORE_ONE, MORE_MANY) : '';
  }
  get expanded(): 'true' | 'false' {
    return this.unfolded ? 'true' : 'false';
  }

  handleFold(): void {
    this.unfolded = !this.unfolded;
  }
}

function reasonOf(it: StoryTouchpoint, index: number, names: ReadonlyMap<string, string> | undefined): Reason {
  const { words, icon } = typeLook(it.type);
  const date = dateText(it.date);
  const links = it.records.flatMap((id): Link[] => {
    const objectApiName = objectOf(id);
    return objectApiName === null ? [] : [{ id, objectApiName, label: words, description: '' }];
  });
  const [link, ...further] = links.map((one, place) => {
    const label = place === 0 ? words : filled(RECORD, countText(place + 1));
    return { ...one, label, description: listText(place === 0 ? [label, date] : [label, words, date]) };
  });
  const direction = it.direction === 'in' ? IN : it.direction === 'out' ? OUT : '';
  return {
    key: `${it.records[0] ?? it.type}-${String(index)}`,
    icon,
    words,
    wordsAreLink: link !== undefined,
    link,
    furtherLinks: further,
    way: it.twoWay ? TWO_WAY : ONE_WAY,
    wayClass: it.twoWay ? 'way way_two' : 'way',
    facts: [date, it.source, direction, link === undefined ? OUTREACH_ONLY : '']
      .filter((fact) => fact !== '')
      .join(' · '),
    people: names === undefined ? [] : peopleOf(it, names),
    hasPeople: it.people.length > 0,
    morePeople: it.morePeople > 0 ? ` ${filled(MORE_PEOPLE, countText(it.morePeople))}` : '',
  };
}

function peopleOf(it: StoryTouchpoint, names: ReadonlyMap<string, string>): readonly Person[] {
  const shown = it.people.map((id) => names.get(id) ?? (objectOf(id) === null ? PROSPECT : UNSEEN));
  const separators = separatorsOf(shown);
  return it.people.map((id, index) => ({
    key: id,
    name: shown[index] ?? UNSEEN,
    objectApiName: names.has(id) ? objectOf(id) : null,
    after: separators[index] ?? '',
  }));
}
