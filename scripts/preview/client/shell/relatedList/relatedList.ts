// One related list of a record: its newest rows, each linked to its own page.
import { LightningElement, api } from 'lwc';
import { lookOf, recordPath } from '../../objects.ts';
import { describe, find, quoted, readable, shownField, type ShownField } from '../../rows.ts';
import { sentenceOf } from '../../viewing.ts';

const SHOWN = 6;

interface Line {
  readonly id: string;
  readonly name: string;
  readonly url: string | undefined;
  readonly facts: readonly ShownField[];
}

export default class RelatedList extends LightningElement {
  @api objectName = '';
  /** The field that holds the Id of the record whose list this is. */
  @api field = 'AccountId';
  @api recordId = '';
  lines: readonly Line[] | undefined;
  problem = '';

  override connectedCallback(): void {
    void this.load();
  }

  async load(): Promise<void> {
    const look = lookOf(this.objectName);
    if (!look) return;
    try {
      const description = await describe(this.objectName);
      const wanted = [look.name, ...look.columns.filter((path) => !path.startsWith('What.'))];
      const clauses = `WHERE ${this.field} = ${quoted(this.recordId)} ORDER BY ${look.order} LIMIT ${String(SHOWN)}`;
      const rows = await find(this.objectName, wanted, clauses);
      const facts = readable(description, wanted.slice(1));
      this.lines = rows.map((row) => ({
        id: String(row['Id']),
        name: shownField(description, row, look.name).text,
        url: recordPath(String(row['Id']), this.objectName),
        facts: facts.map((path) => shownField(description, row, path)).filter(({ text }) => text !== '–'),
      }));
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  get icon(): string {
    return lookOf(this.objectName)?.icon ?? 'standard:record';
  }
  get heading(): string {
    const count =
      this.lines === undefined
        ? ''
        : ` (${this.lines.length === SHOWN ? `${String(SHOWN)}+` : String(this.lines.length)})`;
    return `${lookOf(this.objectName)?.labelPlural ?? this.objectName}${count}`;
  }
  get isEmpty(): boolean {
    return this.lines?.length === 0;
  }
  get isLoading(): boolean {
    return this.lines === undefined && this.problem === '';
  }
}
