// The orders of the control interface that do what a person does by hand: merge, undelete, convert a lead.
import type { Org } from '../org.ts';

type Body = Record<string, unknown> | null;

const textOf = (body: Body, name: string): string => {
  const value = body?.[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${name} must be text.`);
};

const idsOf = (body: Body, name: string): readonly string[] => {
  const value = body?.[name];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new Error(`${name} must be a list of 18-character Ids.`);
};

export const actionControl = (org: Org): Readonly<Record<string, (body: Body) => unknown>> => ({
  'POST merge': (body) => {
    const losers = idsOf(body, 'losers');
    org.actions.merge(textOf(body, 'object'), textOf(body, 'master'), losers);
    return { merged: losers };
  },
  'POST undelete': (body) => {
    const ids = idsOf(body, 'ids');
    org.actions.undelete(ids);
    return { undeleted: ids };
  },
  'POST convert': (body) => {
    const contact = body?.['contact'] === undefined ? null : textOf(body, 'contact');
    return { contact: org.actions.convert(textOf(body, 'lead'), textOf(body, 'account'), contact) };
  },
});
