// Objects as the UI API describes them to one viewer, and the values of their picklists.
import type { Viewer } from '../access/viewer.ts';
import { OrgError } from '../org-error.ts';
import type { Field, FieldType, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { ServedObjects } from './served-objects.ts';

/** The record type of objects without record types. */
const MASTER = '012000000000000AAA';

const DATA_TYPES: Readonly<Record<FieldType, string>> = {
  id: 'Reference',
  reference: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  longtext: 'TextArea',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  boolean: 'Boolean',
  int: 'Int',
  double: 'Double',
  date: 'Date',
  datetime: 'DateTime',
};

function fieldInfo(field: Field, object: ObjectDefinition, viewer: Viewer): Record<string, unknown> {
  const editable = viewer.canEdit(object.name, field.name) && !object.readOnly;
  const rights = viewer.object(object.name);
  return {
    apiName: field.name,
    calculated: field.formula !== null || field.summary !== null,
    compound: false,
    compoundComponentName: null,
    compoundFieldName: null,
    controllerName: null,
    controllingFields: [],
    createable: field.createable && editable && rights.create,
    custom: field.custom,
    dataType: DATA_TYPES[field.type],
    extraTypeInfo: field.type === 'longtext' ? 'PlainTextArea' : null,
    filterable: field.filterable,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: field.help,
    label: field.label,
    length: field.length,
    maskType: null,
    nameField: field.name === 'Name',
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceTargetField: null,
    referenceToInfos: field.referenceTo.map((apiName) => ({ apiName, nameFields: ['Name'] })),
    relationshipName: field.relationshipName,
    required: field.required && field.name !== 'Id',
    scale: field.scale,
    searchPrefilterable: false,
    sortable: field.sortable,
    unique: field.unique,
    updateable: field.updateable && editable && rights.edit,
  };
}

export class ObjectInfos {
  readonly #schema: Schema;
  readonly #served: ServedObjects;

  constructor(schema: Schema, served: ServedObjects) {
    this.#schema = schema;
    this.#served = served;
  }

  #object(name: string, viewer: Viewer): ObjectDefinition {
    const object = this.#served.require(name);
    if (!viewer.object(object.name).read)
      throw new OrgError(
        'INSUFFICIENT_ACCESS',
        `You don't have access to the object ${object.name}. Ask your administrator for help or to request access.`,
      );
    return object;
  }

  /** @throws OrgError INVALID_TYPE for an object that the UI API does not have, INSUFFICIENT_ACCESS for one that the viewer has not. */
  describe(name: string, viewer: Viewer): Record<string, unknown> {
    const object = this.#object(name, viewer);
    const rights = viewer.object(object.name);
    const writable = !object.readOnly;
    const fields = [...object.fields.values()].filter((field) => viewer.canRead(object.name, field.name));
    return {
      apiName: object.name,
      associateEntityType: null,
      associateParentEntity: null,
      childRelationships: this.#schema
        .childRelations(object)
        .filter(
          ({ child, field }) =>
            this.#served.serves(child) && viewer.object(child.name).read && viewer.canRead(child.name, field.name),
        )
        .flatMap(({ child, field }) =>
          field.childRelationshipName === null
            ? []
            : [
                {
                  childObjectApiName: child.name,
                  fieldName: field.name,
                  junctionIdListNames: [],
                  junctionReferenceTo: [],
                  relationshipName: field.childRelationshipName,
                },
              ],
        ),
      createable: rights.create && writable,
      custom: object.custom,
      defaultRecordTypeId: MASTER,
      deletable: rights.delete && writable,
      dependentFields: {},
      feedEnabled: false,
      fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(field, object, viewer)])),
      keyPrefix: object.keyPrefix,
      label: object.label,
      labelPlural: object.labelPlural,
      layoutable: object.fields.has('OwnerId'),
      mruEnabled: object.fields.has('OwnerId'),
      nameFields: object.fields.has('Name') ? ['Name'] : [],
      queryable: true,
      recordTypeInfos: {
        [MASTER]: {
          available: true,
          defaultRecordTypeMapping: true,
          master: true,
          name: 'Master',
          recordTypeId: MASTER,
        },
      },
      searchable: object.fields.has('OwnerId'),
      searchLayoutable: object.fields.has('OwnerId'),
      themeInfo: null,
      updateable: rights.edit && writable,
    };
  }

  /** The values of all picklists of an object by field name. */
  picklists(name: string, viewer: Viewer): Record<string, unknown> {
    const object = this.#object(name, viewer);
    const fields = [...object.fields.values()].filter(
      ({ name: field, type, picklist }) =>
        (type === 'picklist' || type === 'multipicklist') && picklist.length > 0 && viewer.canRead(object.name, field),
    );
    return { picklistFieldValues: Object.fromEntries(fields.map((field) => [field.name, values(field)])) };
  }

  /** @throws OrgError INVALID_FIELD for a field that is no picklist of the viewer's. */
  picklist(name: string, fieldName: string, viewer: Viewer): Record<string, unknown> {
    const object = this.#object(name, viewer);
    const field = this.#schema.field(object, fieldName);
    const isPicklist = field?.type === 'picklist' || field?.type === 'multipicklist';
    if (!field || !isPicklist || !viewer.canRead(object.name, field.name))
      throw new OrgError('INVALID_FIELD', `${object.name}.${fieldName} is not a picklist field`);
    return values(field);
  }
}

function values(field: Field): Record<string, unknown> {
  const all = field.picklist.map((value) => ({ attributes: null, label: value, validFor: [], value }));
  return {
    controllerValues: {},
    defaultValue: all.find(({ value }) => value === field.defaultValue) ?? null,
    values: all,
  };
}
