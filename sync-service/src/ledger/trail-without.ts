// The trail without a person: which writes name the person, and what remains of them.
import type { Transaction } from 'kysely';
import type { Person, Traces } from '../run/forget.ts';
import { type LeftOut, storyWithout } from '../run/forgotten-story.ts';
import type { Tables } from './schema.ts';
import { packImages, text, unpackImages } from './trail-format.ts';

/** Writes taken apart at a time. */
const WRITES_A_PAGE = 500;

/** Which texts name the person: Ids as they are written, addresses in any case. */
function matcherOf({ contactIds, leadIds, prospectIds, emails }: Person): (value: string | null) => boolean {
  const ids = [...contactIds, ...leadIds, ...prospectIds.map((id) => `prospect:${id}(?!\\d)`)];
  const named = ids.length === 0 ? null : new RegExp(ids.join('|'));
  const addresses = emails.map((email) => email.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const addressed = addresses.length === 0 ? null : new RegExp(addresses.join('|'), 'i');
  return (value) => value === null || named?.test(value) === true || addressed?.test(value) === true;
}

/** Removes the evidence that names a person, and the person from stories; what cannot be read may name anybody and goes. */
export async function removeFromTrail(
  trx: Transaction<Tables>,
  person: Person,
  leftOut: LeftOut,
  dryRun: boolean,
): Promise<Pick<Traces, 'evidence' | 'stories'>> {
  const names = matcherOf(person);
  const found = { evidence: 0, stories: 0 };
  for (let after = 0; ;) {
    const rows = await trx
      .selectFrom('trailWrite')
      .select(['id', 'images', 'evidence'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(WRITES_A_PAGE)
      .execute();
    for (const { id, images, evidence } of rows) {
      const inEvidence = evidence !== null && names(readable(evidence));
      const inImages = names(readable(images));
      if (inEvidence) found.evidence += 1;
      if (inImages) found.stories += 1;
      if (dryRun || !(inEvidence || inImages)) continue;
      const write = trx.updateTable('trailWrite').where('id', '=', id);
      if (inEvidence) await write.set({ evidence: null, redacted: 1 }).execute();
      if (inImages) await write.set({ images: imagesWithout(images, leftOut) }).execute();
    }
    const last = rows.at(-1);
    if (!last) return found;
    after = last.id;
  }
}

/** Null when the bytes are damaged. */
function readable(bytes: Uint8Array): string | null {
  try {
    return text(bytes);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return null;
  }
}

function imagesWithout(bytes: Uint8Array, leftOut: LeftOut): Uint8Array {
  if (readable(bytes) === null) return new Uint8Array();
  const { held, fields } = unpackImages(bytes);
  const story = (told: string | null): string | null => told && storyWithout(told, leftOut);
  return packImages({
    held: { ...held, story: story(held.story) },
    fields: fields.story === undefined ? fields : { ...fields, story: story(fields.story) },
  });
}
