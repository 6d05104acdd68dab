import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaOfMetadata } from '../stand-ins/salesforce-org/ui-api/api-schema.ts';
import { ROOT } from './bundles.ts';
import { queriesIn, queriesOfComponents } from './queries.ts';

const schema = schemaOfMetadata(join(ROOT, 'force-app/main/default'));
const problemsOf = (text: string): readonly string[] => validate(schema, parse(text)).map(({ message }) => message);
const queries = queriesOfComponents();

describe('the queries of the components', () => {
  it('are found', () => {
    expect(queries.map(({ place }) => place.split('/')[0])).toEqual(
      expect.arrayContaining(['accountSignalQueries', 'latestRun', 'signalListQueries', 'signalPlays']),
    );
  });

  it.each(queries)('$place asks what the schema of the org has', ({ text }) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('the check of queries', () => {
  it('names a field that the org does not have', () => {
    const text = 'query { uiapi { query { Account { edges { node { Touchpoint_Scoer__c { value } } } } } } }';
    expect(problemsOf(text)).toEqual([expect.stringContaining('Touchpoint_Scoer__c')]);
  });

  it('refuses a query that is put together from parts', () => {
    expect(() => queriesIn('x.ts', 'const q = gql`query { ${field} }`;')).toThrow('x.ts:1');
  });
});
