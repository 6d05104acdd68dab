// A world whose Outreach is a tenant of many representatives, beside a small Salesforce org. What is in the tenant is
// tenant.ts.
import { generateWorld } from './generate.ts';
import { parseSize } from './size.ts';
import { TENANT_TYPES, tenantResources, type TenantSize } from './tenant.ts';
import type { OutreachResource, World } from './world.ts';

/** Reads `tenant=100,days=30`; throws an Error that names what cannot be read. */
export function parseTenant(text: string): TenantSize {
  const found = /^tenant=(\d+)(?:,days=(\d+))?(?:,today=(\d{4}-\d\d-\d\d))?$/.exec(text);
  const [, reps = '', days = '30', today = '2026-03-02'] = found ?? [];
  if (!found || Number(reps) < 1 || Number.isNaN(Date.parse(today)))
    throw new Error(`World "${text}": write tenant=REPRESENTATIVES,days=30,today=2026-03-02.`);
  return { reps: Number(reps), days: Number(days), today };
}

export function tenantWorld(size: TenantSize): World {
  const small = generateWorld(parseSize(`accounts=20,activities=1,today=${size.today}`));
  // eslint-disable-next-line @typescript-eslint/require-await -- what is made on the way has nothing to wait for
  async function* resources(type: string): AsyncGenerator<OutreachResource> {
    yield* tenantResources(size, type);
  }
  return {
    org: small.org,
    objects: () => small.objects(),
    rows: (name) => small.rows(name),
    resourceTypes: () => Promise.resolve([...TENANT_TYPES]),
    resources,
  };
}
