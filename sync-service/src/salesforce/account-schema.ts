// API names, types and scales of the Account fields that we write, and their values in both directions. The one table of
// it; a test compares it with force-app.
import { SCALES, type AccountFields } from '../scoring/account-fields.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import { dayOf, instantOf, numberOf, OddValue } from './values.ts';

/** Type as the metadata names it. */
export type FieldType = 'Number' | 'Date' | 'DateTime' | 'Text' | 'LongTextArea' | 'Picklist' | 'MultiselectPicklist';

export interface AccountField {
  readonly apiName: string;
  readonly type: FieldType;
}

export const ACCOUNT_FIELDS: Readonly<Record<keyof AccountFields, AccountField>> = {
  activeTouchpoints: { apiName: 'Active_Touchpoints__c', type: 'Number' },
  twoWayTouchpoints: { apiName: 'Two_Way_Touchpoints__c', type: 'Number' },
  lastTouch: { apiName: 'Last_Touch__c', type: 'Date' },
  lastTwoWayTouch: { apiName: 'Last_Two_Way_Touch__c', type: 'Date' },
  peopleEngaged: { apiName: 'People_Engaged__c', type: 'Number' },
  channelsEngaged: { apiName: 'Channels_Engaged__c', type: 'Number' },
  sources: { apiName: 'Touchpoint_Sources__c', type: 'MultiselectPicklist' },
  activeSeries: { apiName: 'Active_Series__c', type: 'Number' },
  avgRecipientsPerSeries: { apiName: 'Avg_Recipients_Per_Series__c', type: 'Number' },
  avgInternalPerSeries: { apiName: 'Avg_Internal_Per_Series__c', type: 'Number' },
  avgSeriesSize: { apiName: 'Avg_Series_Size__c', type: 'Number' },
  strength: { apiName: 'Touchpoint_Strength__c', type: 'Number' },
  rank: { apiName: 'Touchpoint_Rank__c', type: 'Number' },
  halfLife: { apiName: 'Touchpoint_Half_Life__c', type: 'Number' },
  scale: { apiName: 'Touchpoint_Scale__c', type: 'Number' },
  scoredOn: { apiName: 'Touchpoint_Scored_On__c', type: 'Date' },
  scoredAt: { apiName: 'Touchpoint_Scored_At__c', type: 'DateTime' },
  nextRescoreOn: { apiName: 'Touchpoint_Next_Rescore_On__c', type: 'Date' },
  exitsOn: { apiName: 'Signal_Exits_On__c', type: 'Date' },
  nearUntil: { apiName: 'Signal_Near_Until__c', type: 'Date' },
  engagedUntil: { apiName: 'Signal_Engaged_Until__c', type: 'Date' },
  enteredOn: { apiName: 'Signal_Entered_On__c', type: 'Date' },
  excludedBecause: { apiName: 'Signal_Excluded_Because__c', type: 'Text' },
  evidence: { apiName: 'Signal_Evidence__c', type: 'Picklist' },
  tierScored: { apiName: 'Signal_Tier_Scored__c', type: 'Text' },
  story: { apiName: 'Touchpoint_Story__c', type: 'LongTextArea' },
  policyFingerprint: { apiName: 'Touchpoint_Policy__c', type: 'Text' },
};

export const ACCOUNT_FIELD_KEYS = Object.keys(ACCOUNT_FIELDS) as readonly (keyof AccountFields)[];

/** Read beside what we write: the native roll-ups. */
export const ROLL_UPS = {
  openOpportunities: 'Open_Opportunities__c',
  snoozedUntil: 'Signal_Snoozed_Until__c',
} as const;

/** The formulas that lists and components read; the service only checks that they are there. */
export const FORMULAS = [
  'High_Signal__c',
  'Signal_Tier__c',
  'Touchpoint_Score__c',
  'Days_Since_Last_Touch__c',
  'Account_Age_Days__c',
  'Days_In_Pool__c',
] as const;

type Scaled = keyof typeof SCALES;
const isScaled = (key: keyof AccountFields): key is Scaled => key in SCALES;

/** One value as JSON wants it; null clears the field. Numbers are rounded to the field's scale. */
export function toJson(key: keyof AccountFields, value: AccountFields[keyof AccountFields]): string | number | null {
  const text = toText(key, value);
  return text === null || ACCOUNT_FIELDS[key].type !== 'Number' ? text : Number(text);
}

/** One value as text; null clears the field. */
export function toText(key: keyof AccountFields, value: AccountFields[keyof AccountFields]): string | null {
  if (value === null || value === '') return null;
  const { type } = ACCOUNT_FIELDS[key];
  if (typeof value === 'object') return value.length === 0 ? null : value.join(';');
  if (typeof value === 'string') return value;
  if (type === 'Date') return isoFromDay(value);
  if (type === 'DateTime') return new Date(value).toISOString();
  return value.toFixed(isScaled(key) ? SCALES[key] : 0);
}

/** What the fields hold, from their text by field; a field that is absent is blank. Throws OddValue. */
export function heldFields(textOf: (apiName: string) => string): AccountFields {
  const text = (key: keyof AccountFields) => textOf(ACCOUNT_FIELDS[key].apiName);
  const number = (key: Scaled) => numberOf(text(key));
  const date = (key: keyof AccountFields) => dayOf(text(key));
  const words = (key: keyof AccountFields) => (text(key) === '' ? null : text(key));
  return {
    activeTouchpoints: number('activeTouchpoints'),
    twoWayTouchpoints: number('twoWayTouchpoints'),
    lastTouch: date('lastTouch'),
    lastTwoWayTouch: date('lastTwoWayTouch'),
    peopleEngaged: number('peopleEngaged'),
    channelsEngaged: number('channelsEngaged'),
    sources: text('sources')
      .split(';')
      .filter((source) => source !== '')
      .sort(),
    activeSeries: number('activeSeries'),
    avgRecipientsPerSeries: number('avgRecipientsPerSeries'),
    avgInternalPerSeries: number('avgInternalPerSeries'),
    avgSeriesSize: number('avgSeriesSize'),
    strength: number('strength'),
    rank: number('rank'),
    halfLife: number('halfLife'),
    scale: number('scale'),
    scoredOn: date('scoredOn'),
    scoredAt: instantOf(text('scoredAt')),
    nextRescoreOn: date('nextRescoreOn'),
    exitsOn: date('exitsOn'),
    nearUntil: date('nearUntil'),
    engagedUntil: date('engagedUntil'),
    enteredOn: date('enteredOn'),
    excludedBecause: words('excludedBecause'),
    evidence: evidenceOf(text('evidence')),
    tierScored: words('tierScored'),
    story: words('story'),
    policyFingerprint: words('policyFingerprint'),
  };
}

function evidenceOf(text: string): 'Complete' | 'Partial' | null {
  if (text === '') return null;
  if (text === 'Complete' || text === 'Partial') return text;
  throw new OddValue(`"${text}" is neither Complete nor Partial`);
}
