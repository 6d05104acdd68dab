// Finds the GraphQL texts in the sources of the components, so that a test can hold them against the org's schema.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LWC } from './bundles.ts';

export interface QueryText {
  /** File and line, to find it by. */
  readonly place: string;
  readonly text: string;
}

/** @throws when a query is put together from parts: what is sent could then not be known before it is sent */
export function queriesIn(file: string, source: string): readonly QueryText[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const found: QueryText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'gql') {
      const place = `${file}:${String(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
      if (!ts.isNoSubstitutionTemplateLiteral(node.template))
        throw new Error(`${place}: write the query as one text, with variables for what changes.`);
      found.push({ place, text: node.template.text });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

export const queriesOfComponents = (): readonly QueryText[] =>
  globSync('**/*.ts', { cwd: LWC, exclude: (name) => name === '__tests__' }).flatMap((file) =>
    queriesIn(file, readFileSync(join(LWC, file), 'utf8')),
  );
