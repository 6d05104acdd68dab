// Checks the workflows of GitHub Actions as GitHub's own editor support does (unknown keys, needs, inputs, permissions, cron,
// expressions), and that no value reaches a script otherwise than by its environment.
import { createHash } from 'node:crypto';
import { registerHooks } from 'node:module';
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { TextDocument } from 'vscode-languageserver-textdocument';

// The package is made for bundlers: it imports JSON without saying so, which Node insists on.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice');

export interface WorkflowProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Empty when all is well. */
export async function lintWorkflow(text: string): Promise<readonly WorkflowProblem[]> {
  // It remembers what stood under a name, so the name is made of what stands there.
  const uri = `file:///.github/workflows/${createHash('sha256').update(text).digest('hex')}.yml`;
  const document = TextDocument.create(uri, 'yaml', 1, text);
  const found = await validate(document);
  const ofGitHub = found.map(({ range, message }) => ({
    line: range.start.line + 1,
    message: typeof message === 'string' ? message : message.value,
  }));
  return [...ofGitHub, ...interpolations(text)].sort((one, other) => one.line - other.line);
}

/** What is put into the text of a script becomes part of the script, whoever wrote it. */
function interpolations(text: string): WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'run' || isMap(value) || !isScalar(value)) return;
      if (!String(value.value).includes('${{')) return;
      const line = text.slice(0, value.range?.[0] ?? 0).split('\n').length;
      problems.push({ line, message: 'A script holds ${{ … }}. Hand the value over by env: and use the variable.' });
    },
  });
  return problems;
}
