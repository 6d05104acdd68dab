// Salesforce Ids as people and Outreach hand them on: 15 or 18 characters, in data connections or typed at a terminal.

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Key prefixes of the standard objects that a data connection may name. */
export const PREFIXES = { account: '001', contact: '003', lead: '00Q', task: '00T' } as const;

/** The 18-character form; null when the text is not an Id of the object with that key prefix. */
export function salesforceId(text: string, prefix: string): string | null {
  const id = text.trim();
  if (!id.startsWith(prefix) || !/^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(id)) return null;
  return id.length === 18 ? id : id + checksum(id);
}

/** For each group of five characters, which of them are capitals; bit 0 is the first. */
function checksum(id15: string): string {
  let suffix = '';
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const character = id15.charAt(group + place);
      if (character >= 'A' && character <= 'Z') bits |= 1 << place;
    }
    suffix += CHECKSUM.charAt(bits);
  }
  return suffix;
}
