// `uiapi { currentUser }`: the viewer's own record, whatever of it is selected.
import type { GraphQLResolveInfo } from 'graphql';
import type { JsonRecord } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { selectTerms } from './connection.ts';
import type { UiContext } from './connection.ts';
import { selectedBelow } from './selection.ts';

export function readCurrentUser(
  user: ObjectDefinition,
  context: UiContext,
  info: GraphQLResolveInfo,
): JsonRecord | null {
  const terms = selectTerms(user, selectedBelow(info.fieldNodes, info), info, context).join(', ');
  const query = context.query(`SELECT ${terms} FROM User WHERE Id = '${context.viewer.userId}'`);
  const [record] = query.records(0, 1);
  query.dispose();
  return record ?? null;
}
