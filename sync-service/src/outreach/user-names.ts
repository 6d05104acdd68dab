// Names of Outreach users, for a person who reads a report; nothing of it is kept.
import { z } from 'zod';
import { ConfigurationFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';
import type { Client } from './client.ts';
import { readPages } from './pages.ts';

const IDS_A_REQUEST = 100;
const user = z.object({ id: z.coerce.number(), attributes: z.object({ name: z.string() }) });

/** By id; a user that is gone or cannot be understood is absent. Nobody has a name where the token may not read users. */
export async function findUserNames(
  { client, api, log }: { readonly client: Client; readonly api: string; readonly log: Log },
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  try {
    for (let start = 0; start < ids.length; start += IDS_A_REQUEST) {
      const some = ids.slice(start, start + IDS_A_REQUEST);
      const parameters = { 'filter[id]': some.join(','), 'fields[user]': 'name', count: 'false' };
      for await (const { resources } of readPages(client, `${api}/users`, parameters, signal))
        for (const resource of resources) {
          const read = user.safeParse(resource);
          if (read.success) names.set(read.data.id, read.data.attributes.name);
        }
    }
  } catch (error) {
    // No scope for users is no reason to go without the figures.
    if (!(error instanceof ConfigurationFailure)) throw error;
    log.warn('outreach.users.unreadable', { code: error.code });
  }
  return names;
}
