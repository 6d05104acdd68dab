// The part of the org that one viewer finds in the GraphQL schema: what is not granted does not exist there.
import type { Viewer } from '../access/viewer.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { ServedObjects } from './served-objects.ts';

export interface ParentRelation {
  /** As the schema spells it: Owner, Account, Type__r. */
  readonly name: string;
  readonly field: Field;
  /** Those of its objects that the viewer sees; never empty. */
  readonly targets: readonly ObjectDefinition[];
  /** True where a query must say which object it means. */
  readonly polymorphic: boolean;
}

export interface ChildList {
  readonly name: string;
  readonly child: ObjectDefinition;
}

const NAME = /^(?!__)[_A-Za-z]\w*$/;

export class Visible {
  readonly schema: Schema;
  readonly viewer: Viewer;
  readonly #objects: ReadonlyMap<string, ObjectDefinition>;

  constructor(schema: Schema, viewer: Viewer, served: ServedObjects) {
    this.schema = schema;
    this.viewer = viewer;
    const seen = schema.all().filter((object) => served.serves(object) && viewer.object(object.name).read);
    this.#objects = new Map(seen.filter(({ name }) => NAME.test(name)).map((object) => [object.name, object]));
  }

  objects(): ObjectDefinition[] {
    return [...this.#objects.values()];
  }

  /** Without Id, which every record has. */
  fields(object: ObjectDefinition): Field[] {
    return [...object.fields.values()].filter(
      ({ name, type }) => type !== 'id' && NAME.test(name) && this.viewer.canRead(object.name, name),
    );
  }

  parents(object: ObjectDefinition): ParentRelation[] {
    return this.fields(object).flatMap((field) => {
      const { relationshipName: name, referenceTo } = field;
      const targets = referenceTo.flatMap((each) => this.#objects.get(each) ?? []);
      if (name === null || targets.length === 0 || object.fields.has(name)) return [];
      return [{ name, field, targets, polymorphic: referenceTo.length > 1 }];
    });
  }

  children(object: ObjectDefinition): ChildList[] {
    const lists = new Map<string, ChildList>();
    for (const { child, field } of this.schema.childRelations(object)) {
      const name = field.childRelationshipName;
      const taken = name === null || lists.has(name) || object.fields.has(name) || !NAME.test(name);
      if (taken || !this.#objects.has(child.name) || !this.viewer.canRead(child.name, field.name)) continue;
      lists.set(name, { name, child });
    }
    return [...lists.values()];
  }
}
