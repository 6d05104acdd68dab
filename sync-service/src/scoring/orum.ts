// Where Orum keeps the recordings of its calls. Both sides see links to them: Tasks in their descriptions, Outreach in a
// field of the call.

const RECORDING_HOSTS = ['orum.com', 'orumhq.com'];

/** Whether a host name is one of Orum's; the whole name decides, not its letters ("forum.com" is none). */
export function isOrumHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return RECORDING_HOSTS.some((known) => name === known || name.endsWith(`.${known}`));
}
