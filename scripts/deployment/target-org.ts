// The org that is deployed to, as its administrator sees it: what metadata is there, records of custom metadata types, assignments.
// Reads with the logins of Salesforce's own command line; what is sent to the org as a package goes through sf.ts.
import { Org, type Connection } from '@salesforce/core';
import { WrongUse } from '../command-line.ts';

export interface Member {
  readonly type: string;
  /** Full name, such as `Account.High_Signal__c`. */
  readonly name: string;
}

/** A record of a custom metadata type as the org has it; null is blank. */
export interface OrgRecord {
  readonly label: string;
  readonly values: ReadonlyMap<string, string | null>;
}

/** The org did not answer, or does not let the signed-in user do that. */
export class OrgRefused extends Error {
  override readonly name = 'OrgRefused';
}

type Row = Readonly<Record<string, unknown>>;

/** Documented bounds of one call. */
const TYPES_A_CALL = 3;
const RECORDS_A_CALL = 200;

export class TargetOrg {
  readonly #connection: Connection;
  readonly username: string;
  readonly url: string;

  private constructor(org: Org) {
    this.#connection = org.getConnection('66.0');
    const username = org.getUsername() ?? 'unknown user';
    // Whoever signs in with a bare token is known by it.
    this.username = username.includes('!') ? 'the bearer of a token' : username;
    this.url = this.#connection.instanceUrl;
  }

  /** @param alias null: the default org of the command line. @throws WrongUse naming the login that is missing. */
  static async open(alias: string | null): Promise<TargetOrg> {
    try {
      const org = await Org.create(alias === null ? {} : { aliasOrUsername: alias });
      // A stored login may have ended since.
      await org.refreshAuth();
      return new TargetOrg(org);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const which = alias === null ? 'The default org' : 'That org';
      throw new WrongUse(
        `${which} cannot be reached: ${reason}\nSign in with: sf org login web --alias my-org, then: ./scripts/deploy --target-org my-org`,
        { cause },
      );
    }
  }

  /** What there is of these types. @param folder whose reports are meant, when reports are asked for */
  async list(types: readonly string[], folder: string): Promise<readonly Member[]> {
    const found: Member[] = [];
    for (let at = 0; at < types.length; at += TYPES_A_CALL) {
      const queries = types
        .slice(at, at + TYPES_A_CALL)
        .map((type) => (type === 'Report' ? { type, folder } : { type }));
      const listed = await asked('list its metadata', () => this.#connection.metadata.list(queries, '66.0'));
      for (const { type, fullName } of listed) found.push({ type, name: decodeURIComponent(fullName) });
    }
    return found;
  }

  /** Records by full name, such as `Touchpoint_Policy.Default`; those that there are. */
  async records(names: readonly string[]): Promise<ReadonlyMap<string, OrgRecord>> {
    const found = new Map<string, OrgRecord>();
    for (let at = 0; at < names.length; at += RECORDS_A_CALL) {
      const some = names.slice(at, at + RECORDS_A_CALL);
      const read: unknown = await asked('read its records', () =>
        this.#connection.metadata.read('CustomMetadata', some),
      );
      for (const record of rowsOf(read)) {
        if (typeof record['fullName'] !== 'string') continue;
        const values = rowsOf(record['values']).map(({ field, value }) => [String(field), valueOf(value)] as const);
        found.set(record['fullName'], { label: String(record['label']), values: new Map(values) });
      }
    }
    return found;
  }

  async query(soql: string): Promise<readonly Row[]> {
    return asked('answer a query', () => this.#query(soql));
  }

  /** Null when the signed-in administrator may not see the object or field. */
  async queryIfVisible(soql: string): Promise<readonly Row[] | null> {
    try {
      return await this.#query(soql);
    } catch (error) {
      if (
        error instanceof Error &&
        /INVALID_(FIELD|TYPE)/.test(`${error.name} ${String(Reflect.get(error, 'errorCode'))}`)
      )
        return null;
      throw refusedTo('answer a query', error);
    }
  }

  async create(objectName: string, row: Row): Promise<void> {
    await this.#connection.sobject(objectName).create(row as Record<string, string>);
  }

  async remove(objectName: string, ids: readonly string[]): Promise<void> {
    for (const id of ids)
      await asked(`remove a record of ${objectName}`, () => this.#connection.sobject(objectName).destroy(id));
  }

  async #query(soql: string): Promise<readonly Row[]> {
    return (await this.#connection.autoFetchQuery(soql)).records;
  }
}

async function asked<T>(to: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw refusedTo(to, error);
  }
}

function refusedTo(what: string, error: unknown): OrgRefused {
  const reason = error instanceof Error ? error.message : String(error);
  return new OrgRefused(`The org did not ${what}: ${reason}`, { cause: error });
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** The objects of an answer whose type nobody vouches for: one of them stands for a list of one. */
export const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value : [value]).filter(isRow);

function valueOf(value: unknown): string | null {
  const text = isRow(value) ? value['_'] : value;
  return typeof text === 'string' ? text : null;
}
