// Every way to take one permission away from a permission set, read from its XML so that a permission which is added is
// among them by itself. What notices is asked elsewhere.

export interface Removal {
  /** What was taken away, such as `edit of Account.Last_Touch__c`. */
  readonly what: string;
  /** What a message about it has to name: field, object or user permission. */
  readonly named: string;
  /** The set without it. */
  readonly xml: string;
}

/** Rights of an object and those that cannot stay without them: Salesforce refuses a set that holds one without the other. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  allowRead: ['allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords'],
  allowCreate: [],
  allowEdit: ['allowDelete', 'modifyAllRecords'],
  allowDelete: ['modifyAllRecords'],
  viewAllRecords: ['modifyAllRecords'],
  modifyAllRecords: [],
};

/** The smallest step down from each permission: an editable field stays readable, an object loses one right at a time. */
export function removalsOf(xml: string): readonly Removal[] {
  return [
    ...blocks(xml, 'fieldPermissions').flatMap((block) => fieldRemoval(xml, block)),
    ...blocks(xml, 'objectPermissions').flatMap((block) => objectRemovals(xml, block)),
    ...['userPermissions', 'customPermissions', 'customMetadataTypeAccesses'].flatMap((element) =>
      blocks(xml, element).map((block) => {
        const named = textOf(block, 'name');
        return { what: `${element} ${named}`, named, xml: xml.replace(block, '') };
      }),
    ),
  ];
}

function fieldRemoval(xml: string, block: string): Removal[] {
  const named = textOf(block, 'field');
  const isEditable = textOf(block, 'editable') === 'true';
  // What people and texts of tasks and events show is one permission in Salesforce: the twins go together.
  const [object, name] = named.split('.');
  if (object === 'Event' && xml.includes(`<field>Task.${name}</field>`)) return [];
  const twin =
    object === 'Task' ? blocks(xml, 'fieldPermissions').find((other) => other.includes(`>Event.${name}<`)) : undefined;
  const lowered = (each: string) => (isEditable ? each.replace('<editable>true', '<editable>false') : '');
  const without = xml.replace(block, lowered(block));
  const both = twin === undefined ? without : without.replace(twin, lowered(twin));
  return [{ what: `${isEditable ? 'edit' : 'read'} of ${named}`, named, xml: both }];
}

function objectRemovals(xml: string, block: string): Removal[] {
  const named = textOf(block, 'object');
  return Object.entries(RIGHTS)
    .filter(([right]) => textOf(block, right) === 'true')
    .map(([right, others]) => {
      const lowered = [right, ...others].reduce((text, each) => text.replace(`<${each}>true`, `<${each}>false`), block);
      return { what: `${right} of ${named}`, named, xml: xml.replace(block, lowered) };
    });
}

const blocks = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>.*?</${element}>`, 'gs'))].map(([block]) => block);

function textOf(block: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)<`).exec(block)?.[1];
  if (text === undefined) throw new Error(`no <${element}> in ${block}`);
  return text;
}
