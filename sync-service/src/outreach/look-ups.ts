// Names and kinds that engagements refer to and that hardly ever change (dispositions, steps): not asked for every night,
// but once a week, and by id as soon as an engagement names one that the mirror lacks.
import type { MirrorKind, MirrorShapes } from '../run/mirror.ts';
import { refreshById } from './by-id.ts';
import type { KindToRead } from './kinds.ts';
import { WEEK_MS, type Upkeep } from './upkeep.ts';

/** Whether the list of a look-up kind is to be read in this run. */
export async function isListDue({ store, client }: Upkeep, { kind }: KindToRead): Promise<boolean> {
  const held = await store.checkpoint(kind);
  return held === null || !held.complete || client.serverTime - held.readUpTo >= WEEK_MS;
}

const referredTo: { readonly [K in MirrorKind]?: (record: MirrorShapes[K]) => readonly [MirrorKind, number | null] } = {
  mailing: ({ sequenceStepId }) => ['sequenceStep', sequenceStepId],
  call: ({ dispositionId }) => ['callDisposition', dispositionId],
};

/** What engagements of one refresh refer to; each id is asked for once, whether Outreach has it or not. */
export class LookUps {
  readonly #upkeep: Upkeep;
  readonly #asked = new Map<MirrorKind, Set<number>>();

  constructor(upkeep: Upkeep) {
    this.#upkeep = upkeep;
  }

  /** To be called before the records are stored: if it fails, they are read again, and their look-ups with them. */
  async bringFor<K extends MirrorKind>(
    kind: K,
    records: readonly MirrorShapes[K][],
    signal: AbortSignal,
  ): Promise<void> {
    const refer = referredTo[kind];
    if (refer === undefined) return;
    const found = new Map<MirrorKind, Set<number>>();
    for (const record of records) {
      const [lookUp, id] = refer(record);
      const asked = this.#asked.get(lookUp) ?? new Set();
      this.#asked.set(lookUp, asked);
      if (id === null || asked.has(id)) continue;
      asked.add(id);
      found.set(lookUp, (found.get(lookUp) ?? new Set()).add(id));
    }
    for (const [lookUp, ids] of found) {
      const missing = await this.#upkeep.store.missing(lookUp, [...ids]);
      await refreshById(this.#upkeep, new Map([[lookUp, new Set(missing)]]), signal);
    }
  }
}
