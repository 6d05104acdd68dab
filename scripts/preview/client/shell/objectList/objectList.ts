// A list page: records of one kind that the viewer can see, or those found by the search of the header.
import { LightningElement, api } from 'lwc';
import { lookOf, recordPath } from '../../objects.ts';
import { describe, find, quoted, readable, shownField } from '../../rows.ts';
import { sentenceOf } from '../../viewing.ts';

const SHOWN = 50;

export default class ObjectList extends LightningElement {
  @api objectName = '';
  @api searchTerm = '';
  columns: readonly object[] = [];
  rows: readonly object[] = [];
  problem = '';
  isLoading = true;
  #shown = '';

  override renderedCallback(): void {
    const wanted = `${this.objectName}/${this.searchTerm}`;
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    void this.load();
  }

  async load(): Promise<void> {
    const look = lookOf(this.objectName);
    if (!look) {
      this.problem = `The preview has no list of ${this.objectName} records.`;
      this.isLoading = false;
      return;
    }
    this.isLoading = true;
    try {
      const description = await describe(this.objectName);
      const paths = readable(description, [look.name, ...look.columns]);
      const where = this.searchTerm === '' ? '' : `WHERE ${look.name} LIKE ${quoted(`%${this.searchTerm}%`)} `;
      const rows = await find(this.objectName, paths, `${where}ORDER BY ${look.order} LIMIT ${String(SHOWN)}`);
      this.columns = paths.map((path, index) => ({
        label: shownField(description, {}, path).label,
        fieldName: index === 0 ? 'url' : path.replace('.', '_'),
        type: index === 0 ? 'url' : 'text',
        hideDefaultActions: true,
        ...(index === 0 ? { typeAttributes: { label: { fieldName: 'name' }, target: '_self' } } : {}),
      }));
      this.rows = rows.map((row) => ({
        id: row['Id'],
        url: recordPath(String(row['Id']), this.objectName),
        name: shownField(description, row, look.name).text,
        ...Object.fromEntries(paths.map((path) => [path.replace('.', '_'), shownField(description, row, path).text])),
      }));
      this.problem = '';
    } catch (error) {
      this.problem = sentenceOf(error);
    }
    this.isLoading = false;
  }

  get icon(): string {
    return lookOf(this.objectName)?.icon ?? 'standard:record';
  }
  get kind(): string {
    return lookOf(this.objectName)?.labelPlural ?? this.objectName;
  }
  get heading(): string {
    return this.searchTerm === '' ? `All ${this.kind}` : `“${this.searchTerm}”`;
  }
  get count(): string {
    const some = this.rows.length === SHOWN ? `First ${String(SHOWN)}` : String(this.rows.length);
    return `${some} ${this.rows.length === 1 ? 'record' : 'records'}`;
  }
  get isEmpty(): boolean {
    return !this.isLoading && this.problem === '' && this.rows.length === 0;
  }
  get hasRows(): boolean {
    return this.problem === '' && this.rows.length > 0;
  }
}
