// The pages people read, and what can be asked of their text: links, anchors. Commands are found in commands-in-text.ts.
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Text by path from the root. */
export type Pages = ReadonlyMap<string, string>;

/** Every page of the repository that a reader is led to. */
export function readPages(root = ROOT): Pages {
  const paths = [
    'README.md',
    'docs/**/*.md',
    'sync-service/*.md',
    'scripts/*/README.md',
    'scripts/stand-ins/world/*.md',
  ];
  const found = globSync(paths, { cwd: root }).sort();
  return new Map(found.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export interface Link {
  /** Path from the root; the page itself for `#anchor`. */
  readonly target: string;
  /** Null: the link names a whole page or file. */
  readonly anchor: string | null;
  readonly written: string;
}

/** Links to something inside the repository; those to the web are left alone, since tests work offline. */
export function linksOf(path: string, text: string): readonly Link[] {
  const written = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return written
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
      return { target, anchor: anchor ?? null, written: link };
    });
}

/** What GitHub calls the headings of a page; the second of two equal ones ends with -1. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) => {
      const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
      const slug = plain
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** The text without fenced blocks and inline code, whose brackets are no links. Headings keep the words of their code. */
function withoutCode(text: string): string {
  return text
    .replace(/^( *)(```|~~~).*\n[\s\S]*?^\1\2\s*$/gm, '')
    .replace(/`[^`\n]+`/g, (code) => (code.includes('](') ? '' : code));
}
