// Salesforce record Ids: 15 case-sensitive characters and the three-character checksum. No knowledge of who uses them.

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Key prefixes of the objects a world holds. */
export const KEY_PREFIX = {
  Account: '001',
  Contact: '003',
  User: '005',
  Opportunity: '006',
  Lead: '00Q',
  Task: '00T',
  Event: '00U',
  TaskRelation: '0RT',
  EventRelation: '0RE',
  PermissionSetAssignment: '0Pa',
  Signal_Feedback__c: 'a0F',
} as const;

export type KeyedObject = keyof typeof KEY_PREFIX;

/** The checksum names, for each group of five characters, which of them are capitals (bit 0 is the first). */
export function checksum(id15: string): string {
  let suffix = '';
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i += 1) {
      const character = id15.charAt(group + i);
      if (character >= 'A' && character <= 'Z') bits |= 1 << i;
    }
    suffix += CHECKSUM.charAt(bits);
  }
  return suffix;
}

/** The 18-character Id of the record with this number (0 or more, below 62^10); order of numbers is order of Ids. */
export function recordId(objectName: KeyedObject, number: number): string {
  let tail = '';
  let rest = number;
  for (let i = 0; i < 10; i += 1) {
    tail = DIGITS.charAt(rest % 62) + tail;
    rest = Math.floor(rest / 62);
  }
  const id15 = `${KEY_PREFIX[objectName]}5g${tail}`;
  return id15 + checksum(id15);
}
