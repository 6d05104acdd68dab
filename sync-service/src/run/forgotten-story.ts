// A story without a person: what remains when somebody was forgotten is what the next run would tell, figures aside.
import { NOBODY } from './forgotten.ts';

interface Told {
  readonly people?: readonly string[];
  readonly records?: readonly string[];
}

interface Story {
  readonly touchpoints?: readonly Told[];
  readonly more?: number;
}

/** Who is to be left out: Ids of the person, and records that are only about the person, such as `mailing:12`. */
export interface LeftOut {
  readonly people: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
}

/**
 * The same text when it names none of them. A touchpoint of which no record remains is no longer listed and counts among
 * `more`; what is no story loses the Ids all the same.
 */
export function storyWithout(text: string, { people, records }: LeftOut): string {
  const words = [...people, ...records];
  if (!words.some((word) => text.includes(`"${word}"`))) return text;
  const story = parsed(text);
  if (story?.touchpoints === undefined) return words.reduce((rest, word) => rest.replaceAll(word, NOBODY), text);
  const touchpoints = story.touchpoints.map((told) => ({
    ...told,
    ...(told.people && { people: [...new Set(told.people.map((id) => (people.has(id) ? NOBODY : id)))] }),
    ...(told.records && { records: told.records.filter((id) => !records.has(id)) }),
  }));
  const listed = touchpoints.filter((told) => told.records?.length !== 0);
  const more = (story.more ?? 0) + touchpoints.length - listed.length;
  return JSON.stringify({ ...story, touchpoints: listed, more });
}

function parsed(text: string): Story | null {
  try {
    return JSON.parse(text) as Story;
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}
