// The people of the org as viewers: which profile and permission sets each has, who is above whom, and changing that for
// a check. Who they are when a world does not say is in usual-people.ts.
import { OrgError } from '../org-error.ts';
import { fullId, newId } from '../schema/ids.ts';
import type { Schema } from '../schema/schema.ts';
import { INTEGRATION_USER } from '../store/own-rows.ts';
import type { Store, StoredRow } from '../store/store.ts';
import { isTimeZone } from '../../time/zones.ts';
import type { PermissionSet } from './permission-set.ts';
import { administrator, restricted } from './rights.ts';
import type { Sharing } from './sharing.ts';
import { STANDARD_PROFILE } from './standard-profile.ts';
import type { Person, Viewer } from './viewer.ts';

/** The permission set that makes somebody one, the highest first. */
export const ROLE_SETS = {
  admin: 'Touchpoint_Admin',
  manager: 'Touchpoint_Manager',
  rep: 'Touchpoint_Rep',
} as const;
export type Role = keyof typeof ROLE_SETS;
const ROLES = Object.keys(ROLE_SETS) as Role[];

/** Beyond the Ids of the org's own assignments. */
const FIRST_ASSIGNMENT = 1000;

export interface ListedPerson extends Person {
  readonly role: Role;
  readonly permissionSets: readonly string[];
  readonly customPermissions: readonly string[];
}

export interface PersonChange {
  /** All of them from now on; an empty list takes every one away. */
  readonly permissionSets?: readonly string[] | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: string | undefined;
}

export interface PeopleOf {
  readonly store: Store;
  readonly schema: Schema;
  readonly sets: readonly PermissionSet[];
  readonly sharing: Sharing;
  readonly timeZone: string;
}

export class People {
  readonly #of: PeopleOf;
  readonly #viewers = new Map<string, Viewer>();
  /** What somebody was when the org opened or was first given a set: it stays when sets are taken away. */
  readonly #roles = new Map<string, Role>();
  #assigned = FIRST_ASSIGNMENT;

  constructor(of: PeopleOf) {
    this.#of = of;
  }

  /** Takes over who has which set from the rows of the org. */
  learn(): void {
    this.#viewers.clear();
    for (const { AssigneeId } of this.#of.store.rows('PermissionSetAssignment')) {
      const id = String(AssigneeId);
      const role = this.#roleBySets(id);
      if (role && id !== INTEGRATION_USER.id && !this.#roles.has(id)) this.#roles.set(id, role);
    }
  }

  #roleBySets(userId: string): Role | undefined {
    const names = this.#setNames(userId);
    return ROLES.find((role) => names.includes(ROLE_SETS[role]));
  }

  #setNames(userId: string): string[] {
    const { store } = this.#of;
    return store
      .rows('PermissionSetAssignment', '"AssigneeId" = ? AND "IsDeleted" = 0', userId)
      .flatMap((row) => store.value('PermissionSet', String(row['PermissionSetId']), 'Name') ?? [])
      .map(String);
  }

  /** Makes somebody an administrator who needs no permission set for it, as in an org before our first deployment. */
  appoint(userId: string): void {
    this.#roles.set(userId, 'admin');
    this.#viewers.clear();
  }

  /** @throws OrgError INVALID_CROSS_REFERENCE_KEY for an unknown user. */
  viewer(userId: string): Viewer {
    const id = fullId(userId) ?? userId;
    let viewer = this.#viewers.get(id);
    if (!viewer) {
      viewer = this.#make(id, this.#row(id));
      this.#viewers.set(id, viewer);
    }
    return viewer;
  }

  #row(userId: string): StoredRow {
    const row = this.#of.store.row(this.#of.schema.known('User'), fullId(userId) ?? userId);
    if (!row)
      throw new OrgError(
        'INVALID_CROSS_REFERENCE_KEY',
        `There is no user ${userId}: give the Id of a row of User; GET viewers lists those with a role.`,
      );
    return row;
  }

  #make(id: string, row: StoredRow): Viewer {
    const { schema, sharing } = this.#of;
    const person = {
      userId: id,
      username: String(row['Username'] ?? ''),
      name: String(row['Name'] ?? row['Username'] ?? ''),
      timeZone: String(row['TimeZoneSidKey'] ?? this.#of.timeZone),
      locale: String(row['LocaleSidKey'] ?? 'en_US'),
    };
    const names = this.#setNames(id);
    const sets = this.#of.sets.filter((set) => names.includes(set.name));
    if (id === INTEGRATION_USER.id) return restricted(person, sets, schema);
    const role = this.#roles.get(id);
    if (role === 'admin' || (role === undefined && this.#administers(row))) return administrator(person, sets);
    // One more integration: sets alone, no profile.
    if (role === undefined && names.length > 0) return restricted(person, sets, schema);
    const reach = { team: this.#team(id), level: (name: string) => sharing.level(name) };
    return restricted(person, [STANDARD_PROFILE, ...sets], schema, reach);
  }

  /** Where nobody has a role, whoever has no profile does, as hand-written worlds mean it. */
  #administers(row: StoredRow): boolean {
    const profile = row['ProfileId'];
    if (typeof profile !== 'string') return this.#roles.size === 0;
    return this.#of.store.value('Profile', profile, 'Name') === 'System Administrator';
  }

  /** The stand-in's role hierarchy: everybody whose managers lead to this one. */
  #team(userId: string): string[] {
    const team = [userId];
    for (const manager of team) {
      for (const { Id } of this.#of.store.rows('User', '"ManagerId" = ?', manager)) {
        if (!team.includes(String(Id))) team.push(String(Id));
      }
    }
    return team;
  }

  /** Everybody with a role, reps first, each role by Id. */
  list(): ListedPerson[] {
    const order: readonly Role[] = ['rep', 'manager', 'admin'];
    return [...this.#roles]
      .sort(([one, a], [other, b]) => order.indexOf(a) - order.indexOf(b) || (one < other ? -1 : 1))
      .map(([userId]) => this.listed(userId));
  }

  /** @throws OrgError INVALID_CROSS_REFERENCE_KEY for an unknown user. */
  listed(userId: string): ListedPerson {
    const { userId: id, username, name, timeZone, locale, admin, customPermissions } = this.viewer(userId);
    return {
      userId: id,
      name,
      username,
      role: this.#roles.get(id) ?? (admin ? 'admin' : 'rep'),
      timeZone,
      locale,
      permissionSets: this.#setNames(id),
      customPermissions: [...customPermissions],
    };
  }

  /** Gives somebody a role and its set, as a world's own row would. */
  assign(userId: string, role: Role): void {
    this.change(userId, { permissionSets: [...this.#setNames(userId), ROLE_SETS[role]] });
  }

  /** @throws Error naming the set, zone or locale that there is not; nothing is changed then. */
  change(userId: string, { permissionSets, timeZone, locale }: PersonChange): ListedPerson {
    const { store, schema } = this.#of;
    const id = String(this.#row(userId)['Id']);
    const ids = new Map(store.rows('PermissionSet').map((row) => [String(row['Name']), String(row['Id'])]));
    const unknown = permissionSets?.find((name) => !ids.has(name));
    if (unknown !== undefined)
      throw new Error(`There is no permission set ${unknown}; there are ${[...ids.keys()].join(', ')}.`);
    if (timeZone !== undefined && !isTimeZone(timeZone))
      throw new Error(`${timeZone} is no time zone; write it as in Pacific/Kiritimati.`);
    if (locale !== undefined && !/^[a-z]{2}(_[A-Z]{2})?$/.test(locale))
      throw new Error(`${locale} is no locale; write it as in de_DE.`);
    if (permissionSets) {
      // A person who is looked at for the first time keeps the role that goes with the sets had so far.
      const role = this.#roles.get(id) ?? this.#roleBySets(id);
      store.db.prepare('DELETE FROM "PermissionSetAssignment" WHERE "AssigneeId" = ?').run(id);
      for (const name of new Set(permissionSets)) {
        store.insert(schema.known('PermissionSetAssignment'), {
          Id: newId('0Pa', ++this.#assigned),
          PermissionSetId: ids.get(name),
          AssigneeId: id,
          IsActive: true,
          IsDeleted: false,
        });
      }
      this.#roles.set(id, this.#roleBySets(id) ?? role ?? 'rep');
    }
    const user = schema.known('User');
    if (timeZone !== undefined) store.update(user, id, { TimeZoneSidKey: timeZone });
    if (locale !== undefined) store.update(user, id, { LocaleSidKey: locale });
    this.#viewers.clear();
    return this.listed(id);
  }
}
