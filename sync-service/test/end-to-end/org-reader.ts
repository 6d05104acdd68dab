// Reads the stand-in org the way any client would, over REST with a JWT login; shares no code with the service.
import { createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type OrgRow = Record<string, unknown>;

/** A logged-in reader of one org. */
export interface OrgReader {
  /** All rows of a query, every page. */
  query(soql: string): Promise<OrgRow[]>;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function readerOf(environment: Record<string, string>): Promise<OrgReader> {
  const url = environment['SF_DOMAIN'] ?? '';
  const claims = {
    iss: environment['SF_CONSUMER_KEY'],
    sub: environment['SF_USERNAME'],
    aud: url,
    exp: Math.floor(Date.now() / 1000) + 120,
  };
  const unsigned = `${base64url({ alg: 'RS256' })}.${base64url(claims)}`;
  const key = readFileSync(environment['SF_PRIVATE_KEY_FILE'] ?? '', 'utf8');
  const assertion = `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')}`;
  const answer = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return {
    async query(soql) {
      const rows: OrgRow[] = [];
      let next: string | undefined = `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`;
      while (next !== undefined) {
        const response: Response = await fetch(url + next, { headers: { authorization: `Bearer ${token}` } });
        if (!response.ok) throw new Error(`${soql}: ${response.status} ${await response.text()}`);
        const page = (await response.json()) as { records: OrgRow[]; nextRecordsUrl?: string };
        for (const { attributes: _, ...row } of page.records) rows.push(row);
        next = page.nextRecordsUrl;
      }
      return rows;
    },
  };
}

/** Every Account field that the service writes, as force-app grants it to the integration user. */
export function writtenFields(): string[] {
  const file = new URL(
    '../../../force-app/main/default/permissionsets/Touchpoint_Integration.permissionset-meta.xml',
    import.meta.url,
  );
  const xml = readFileSync(file, 'utf8');
  const fields = [...xml.matchAll(/<fieldPermissions>(.*?)<\/fieldPermissions>/gs)]
    .map((found) => found[1] ?? '')
    .filter((entry) => entry.includes('<editable>true</editable>'))
    .map((entry) => /<field>Account\.(\w+)<\/field>/.exec(entry)?.[1])
    .filter((field) => field !== undefined);
  if (fields.length < 20) throw new Error(`only ${fields.length} written Account fields found in the permission set`);
  return fields;
}
