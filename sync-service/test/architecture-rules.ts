// The rules of the house (3-architecture, "Who may look into which room") as functions of sources, so that each can be
// shown to fail. Which files are looked at is decided in architecture.test.ts.
import { dirname, posix } from 'node:path';
import ts from 'typescript';

/** Source text by path from the project's root, with `/`. */
export type Sources = ReadonlyMap<string, string>;

interface Room {
  /** Rooms it may import besides itself. */
  readonly rooms: readonly string[];
  /** Packages it may import, `node:` modules included; `*` stands for any of them. */
  readonly packages: readonly string[];
}

const CORE = ['run', 'scoring', 'learning'];
const EVERYTHING = ['*'];
const DASHBOARD = ['@bull-board/api', '@bull-board/hono', '@hono/node-server', 'hono'];
const TRACES = ['@opentelemetry', 'bullmq-otel'];
const QUEUE_PACKAGES = ['node:*', 'bullmq', 'ioredis', 'cron-parser', 'zod', ...DASHBOARD, ...TRACES];
const ROOMS: Readonly<Record<string, Room>> = {
  scoring: { rooms: [], packages: [] },
  learning: { rooms: ['scoring'], packages: [] },
  run: { rooms: ['scoring', 'learning'], packages: ['node:crypto'] },
  salesforce: { rooms: CORE, packages: ['node:*', 'jsforce', 'undici', 'udsv', 'jose', 'zod'] },
  outreach: { rooms: CORE, packages: ['node:*', 'axios', 'jose', 'zod'] },
  ledger: { rooms: CORE, packages: ['node:*', 'kysely', 'zod'] },
  queue: { rooms: CORE, packages: QUEUE_PACKAGES },
  watch: { rooms: CORE, packages: ['node:*', 'pino', 'prom-client'] },
  settings: { rooms: [], packages: ['node:*', 'cron-parser', 'zod'] },
  compose: { rooms: EVERYTHING, packages: EVERYTHING },
  commands: {
    rooms: ['compose', 'settings', ...CORE],
    packages: ['node:*', 'commander', 'cli-progress', 'cli-table3'],
  },
  doors: { rooms: ['compose', 'settings', 'commands'], packages: ['commander'] },
};
/** Rooms that never ask for the time, for chance or for the process: what they need is given to them. */
const CLOCKLESS = ['scoring', 'learning', 'run'];
/** The only rooms that see the environment. */
const SEE_ENVIRONMENT = ['settings', 'compose', 'commands', 'doors'];
const DRAWERS = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc', 'lib'];
const MAX_LINES = 300;
const SERVICE = 'sync-service/src/';
const STAND_INS = 'scripts/stand-ins/';
const COMPONENTS = 'force-app/main/default/lwc/';
const COMPONENTS_OF_SCRIPTS = ['scripts/preview/client/', 'scripts/benchmarks/plain-table/'];
/** All that a component may import besides its own folder. */
const PLATFORM = /^(?:lwc|lightning\/\w+|@salesforce\/[\w/.-]+|c\/\w+)$/;

/** The room of a file of the service; null for files elsewhere and for tests, which may look anywhere. */
export function roomOf(path: string): string | null {
  if (!path.startsWith(SERVICE) || path.endsWith('.test.ts')) return null;
  const [first, ...rest] = path.slice(SERVICE.length).split('/');
  if (rest.length > 0) return first ?? null;
  const name = (first ?? '').replace(/\.ts$/, '');
  return name === 'main' || name === 'cli' ? 'doors' : name;
}

interface Import {
  readonly specifier: string;
  /** Path from the root for a relative import, else null. */
  readonly target: string | null;
}

/** Static, dynamic and type imports, and re-exports. */
export function importsOf(path: string, source: string): readonly Import[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) found.push(first.text);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      found.push(node.argument.literal.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(path, source));
  return found.map((specifier) => ({
    specifier,
    target: specifier.startsWith('.') ? posix.join(dirname(path), specifier) : null,
  }));
}

/** Imports of rooms and packages that the table does not allow. */
export function forbiddenImports(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [path, source] of sources) {
    const room = roomOf(path);
    for (const { specifier, target } of importsOf(path, source)) {
      const reason = room === null ? null : forbiddenFor(room, specifier, target);
      if (reason !== null) problems.push(`${path}: ${reason}`);
      if (path.startsWith(STAND_INS) && target?.startsWith('sync-service/'))
        problems.push(`${path}: a stand-in imports the service (${specifier}); tests would check themselves`);
      if (isShipped(path) && !isOfComponent(path, specifier, target))
        problems.push(`${path}: a component imports ${specifier}, which an org does not have`);
    }
  }
  return problems;
}

function isShipped(path: string): boolean {
  return path.startsWith(COMPONENTS) && path.endsWith('.ts') && !path.includes('/__tests__/');
}

function isOfComponent(path: string, specifier: string, target: string | null): boolean {
  return target === null ? PLATFORM.test(specifier) : dirname(target) === dirname(path);
}

function forbiddenFor(room: string, specifier: string, target: string | null): string | null {
  const allowed = ROOMS[room];
  if (allowed === undefined) return `the room "${room}" is not in the table of architecture-rules.ts`;
  if (target === null) {
    const isAllowed = allowed.packages.some(
      (name) =>
        name === '*' ||
        specifier === name ||
        specifier.startsWith(`${name}/`) ||
        (name === 'node:*' && specifier.startsWith('node:')),
    );
    return isAllowed ? null : `the room "${room}" may not import the package ${specifier}`;
  }
  if (!target.startsWith(SERVICE)) return `the service imports ${specifier}, which is no part of it`;
  const other = roomOf(target);
  if (other === null) return `the service imports a test (${specifier})`;
  const isAllowed = other === room || allowed.rooms.some((name) => name === '*' || name === other);
  return isAllowed ? null : `the room "${room}" may not look into "${other}" (${specifier})`;
}

/** Uses of the clock, of chance and of the process where they are not allowed. */
export function forbiddenUses(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [path, source] of sources) {
    const room = roomOf(path);
    if (room === null) continue;
    const file = parse(path, source);
    const visit = (node: ts.Node): void => {
      const use = clockOrChance(node);
      const line = () => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      if (use !== null && CLOCKLESS.includes(room)) problems.push(`${path}:${line()}: "${room}" uses ${use}`);
      if (
        !SEE_ENVIRONMENT.includes(room) &&
        ts.isPropertyAccessExpression(node) &&
        node.getText(file) === 'process.env'
      )
        problems.push(`${path}:${line()}: "${room}" reads process.env; settings are handed to it`);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return problems;
}

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];

function clockOrChance(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date')
    return (node.arguments?.length ?? 0) === 0 ? 'new Date()' : null;
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    if (TIMERS.includes(node.expression.text)) return node.expression.text;
    if (node.expression.text === 'Date') return 'Date()';
  }
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return null;
  const [object, property] = [node.expression.text, node.name.text];
  const isForbidden = object === 'performance' || object === 'process' || object === 'crypto';
  const used = `${object}.${property}`;
  return isForbidden || used === 'Date.now' || used === 'Math.random' ? used : null;
}

/** Files that import each other in a circle, each circle once, as `a > b > a`. */
export function circles(sources: Sources): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.add([...trail.slice(start), path].join(' > '));
      return;
    }
    if (done.has(path)) return;
    for (const { target } of importsOf(path, sources.get(path) ?? ''))
      if (target !== null && sources.has(target)) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources.keys()) walk(path, []);
  return [...found];
}

/** Files that are too long, drawers, default exports and barrels. */
export function forbiddenForms(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [path, source] of sources) {
    const lines = source.split('\n').length - 1;
    if (lines > MAX_LINES && !path.includes('test'))
      problems.push(`${path}: ${lines} lines; ${MAX_LINES} is the ceiling`);
    const drawer = path.split('/').find((part) => DRAWERS.includes(part.replace(/\..*$/, '')));
    if (drawer !== undefined)
      problems.push(`${path}: "${drawer}" is a drawer, not a room; name it after what it holds`);
    if (path.endsWith('.d.ts')) continue;
    const { statements } = parse(path, source);
    if (!isComponent(path) && statements.some(isDefaultExport))
      problems.push(`${path}: exports a default; give it its name`);
    if (/(^|\/)index\.ts$/.test(path) || isBarrel(statements))
      problems.push(`${path}: is a barrel; import from where things are made`);
  }
  return problems;
}

/** Lightning Web Components are found by the default export of their module. */
function isComponent(path: string): boolean {
  return [COMPONENTS, ...COMPONENTS_OF_SCRIPTS].some((folder) => path.startsWith(folder));
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(isDefaultKeyword);
}

function isDefaultKeyword(modifier: ts.Modifier): boolean {
  return modifier.kind === ts.SyntaxKind.DefaultKeyword;
}

/** Nothing but re-exports, of several modules or of everything of one. */
function isBarrel(statements: readonly ts.Statement[]): boolean {
  if (statements.length === 0 || !statements.every(ts.isExportDeclaration)) return false;
  const modules = new Set(statements.map((statement) => statement.moduleSpecifier?.getText() ?? ''));
  return modules.size > 1 || statements.some((statement) => statement.exportClause === undefined);
}

function parse(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
}
