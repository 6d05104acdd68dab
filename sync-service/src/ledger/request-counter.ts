// Counts the requests to Outreach by day and purpose. What a year allows is decided in the core.
import { sql, type Kysely } from 'kysely';
import type { RequestCounter } from '../run/outreach-requests.ts';
import type { Tables } from './schema.ts';

export function createRequestCounter(db: Kysely<Tables>): RequestCounter {
  return {
    async add(day, purpose) {
      await db
        .insertInto('outreachRequests')
        .values({ day, purpose, requests: 1 })
        .onConflict((conflict) =>
          conflict.columns(['day', 'purpose']).doUpdateSet({ requests: sql`"outreachRequests"."requests" + 1` }),
        )
        .execute();
    },
    since: (day) =>
      db.selectFrom('outreachRequests').selectAll().where('day', '>=', day).orderBy('day').orderBy('purpose').execute(),
  };
}
