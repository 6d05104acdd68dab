// lightning/uiRecordApi over fetch: one record read, create, update, delete. Wires of a record ask again when it changes here
// or when they are told; there is no cache beyond that.
import { ask } from '../../viewing.ts';

interface FieldId {
  readonly objectApiName: string;
  readonly fieldApiName: string;
}
type Field = string | FieldId;
interface Config {
  readonly recordId?: string;
  readonly fields?: readonly Field[] | Field;
  readonly optionalFields?: readonly Field[] | Field;
}
interface RecordShape {
  readonly id: string;
  readonly fields: Readonly<Record<string, { readonly value: unknown; readonly displayValue: string | null }>>;
}
interface Result {
  readonly data: unknown;
  readonly error: unknown;
}

const nameOf = (field: Field): string =>
  typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`;
const namesOf = (fields: readonly Field[] | Field | undefined): string =>
  [fields ?? []]
    .flat()
    .map((field) => nameOf(field))
    .join(',');

const shown = new Set<getRecord>();

export class getRecord {
  readonly #emit: (result: Result) => void;
  #config: Config | undefined;
  #latest = 0;

  constructor(emit: (result: Result) => void) {
    this.#emit = emit;
    emit({ data: undefined, error: undefined });
  }

  connect(): void {
    shown.add(this);
    if (this.#config) void this.load();
  }

  disconnect(): void {
    shown.delete(this);
    this.#latest++;
  }

  update(config: Config): void {
    if (!config.recordId) return;
    this.#config = config;
    if (shown.has(this)) void this.load();
  }

  get recordId(): string | undefined {
    return this.#config?.recordId;
  }

  async load(): Promise<void> {
    const turn = ++this.#latest;
    const result = await answerTo(this.#config ?? {});
    if (turn === this.#latest) this.#emit(result);
  }
}

async function answerTo({ recordId = '', fields, optionalFields }: Config): Promise<Result> {
  const query = new URLSearchParams();
  if (namesOf(fields) !== '') query.set('fields', namesOf(fields));
  if (namesOf(optionalFields) !== '') query.set('optionalFields', namesOf(optionalFields));
  try {
    return { data: await ask(`/ui-api/records/${recordId}?${query.toString()}`), error: undefined };
  } catch (error) {
    return { data: undefined, error };
  }
}

const same = (one: string | undefined, other: string): boolean => one?.slice(0, 15) === other.slice(0, 15);

export async function notifyRecordUpdateAvailable(items: readonly { readonly recordId: string }[]): Promise<void> {
  const touched = [...shown].filter((wire) => items.some(({ recordId }) => same(wire.recordId, recordId)));
  await Promise.all(touched.map((wire) => wire.load()));
}

export const createRecord = (input: { readonly apiName: string; readonly fields: object }): Promise<unknown> =>
  ask('/ui-api/records', { method: 'POST', body: JSON.stringify(input) });

export async function updateRecord({ fields }: { readonly fields: Record<string, unknown> }): Promise<unknown> {
  const { Id, ...rest } = fields;
  if (typeof Id !== 'string') throw new TypeError('updateRecord needs the Id among the fields.');
  const record = await ask(`/ui-api/records/${Id}`, { method: 'PATCH', body: JSON.stringify({ fields: rest }) });
  await notifyRecordUpdateAvailable([{ recordId: Id }]);
  return record;
}

export async function deleteRecord(recordId: string): Promise<void> {
  await ask(`/ui-api/records/${recordId}`, { method: 'DELETE' });
}

function leaf(record: RecordShape | undefined, field: Field, part: 'value' | 'displayValue'): unknown {
  const [, ...path] = nameOf(field).split('.');
  let value: unknown = record;
  for (const [index, name] of path.entries()) {
    const entry = (value as RecordShape | null | undefined)?.fields[name];
    if (entry === undefined) return undefined;
    value = index === path.length - 1 ? entry[part] : entry.value;
  }
  return value;
}

export const getFieldValue = (record: RecordShape | undefined, field: Field): unknown => leaf(record, field, 'value');
export const getFieldDisplayValue = (record: RecordShape | undefined, field: Field): unknown =>
  leaf(record, field, 'displayValue');
