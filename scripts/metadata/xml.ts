// Reads XML into elements, for the check and for the stand-in org. What the elements mean to Salesforce lives in the files
// that use this one.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlElement {
  /** Own text without outer blanks; empty when the element holds only elements. */
  readonly text: string;
  readonly children: ReadonlyMap<string, readonly XmlElement[]>;
  readonly attributes: ReadonlyMap<string, string>;
}

export type Reading =
  | { readonly kind: 'document'; readonly root: string; readonly element: XmlElement }
  | { readonly kind: 'broken'; readonly reason: string };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function elementOf(node: unknown): XmlElement {
  const children = new Map<string, XmlElement[]>();
  const attributes = new Map<string, string>();
  let text = typeof node === 'string' ? node : '';
  for (const [name, value] of Object.entries(isObject(node) ? node : {})) {
    if (name === '#text') text = String(value);
    else if (name.startsWith('@')) attributes.set(name.slice(1), String(value));
    else if (Array.isArray(value)) children.set(name, value.map(elementOf));
  }
  return { text, children, attributes };
}

/** Never throws: a text that is not well-formed is answered with the reason and its line. */
export function readXml(text: string): Reading {
  // The successor of the validator is a further package for the same check.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { kind: 'broken', reason: `line ${valid.err.line}: ${valid.err.msg}` };
  const document = elementOf(parser.parse(text));
  for (const [root, [element]] of document.children) {
    if (root !== '?xml' && element) return { kind: 'document', root, element };
  }
  return { kind: 'broken', reason: 'there is no root element' };
}

/** The elements of that name, in order; empty when there is none. */
export const all = (element: XmlElement, name: string): readonly XmlElement[] => element.children.get(name) ?? [];

/** Text of the first element on the path; null when there is no such element. */
export function textAt(element: XmlElement, ...path: string[]): string | null {
  let found: XmlElement | undefined = element;
  for (const name of path) found = found === undefined ? undefined : all(found, name)[0];
  return found?.text ?? null;
}
