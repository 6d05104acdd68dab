export type { AccountFields } from '../scoring/account-fields.ts';
export { SCALES } from '../scoring/account-fields.ts';
