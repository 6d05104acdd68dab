// How a write is kept in the trail: JSON, compressed with a dictionary of what all such JSON shares. A new form gets a new
// number; rows of a number that is not known here cannot be read, and say so.
import { deflateSync, inflateSync } from 'node:zlib';
import type { AccountFields } from '../scoring/account-fields.ts';
import type { AccountEvidence } from '../scoring/evidence.ts';
import { evidenceAsPlain, evidenceFromPlain, type PlainEvidence } from '../run/plain-evidence.ts';
import type { Images } from '../run/trail.ts';

export const TRAIL_FORMAT = 1;

// Part of the format: changing a character makes rows of format 1 unreadable. What comes last is found cheapest.
const DICTIONARY = Buffer.from(
  [
    '"excludedBecause":null,"avgInternalPerSeries":null,"avgSeriesSize":null,"avgRecipientsPerSeries":null,"lastTwoWayTouch":null',
    '"engagedUntil":null,"nearUntil":null,"enteredOn":null,"exitsOn":null,"halfLife":30,"scale":30,"tierScored":"High-Engaged"',
    '{"held":{"activeTouchpoints":0,"twoWayTouchpoints":0,"lastTouch":20500,"peopleEngaged":0,"channelsEngaged":0,"sources":["Outreach Call","Orum Call","Event"]',
    '"activeSeries":0,"strength":0,"rank":0,"scoredOn":20500,"scoredAt":1772000000000,"nextRescoreOn":20500,"evidence":"Complete","policyFingerprint":"',
    '{\\"version\\":1,\\"touchpoints\\":[{\\"date\\":\\"2026-02-03\\",\\"type\\":\\"email_manual\\",\\"source\\":\\"Outreach Email\\",\\"direction\\":\\"out\\",\\"twoWay\\":false,\\"people\\":[\\"003',
    '\\"],\\"records\\":[\\"00T\\",\\"mailing:\\"call_connected\\"],\\"more\\":0,\\"types\\":{\\"email_automated\\":1,\\"reply\\"},\\"weeks\\":{\\"2026-01-',
    '\\"changes\\":[{\\"what\\":\\"exits\\",\\"on\\":\\"2026-03-16\\",\\"because\\":\\"last touch\\"},{\\"what\\":\\"touchpoints needed\\",\\"count\\":1}]}"},"fields":{',
    '{"account":{"id":"001","name":"","type":"Prospect","createdOn":19000,"openOpportunities":0,"snoozedUntil":null},"activities":[',
    '"engagements":[{"engagement":{"kind":"call","id":1,"prospectId":1,"userId":1,"sequenceId":null,"answeredAt":1772000000000,"dialedAt":null,"completedAt":null,"completed":true,"direction":"out","outcome":"Answered","disposition":"","vendor":"Orum","number":null,"taskIds":["00T"]}',
    '{"engagement":{"kind":"mailing","id":1,"prospectId":1,"userId":1,"sequenceId":null,"subject":"","deliveredAt":1772000000000,"repliedAt":null,"bouncedAt":null,"manual":false,"sentiment":null,"taskIds":["00T"]},"personId":"003","ofAccount":true,"connectedTasks":[]}',
    '"people":[["003",{"id":"003","title":"VP Director Manager"}]],"sequences":[[1,{"id":1,"contactedProspects":100}]],"unreadable":[]}',
    '{"kind":"event","id":"00U","subject":"","isDeleted":false,"isPrivate":false,"isChild":false,"isSeriesMaster":false,"isAllDay":false,"activityDate":20500,"endsAt":1772000000000,"createdAt":1772000000000,"ownerId":"005","attendees":[{"id":"003","isInvitee":true,"status":"Accepted"}],"outcome":"","fields":{',
    '{"kind":"task","id":"00T","subject":"[Outreach] [Email] [Out] [Call] [Orum] Re: ","status":"Completed","isClosed":true,"isDeleted":false,"isSeriesMaster":false,"activityDate":20500,"completedAt":1772000000000,"createdAt":1772000000000,"createdById":"005","ownerId":"005","people":["003"],"recordingVendor":null,"disposition":"","callType":"","fields":{"TaskSubtype":"Email","Type":"Call","OwnerId":"005","Subject":"","CallDisposition":""}},',
  ].join(''),
);
// A dictionary makes rows a third smaller; small buffers take half the time, most of which is setting up (DECISIONS, "What
// the trail keeps, and what it costs").
const SMALL = { dictionary: DICTIONARY, level: 3, windowBits: 14, memLevel: 6, chunkSize: 4096 };

export function packImages(images: Images): Uint8Array {
  return deflateSync(JSON.stringify(images), SMALL);
}

/** Throws when the bytes are not what `packImages` made. */
export function unpackImages(bytes: Uint8Array): Images {
  const { held, fields } = JSON.parse(text(bytes)) as { held: AccountFields; fields: Partial<AccountFields> };
  return { held, fields };
}

export function packEvidence(evidence: AccountEvidence): Uint8Array {
  return deflateSync(JSON.stringify(evidenceAsPlain(evidence)), SMALL);
}

/** Throws when the bytes are not what `packEvidence` made. */
export function unpackEvidence(bytes: Uint8Array): AccountEvidence {
  return evidenceFromPlain(JSON.parse(text(bytes)) as PlainEvidence);
}

/** What is packed, as text: to look for words in it without taking it apart. */
export function text(bytes: Uint8Array): string {
  return inflateSync(bytes, { dictionary: DICTIONARY }).toString();
}
