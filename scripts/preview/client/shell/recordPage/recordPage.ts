// A plain record page for whatever the links of the components lead to: header and fields that the viewer may read.
import { LightningElement, api } from 'lwc';
import { lookOf } from '../../objects.ts';
import {
  describe,
  find,
  quoted,
  readable,
  shownField,
  type Description,
  type Row,
  type ShownField,
} from '../../rows.ts';
import { sentenceOf } from '../../viewing.ts';

export default class RecordPage extends LightningElement {
  @api objectName = '';
  @api recordId = '';
  /** header or details alone, for a page that arranges them itself; empty = both. */
  @api shows = '';
  heading = '';
  highlights: readonly ShownField[] = [];
  details: readonly ShownField[] = [];
  problem = '';
  #shown = '';

  override renderedCallback(): void {
    const wanted = `${this.objectName}/${this.recordId}`;
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    void this.load();
  }

  async load(): Promise<void> {
    const look = lookOf(this.objectName);
    if (!look) {
      this.problem = `The preview has no page for ${this.objectName} records.`;
      return;
    }
    this.problem = '';
    try {
      const description = await describe(this.objectName);
      const [row] = await find(
        this.objectName,
        [look.name, ...look.highlights, ...look.details],
        `WHERE Id = ${quoted(this.recordId)}`,
      );
      if (row) this.fill(description, row);
      else this.problem = `You cannot see this ${look.label.toLowerCase()}, or it was deleted.`;
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  fill(description: Description, row: Row): void {
    const look = lookOf(this.objectName);
    const shown = (paths: readonly string[]) =>
      readable(description, paths).map((path) => shownField(description, row, path));
    this.heading = shownField(description, row, look?.name ?? 'Name').text;
    this.highlights = shown(look?.highlights ?? []);
    this.details = shown(look?.details ?? []);
    document.title = `${this.heading} | ${look?.label ?? ''} | Touchpoint Intelligence`;
  }

  get icon(): string {
    return lookOf(this.objectName)?.icon ?? 'standard:record';
  }
  get kind(): string {
    return lookOf(this.objectName)?.label ?? this.objectName;
  }
  get showsHeader(): boolean {
    return this.shows !== 'details' && this.problem === '';
  }
  get showsDetails(): boolean {
    return this.shows !== 'header' && this.problem === '';
  }
  get showsProblem(): boolean {
    return this.problem !== '' && this.shows !== 'details';
  }
}
