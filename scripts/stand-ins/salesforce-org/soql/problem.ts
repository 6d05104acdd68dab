// The platform's wording of a query error: a line of the query, a caret under the word at fault, row and column.
import { OrgError } from '../org-error.ts';

/** @param word the text at fault as the query writes it; when the query does not hold it the caret stands at its start. */
export function queryProblem(errorCode: string, soql: string, word: string, message: string): OrgError {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found =
    new RegExp(`(?<![\\w.])${escaped}(?![\\w])`, 'i').exec(soql)?.index ??
    soql.toLowerCase().indexOf(word.toLowerCase());
  const at = Math.max(0, found);
  const before = soql.slice(0, at).split('\n');
  const column = (before.at(-1) ?? '').length;
  const line = soql.split('\n')[before.length - 1] ?? '';
  // Long queries are shown around the word only.
  const start = Math.max(0, column - 40);
  const excerpt = line.slice(start, column + 60);
  return new OrgError(
    errorCode,
    `\n${excerpt}\n${' '.repeat(column - start)}^\nERROR at Row:${before.length}:Column:${column + 1}\n${message}`,
  );
}

export const malformed = (soql: string, word: string, message: string): OrgError =>
  queryProblem('MALFORMED_QUERY', soql, word, message);

export const noSuchColumn = (soql: string, word: string, column: string, entity: string): OrgError =>
  queryProblem(
    'INVALID_FIELD',
    soql,
    word,
    `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

export const noSuchRelationship = (soql: string, word: string, relationship: string): OrgError =>
  queryProblem(
    'INVALID_FIELD',
    soql,
    word,
    `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

export const noSuchObject = (soql: string, name: string): OrgError =>
  queryProblem(
    'INVALID_TYPE',
    soql,
    name,
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
