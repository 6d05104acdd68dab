// The stand-in org as its HTTP side sees it. Types only: org.ts is the org itself.
import type { People } from './access/people.ts';
import type { Sharing } from './access/sharing.ts';
import type { Viewer } from './access/viewer.ts';
import type { JsonRecord, Limits, Query, QueryFlags, Row, SaveResult, WriteFlags, WriteOperation } from './contract.ts';
import type { Deployments } from './deploy/deployments.ts';
import type { OrgClock } from '../time/org-clock.ts';
import type { UserActions } from './dml/user-actions.ts';
import type { UiApi } from './ui-api/ui-api.ts';

export interface Org {
  /** 18 characters, 00D… */
  readonly id: string;
  readonly timeZone: string;
  readonly integrationUser: { readonly id: string; readonly username: string };
  readonly clock: OrgClock;
  readonly limits: Limits;
  readonly people: People;
  readonly sharing: Sharing;
  readonly uiApi: UiApi;
  /** Control interface: what people do by hand. */
  readonly actions: UserActions;
  /** Changes of the org's metadata. */
  readonly deployments: Deployments;
  /** @throws OrgError INVALID_CROSS_REFERENCE_KEY for an unknown user. */
  viewer(userId: string): Viewer;
  /** The active user of that name, or null (user names are compared in any case). */
  userByName(username: string): { readonly id: string; readonly username: string } | null;
  /** @throws OrgError with the official codes: MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE … */
  query(soql: string, viewer: Viewer, flags?: QueryFlags): Query;
  /** @throws OrgError NOT_FOUND for an object that the viewer cannot see. */
  describe(objectName: string, viewer: Viewer): Record<string, unknown>;
  describeGlobal(viewer: Viewer): Record<string, unknown>;
  /** `fields` null means every readable field. @throws OrgError NOT_FOUND, ENTITY_IS_DELETED, INVALID_FIELD. */
  retrieve(objectName: string, id: string, fields: readonly string[] | null, viewer: Viewer): JsonRecord;
  write(
    operation: WriteOperation,
    objectName: string,
    records: readonly Row[],
    viewer: Viewer,
    flags: WriteFlags,
  ): SaveResult[];
  /** Control interface: rows as given, system fields included; a row whose Id exists is changed in the fields given. */
  putRows(objectName: string, rows: readonly Row[]): void;
  /** Name of the object that owns an Id's first three characters, or null. */
  objectOfId(id: string): string | null;
  close(): void;
}
