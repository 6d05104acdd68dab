// Recognises a call that Orum dialled by what Outreach says about it. Dispositions are looked at where their names are known.
import { isOrumHost } from '../scoring/orum.ts';

/** By vendor, recording host or tag; never by a bare substring, which also finds "forum". */
export function isOrumCall(call: {
  readonly externalVendor: string;
  readonly recordingUrl: string;
  readonly tags: readonly string[];
}): boolean {
  return (
    /\borum\b/i.test(call.externalVendor) ||
    isOrumHost(URL.parse(call.recordingUrl)?.hostname ?? '') ||
    call.tags.some((tag) => /^\[?orum\]?$/i.test(tag.trim()))
  );
}
