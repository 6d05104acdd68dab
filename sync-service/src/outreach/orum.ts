// Recognises a call that Orum dialled by what Outreach says about it. Dispositions are looked at where their names are known.

const RECORDING_HOSTS = ['orum.com', 'orumhq.com'];

/** By vendor, recording host or tag; never by a bare substring, which also finds "forum". */
export function isOrumCall(call: {
  readonly externalVendor: string;
  readonly recordingUrl: string;
  readonly tags: readonly string[];
}): boolean {
  return (
    /\borum\b/i.test(call.externalVendor) ||
    isRecordingHost(call.recordingUrl) ||
    call.tags.some((tag) => /^\[?orum\]?$/i.test(tag.trim()))
  );
}

function isRecordingHost(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname.toLowerCase();
  return RECORDING_HOSTS.some((known) => host === known || host.endsWith(`.${known}`));
}
