// Which objects the UI API serves: fewer than the other APIs do. What a viewer may see of them is decided elsewhere.
import { OrgError } from '../org-error.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';

const STANDARD: ReadonlySet<string> = new Set([
  'Account',
  'AccountContactRelation',
  'Campaign',
  'CampaignMember',
  'Case',
  'Contact',
  'Contract',
  'Lead',
  'Note',
  'Opportunity',
  'OpportunityContactRole',
  'User',
]);

/** Beta on the platform, and missing in many orgs: only where a check switches them on. */
const SWITCHABLE = ['Task', 'Event'];

export class ServedObjects {
  readonly #schema: Schema;
  readonly #on = new Set<string>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  serves(object: ObjectDefinition): boolean {
    return object.custom || STANDARD.has(object.name) || this.#on.has(object.name);
  }

  /** @throws OrgError as the platform refuses an object that it has, but not here. */
  require(objectName: string): ObjectDefinition {
    const object = this.#schema.object(objectName);
    // Custom metadata is in GraphQL, but no record of it can be read by its Id.
    if (!object || object.name.endsWith('__mdt') || !this.serves(object))
      throw new OrgError('INVALID_TYPE', `Object ${objectName} is not supported in UI API`);
    return object;
  }

  /** @returns the state of what can be switched. @throws Error for another name or no boolean; nothing is changed then. */
  set(wanted: Readonly<Record<string, unknown>>): Record<string, boolean> {
    for (const [name, on] of Object.entries(wanted)) {
      if (!SWITCHABLE.includes(name) || typeof on !== 'boolean')
        throw new Error(`${name} must be one of ${SWITCHABLE.join(', ')}, with true or false.`);
    }
    for (const [name, on] of Object.entries(wanted)) {
      if (on === true) this.#on.add(name);
      else this.#on.delete(name);
    }
    return Object.fromEntries(SWITCHABLE.map((name) => [name, this.#on.has(name)]));
  }
}
