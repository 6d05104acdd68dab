// Compares each file with the Metadata API types that @salesforce/types generates from the official WSDL: elements,
// nesting, enumerations, booleans, numbers, what may not be missing. What the WSDL cannot say lives in the other rules.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { MetadataFile } from './org-model.ts';
import type { Problem } from './problem.ts';
import type { XmlElement } from './xml.ts';

const NAMESPACE = /xmlns="http:\/\/soap\.sforce\.com\/2006\/04\/metadata"/;
// Required by the WSDL, yet Salesforce's own tools leave them out of source files.
const OPTIONAL_IN_SOURCE = new Set(['CustomPermission/isLicensed']);

export type TypeCheck = (file: MetadataFile) => Problem[];

/** Loads the types, which takes a second or two; use the answer for all files. */
export function loadTypeCheck(): TypeCheck {
  const declarations = join(
    dirname(createRequire(import.meta.url).resolve('@salesforce/types/metadata')),
    'metadata.d.ts',
  );
  const program = ts.createProgram([declarations], { lib: ['lib.es2022.d.ts'], types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${declarations} holds no types; reinstall @salesforce/types with npm ci.`);
  const types = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));

  return (file) => {
    const found = (problem: string, fix: string): Problem => ({ file: file.path, problem, fix });
    const { reading } = file;
    if (reading.kind === 'broken') return [found(reading.reason, 'make it well-formed XML')];
    const symbol = types.get(reading.root);
    if (!symbol) return [found(`<${reading.root}> is not a Metadata API type`, 'correct the root element')];
    if (!NAMESPACE.test(file.text)) {
      return [found('the metadata namespace is missing', 'add xmlns="http://soap.sforce.com/2006/04/metadata"')];
    }
    const problems: Problem[] = [];
    compare(checker, reading.element, checker.getDeclaredTypeOfSymbol(symbol), reading.root, (problem, fix) =>
      problems.push(found(problem, fix)),
    );
    return problems;
  };
}

type Report = (problem: string, fix: string) => void;

function compare(checker: ts.TypeChecker, element: XmlElement, declared: ts.Type, at: string, report: Report): void {
  const type = checker.getNonNullableType(declared);
  const literals = type.isUnion()
    ? type.types.filter((part) => part.isStringLiteral())
    : type.isStringLiteral()
      ? [type]
      : [];
  const has = (flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;
  if (has(ts.TypeFlags.Any | ts.TypeFlags.String) || checker.typeToString(type) === 'Date') return;
  if (has(ts.TypeFlags.BooleanLike)) {
    if (!['true', 'false'].includes(element.text))
      report(`${at} "${element.text}" is not a boolean`, 'write true or false');
  } else if (literals.length > 0) {
    const names = literals.map((part) => part.value);
    if (!names.includes(element.text)) report(`${at} "${element.text}" is not known`, `use one of ${shortened(names)}`);
  } else if (has(ts.TypeFlags.NumberLike)) {
    if (element.text === '' || Number.isNaN(Number(element.text)))
      report(`${at} "${element.text}" is not a number`, 'write a number');
  } else {
    compareChildren(checker, element, type, at, report);
  }
}

function compareChildren(
  checker: ts.TypeChecker,
  element: XmlElement,
  type: ts.Type,
  at: string,
  report: Report,
): void {
  if (element.text !== '') report(`${at} holds the text "${element.text}"`, 'put elements there');
  for (const [name, children] of element.children) {
    const property = checker.getPropertyOfType(type, name);
    if (!property) {
      report(`${at} has the unknown element <${name}>`, 'correct its name or remove it');
      continue;
    }
    const declared = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    const item = checker.isArrayType(declared) ? checker.getTypeArguments(declared as ts.TypeReference)[0] : undefined;
    if (!item && children.length > 1) report(`${at} has <${name}> ${children.length} times`, 'keep one');
    for (const child of children) compare(checker, child, item ?? declared, `${at}/${name}`, report);
  }
  for (const property of checker.getPropertiesOfType(type)) {
    const optional =
      (property.flags & ts.SymbolFlags.Optional) !== 0 || checker.isArrayType(checker.getTypeOfSymbol(property));
    if (optional || element.children.has(property.name) || OPTIONAL_IN_SOURCE.has(`${at}/${property.name}`)) continue;
    report(`${at} has no <${property.name}>`, 'add it');
  }
}

const shortened = (names: readonly string[]): string =>
  names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
