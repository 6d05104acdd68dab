// Like the official stub, but `gql` keeps its text and the adapter hands on `refresh`, so that a test can look at both.
import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';

export class graphql extends createTestWireAdapter() {
  static emit(value, filter, refresh = jest.fn().mockResolvedValue(undefined)) {
    super.emit({ data: value, errors: undefined, refresh }, filter);
  }
  static emitErrors(errors, filter, refresh = jest.fn().mockResolvedValue(undefined)) {
    super.emit({ data: undefined, errors, refresh }, filter);
  }
}

export const gql = (literals, ...substitutions) => String.raw({ raw: literals }, ...substitutions);
