// Reading what people wrote: whole words, subject tags and prefixes, job titles. Language rules, no business rules.
import type { Seniority } from './policy.ts';

/** Lower case, every run of other characters one space, a space at both ends: ready for whole-word search. */
export function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** True when one of the phrases stands in the text as whole words, in any case. */
export function saysAny(text: string, phrases: readonly string[]): boolean {
  if (text === '') return false;
  const words = wordsOf(text);
  return phrases.some((phrase) => words.includes(` ${phrase} `));
}

const TAG = /^\s*\[([^\]]*)\]/;

/** The bracket tags a subject starts with, lower case: `[Outreach] [Email] [In] Hi` gives outreach, email, in. */
export function leadingTags(subject: string): string[] {
  const tags: string[] = [];
  let rest = subject;
  for (let found = TAG.exec(rest); found; found = TAG.exec(rest)) {
    tags.push((found[1] ?? '').trim().toLowerCase());
    rest = rest.slice(found[0].length);
  }
  return tags;
}

/** The subject without leading bracket tags, in the writer's case. */
export function withoutTags(subject: string): string {
  let rest = subject;
  for (let found = TAG.exec(rest); found; found = TAG.exec(rest)) rest = rest.slice(found[0].length);
  return rest.trim();
}

// What mail programs put before a subject when answering or forwarding, in the languages our orgs write.
const REPLY_PREFIX = /^\s*(?:re|fw|fwd|aw|wg|sv|vs|tr|rv)(?:\[\d+\])?\s*:/i;

/** The subject without tags and without any `Re:` or `Fwd:`, lower case, single spaces: equal for one thread. */
export function bareSubject(subject: string): string {
  let rest = withoutTags(subject);
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = withoutTags(rest.replace(REPLY_PREFIX, ''));
  }
  return rest.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** True when the text starts with one of the others, in any case and outer blanks aside. */
export function startsWithAny(text: string, starts: readonly string[]): boolean {
  const plain = text.trim().toLowerCase();
  return starts.some((start) => plain.startsWith(start.trim().toLowerCase()));
}

const DIRECTOR = ['director', 'head of'];
const VP = ['vice president', 'vp', 'svp', 'evp'];
const C_LEVEL = ['chief', 'ceo', 'cfo', 'cto', 'cio', 'cmo', 'coo', 'cro', 'ciso', 'founder', 'president'];
const OWNER = ['business owner', 'co owner'];
const MANAGER = ['manager', 'lead', 'supervisor'];

/** Seniority by job title; the order of the tests is part of the rule ("vice president" before "president"). */
export function seniorityOf(title: string): Seniority {
  const words = wordsOf(title);
  if (words.trim() === '') return 'unknown';
  const says = (phrases: readonly string[]): boolean => phrases.some((phrase) => words.includes(` ${phrase} `));
  if (says(['assistant to'])) return 'individual';
  if (says(DIRECTOR)) return 'director';
  if (says(VP)) return 'vp';
  if (says(C_LEVEL) || says(OWNER) || words === ' owner ') return 'c_level';
  if (says(MANAGER)) return 'manager';
  return 'individual';
}
