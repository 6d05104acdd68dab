// The data modules of the platform that Salesforce publishes no typings for. Ambient: no import or export at the top.
// Payloads are `never` in the adapters because only the wired member knows its shape: `never` fits every declared type.

declare module 'lightning/graphql' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface GraphQLDocument {
    readonly __gql: unique symbol;
  }
  export interface GraphQLConfig {
    query: GraphQLDocument | undefined;
    /** The adapter asks nothing while this is undefined. */
    variables?: Record<string, unknown> | undefined;
    operationName?: string | undefined;
  }
  export interface GraphQLError {
    message: string;
    paths?: (string | number)[];
    locations?: { line: number; column: number }[];
  }
  /** Neither data nor errors: not answered yet. Both: a partial answer. */
  export interface GraphQLResult<T> {
    data?: T | undefined;
    errors?: GraphQLError[] | undefined;
    /** Asks again, past the cache; resolves once the new answer was provisioned. */
    refresh?: (() => Promise<void>) | undefined;
  }
  export function gql(literals: TemplateStringsArray, ...substitutions: unknown[]): GraphQLDocument;
  export const graphql: WireAdapterConstructor<GraphQLConfig, GraphQLResult<never>>;
}

declare module 'lightning/uiRecordApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface FieldId {
    fieldApiName: string;
    objectApiName: string;
  }
  export interface FieldValue {
    value: string | number | boolean | RecordRepresentation | null;
    displayValue: string | null;
  }
  export interface RecordRepresentation {
    apiName: string;
    id: string;
    fields: Record<string, FieldValue>;
  }
  export interface FetchError {
    status?: number;
    statusText?: string;
    /** UI API: one object; ordinary REST: an array of them. `output` names the fields that were refused. */
    body?:
      | {
          message?: string;
          errorCode?: string;
          output?: {
            errors?: { message: string; errorCode?: string }[];
            fieldErrors?: Record<string, { message: string; fieldLabel?: string }[]>;
          };
        }
      | { message?: string; errorCode?: string }[];
  }
  /** Neither data nor error: not answered yet. */
  export interface WireResult<T> {
    data?: T | undefined;
    error?: FetchError | undefined;
  }
  export interface GetRecordConfig {
    recordId: string | undefined;
    fields?: (string | FieldId)[];
    optionalFields?: (string | FieldId)[];
  }
  export interface RecordInput {
    apiName: string;
    fields: Record<string, string | number | boolean | null>;
  }
  export const getRecord: WireAdapterConstructor<GetRecordConfig, WireResult<RecordRepresentation>>;
  export function getFieldValue(
    record: RecordRepresentation | undefined,
    field: string | FieldId,
  ): FieldValue['value'] | undefined;
  export function getFieldDisplayValue(
    record: RecordRepresentation | undefined,
    field: string | FieldId,
  ): string | null | undefined;
  /** Rejects with a FetchError. */
  export function createRecord(input: RecordInput): Promise<RecordRepresentation>;
  /** `fields` includes Id. Rejects with a FetchError. */
  export function updateRecord(input: { fields: RecordInput['fields'] }): Promise<RecordRepresentation>;
  export function deleteRecord(recordId: string): Promise<void>;
  export function notifyRecordUpdateAvailable(items: { recordId: string }[]): Promise<void>;
}

declare module 'lightning/uiObjectInfoApi' {
  import type { WireAdapterConstructor } from 'lwc';
  import type { WireResult } from 'lightning/uiRecordApi';

  export interface ObjectInfo {
    apiName: string;
    label: string;
    labelPlural: string;
    createable: boolean;
    updateable: boolean;
    queryable: boolean;
    keyPrefix: string | null;
    fields: Record<string, { apiName: string; label: string; createable: boolean; updateable: boolean }>;
  }
  export const getObjectInfo: WireAdapterConstructor<
    { objectApiName: string | { objectApiName: string } | undefined },
    WireResult<ObjectInfo>
  >;
}
