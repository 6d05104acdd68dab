// An object and its fields as describe shows them to one viewer.
import type { Viewer } from '../access/viewer.ts';
import { isId, isText } from './field.ts';
import type { Field, ObjectDefinition } from './field.ts';
import type { Schema } from './schema.ts';

const SOAP: Record<string, string> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
};

function describeField(field: Field, object: ObjectDefinition, viewer: Viewer): Record<string, unknown> {
  const editable = viewer.canEdit(object.name, field.name) && !object.readOnly;
  const polymorphic = field.referenceTo.length > 1;
  return {
    name: field.name,
    label: field.label,
    type: field.type === 'longtext' ? 'textarea' : field.type,
    soapType: SOAP[field.type] ?? 'xsd:string',
    length: field.length,
    byteLength: field.length * 3,
    precision: field.type === 'double' ? field.precision : 0,
    digits: field.type === 'int' ? field.precision : 0,
    scale: field.scale,
    custom: field.custom,
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    createable: field.createable && editable,
    updateable: field.updateable && editable,
    filterable: field.filterable,
    sortable: field.sortable,
    groupable: field.groupable,
    aggregatable: field.type !== 'longtext' && field.type !== 'multipicklist' && field.type !== 'boolean',
    calculated: field.formula !== null || field.summary !== null,
    calculatedFormula: field.formula?.text ?? null,
    autoNumber: field.autoNumber !== null,
    nameField: field.name === 'Name',
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.type === 'id' || field.externalId,
    caseSensitive: false,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.masterDetail ? 0 : null,
    polymorphicForeignKey: polymorphic,
    namePointing: polymorphic,
    cascadeDelete: field.masterDetail,
    writeRequiresMasterRead: field.masterReadSuffices,
    restrictedPicklist: field.restricted,
    dependentPicklist: false,
    picklistValues: field.picklist.map((value) => ({
      active: true,
      defaultValue: value === field.defaultValue,
      label: value,
      validFor: null,
      value,
    })),
    defaultedOnCreate: field.defaultValue !== null,
    defaultValue: field.defaultValue,
    inlineHelpText: field.help,
    htmlFormatted: false,
    extraTypeInfo: field.type === 'longtext' ? 'plaintextarea' : null,
    permissionable: (field.custom || field.guarded) && !field.required && !field.masterDetail,
    deprecatedAndHidden: false,
    displayLocationInDecimal: false,
    encrypted: false,
    queryByDistance: false,
    searchPrefilterable: isId(field.type),
    highScaleNumber: false,
    mask: null,
    maskType: null,
    controllerName: null,
    compoundFieldName: null,
    filteredLookupInfo: null,
    referenceTargetField: null,
    formulaTreatNullNumberAsZero: field.formula?.blankAsZero ?? false,
    aiPredictionField: false,
    defaultValueFormula: null,
    indexed: field.type === 'id' || isId(field.type) || field.externalId,
    ...(isText(field.type) ? {} : { byteLength: isId(field.type) ? 18 : 0 }),
  };
}

/** The short form that the global describe lists. */
export function describeShort(object: ObjectDefinition, viewer: Viewer): Record<string, unknown> {
  const rights = viewer.object(object.name);
  const writable = !object.readOnly;
  return {
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    customSetting: false,
    createable: rights.create && writable,
    updateable: rights.edit && writable,
    deletable: rights.delete && writable,
    undeletable: rights.delete && writable,
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(object.name) && rights.delete,
    queryable: true,
    retrieveable: true,
    replicateable: object.fields.has('SystemModstamp'),
    searchable: object.fields.has('OwnerId'),
    layoutable: object.fields.has('OwnerId'),
    triggerable: !object.readOnly,
    activateable: false,
    feedEnabled: false,
    mruEnabled: object.fields.has('OwnerId'),
    deprecatedAndHidden: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    urls: {},
  };
}

export function describeObject(object: ObjectDefinition, viewer: Viewer, schema: Schema): Record<string, unknown> {
  return {
    ...describeShort(object, viewer),
    fields: [...object.fields.values()]
      .filter((field) => viewer.canRead(object.name, field.name))
      .map((field) => describeField(field, object, viewer)),
    childRelationships: schema
      .childRelations(object)
      .filter(({ child, field }) => viewer.object(child.name).read && viewer.canRead(child.name, field.name))
      .map(({ child, field }) => ({
        childSObject: child.name,
        field: field.name,
        relationshipName: field.childRelationshipName,
        cascadeDelete: field.masterDetail,
        restrictedDelete: false,
        deprecatedAndHidden: false,
        junctionIdListNames: [],
        junctionReferenceTo: [],
      })),
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: '012000000000000AAA',
        urls: {},
      },
    ],
    supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' }],
    actionOverrides: [],
    namedLayoutInfos: [],
    compactLayoutable: false,
    searchLayoutable: false,
    lookupLayoutable: null,
    listviewable: null,
    networkScopeFieldName: null,
    sobjectDescribeOption: 'FULL',
  };
}
