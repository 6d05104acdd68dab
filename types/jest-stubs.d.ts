// What a component test can ask of a stubbed wire adapter. Only tests import this.

/** An adapter made by @salesforce/wire-service-jest-util. A reactive configuration arrives one microtask later. */
export interface TestWireAdapter {
  /** The third is what GraphQL adapters hand on to ask again. */
  emit(value: unknown, filter?: (config: Record<string, unknown>) => boolean, refresh?: () => Promise<void>): void;
  /** GraphQL adapters. */
  emitErrors(errors: readonly unknown[], filter?: (config: Record<string, unknown>) => boolean): void;
  /** UI API adapters. */
  error(body?: unknown, status?: number, statusText?: string): void;
  getLastConfig(): Record<string, unknown>;
}
