// Reads a permission set's XML into rights by object, field, metadata type and user permission.
import { join } from 'node:path';
import { metadataFiles, readXml } from '../schema/read-metadata.ts';
import type { ObjectRights } from './viewer.ts';

export interface FieldRights {
  readonly read: boolean;
  readonly edit: boolean;
}

export interface PermissionSet {
  readonly name: string;
  readonly label: string;
  /** By object name. */
  readonly objects: ReadonlyMap<string, ObjectRights>;
  /** By Object.Field; a permission on Activity is one on Task and on Event. */
  readonly fields: ReadonlyMap<string, FieldRights>;
  readonly metadataTypes: ReadonlySet<string>;
  readonly userPermissions: ReadonlySet<string>;
  readonly customPermissions: ReadonlySet<string>;
}

/** All permission sets of the metadata folder. */
export function readPermissionSets(metadata: string): PermissionSet[] {
  return metadataFiles(join(metadata, 'permissionsets'), '.permissionset-meta.xml').map(([name, file]) => {
    const xml = readXml(file, 'PermissionSet');
    const objects = new Map<string, ObjectRights>();
    for (const each of xml.all('objectPermissions')) {
      const yes = (key: string): boolean => each.text(key) === 'true';
      objects.set(each.text('object') ?? '', {
        read: yes('allowRead'),
        create: yes('allowCreate'),
        edit: yes('allowEdit'),
        delete: yes('allowDelete'),
        viewAll: yes('viewAllRecords') || yes('modifyAllRecords'),
        modifyAll: yes('modifyAllRecords'),
      });
    }
    const fields = new Map<string, FieldRights>();
    for (const each of xml.all('fieldPermissions')) {
      const [object = '', field = ''] = (each.text('field') ?? '').split('.');
      const edit = each.text('editable') === 'true';
      const rights = { read: edit || each.text('readable') === 'true', edit };
      for (const owner of object === 'Activity' ? ['Task', 'Event'] : [object]) fields.set(`${owner}.${field}`, rights);
    }
    const enabled = (element: string): ReadonlySet<string> =>
      new Set(
        xml
          .all(element)
          .filter((each) => each.text('enabled') === 'true')
          .map((each) => each.text('name') ?? ''),
      );
    return {
      name,
      label: xml.text('label') ?? name,
      objects,
      fields,
      metadataTypes: enabled('customMetadataTypeAccesses'),
      userPermissions: enabled('userPermissions'),
      customPermissions: enabled('customPermissions'),
    };
  });
}
