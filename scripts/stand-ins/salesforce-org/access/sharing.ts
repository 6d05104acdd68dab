// Org-wide defaults: what people see and change of records that neither they nor anybody below them owns. Which rows that
// leaves is in row-filter.ts.
import type { Schema } from '../schema/schema.ts';

const SHARING_LEVELS = ['Private', 'Read', 'Edit'] as const;
export type SharingLevel = (typeof SHARING_LEVELS)[number];

/** The usual setting of a sales org whose people may look at each other's accounts. */
const USUAL: readonly (readonly [string, SharingLevel])[] = [
  ['Account', 'Read'],
  ['Campaign', 'Read'],
];

/** Seen through their parents. */
const ACTIVITIES = ['Task', 'Event'];

export class Sharing {
  readonly #schema: Schema;
  readonly #levels = new Map<string, SharingLevel>(USUAL);

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** Private where nothing was set. */
  level(objectName: string): SharingLevel {
    return this.#levels.get(objectName) ?? 'Private';
  }

  /**
   * @param wanted levels by object name; objects that are left out keep theirs.
   * @returns all levels that differ from Private. @throws Error naming the object or level at fault; nothing is changed then.
   */
  set(wanted: Readonly<Record<string, unknown>>): Record<string, SharingLevel> {
    const changes = Object.entries(wanted).map(([name, given]): [string, SharingLevel] => {
      const object = this.#schema.object(name);
      const level = SHARING_LEVELS.find((each) => each === given);
      if (!object?.fields.has('OwnerId') || object.sharing !== 'private' || ACTIVITIES.includes(object.name))
        throw new Error(`${name} has no org-wide default of its own; name an object with an owner, such as Account.`);
      if (level === undefined) throw new Error(`${name} must be one of ${SHARING_LEVELS.join(', ')}.`);
      return [object.name, level];
    });
    for (const [name, level] of changes) this.#levels.set(name, level);
    return Object.fromEntries(this.#levels);
  }
}
