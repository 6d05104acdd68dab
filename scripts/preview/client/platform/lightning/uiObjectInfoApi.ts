// lightning/uiObjectInfoApi over fetch. Task and Event are refused by the org unless it was told otherwise, as on the platform.
import { ask } from '../../viewing.ts';

interface Config {
  readonly objectApiName?: string | { readonly objectApiName: string };
}
interface Result {
  readonly data: unknown;
  readonly error: unknown;
}

export class getObjectInfo {
  readonly #emit: (result: Result) => void;
  #connected = false;
  #name = '';

  constructor(emit: (result: Result) => void) {
    this.#emit = emit;
    emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.#connected = true;
    if (this.#name !== '') void this.#load();
  }

  disconnect(): void {
    this.#connected = false;
  }

  update({ objectApiName }: Config): void {
    const name = typeof objectApiName === 'string' ? objectApiName : (objectApiName?.objectApiName ?? '');
    if (name === '' || name === this.#name) return;
    this.#name = name;
    if (this.#connected) void this.#load();
  }

  async #load(): Promise<void> {
    const name = this.#name;
    let result: Result;
    try {
      result = { data: await ask(`/ui-api/object-info/${name}`), error: undefined };
    } catch (error) {
      result = { data: undefined, error };
    }
    if (this.#connected && name === this.#name) this.#emit(result);
  }
}
