// How the shell shows each kind of record: its icon, the fields of its page and list. A field that the viewer may not read
// is left out when a page is made; see rows.ts.

export interface ObjectLook {
  readonly icon: string;
  readonly label: string;
  readonly labelPlural: string;
  /** The field that names a record. */
  readonly name: string;
  /** Beside the name in the page header. */
  readonly highlights: readonly string[];
  readonly details: readonly string[];
  /** Columns of its list, after the name. */
  readonly columns: readonly string[];
  /** As in SOQL's ORDER BY. */
  readonly order: string;
}

export const OBJECTS: Readonly<Record<string, ObjectLook>> = {
  Account: {
    icon: 'standard:account',
    label: 'Account',
    labelPlural: 'Accounts',
    name: 'Name',
    highlights: ['Type', 'Industry', 'Website', 'Owner.Name'],
    details: [
      'Name',
      'Type',
      'Industry',
      'Website',
      'Phone',
      'Owner.Name',
      'Parent.Name',
      'NumberOfEmployees',
      'BillingCity',
      'BillingCountry',
      'CreatedDate',
      'Description',
    ],
    columns: ['Type', 'Owner.Name', 'CreatedDate'],
    order: 'Name',
  },
  Contact: {
    icon: 'standard:contact',
    label: 'Contact',
    labelPlural: 'Contacts',
    name: 'Name',
    highlights: ['Title', 'Account.Name', 'Email', 'Phone'],
    details: [
      'Name',
      'Title',
      'Account.Name',
      'Email',
      'Phone',
      'MobilePhone',
      'Department',
      'Owner.Name',
      'CreatedDate',
    ],
    columns: ['Title', 'Email', 'Phone'],
    order: 'Name',
  },
  Lead: {
    icon: 'standard:lead',
    label: 'Lead',
    labelPlural: 'Leads',
    name: 'Name',
    highlights: ['Company', 'Title', 'Status', 'Email'],
    details: ['Name', 'Company', 'Title', 'Status', 'Email', 'Phone', 'Owner.Name', 'CreatedDate'],
    columns: ['Company', 'Status', 'Email'],
    order: 'Name',
  },
  Opportunity: {
    icon: 'standard:opportunity',
    label: 'Opportunity',
    labelPlural: 'Opportunities',
    name: 'Name',
    highlights: ['Account.Name', 'StageName', 'CloseDate', 'Amount'],
    details: [
      'Name',
      'Account.Name',
      'StageName',
      'CloseDate',
      'Amount',
      'Probability',
      'Type',
      'IsClosed',
      'Owner.Name',
      'CreatedDate',
    ],
    columns: ['StageName', 'CloseDate', 'Owner.Name'],
    order: 'CloseDate DESC',
  },
  Task: {
    icon: 'standard:task',
    label: 'Task',
    labelPlural: 'Tasks',
    name: 'Subject',
    highlights: ['Who.Name', 'What.Name', 'Status', 'ActivityDate'],
    details: [
      'Subject',
      'Status',
      'Priority',
      'ActivityDate',
      'Type',
      'TaskSubtype',
      'Who.Name',
      'What.Name',
      'Account.Name',
      'Owner.Name',
      'CompletedDateTime',
      'CallDurationInSeconds',
      'CallDisposition',
      'Signal_Origin__c',
      'CreatedDate',
      'Description',
    ],
    columns: ['Status', 'ActivityDate', 'Who.Name', 'What.Name'],
    order: 'ActivityDate DESC NULLS LAST',
  },
  Event: {
    icon: 'standard:event',
    label: 'Event',
    labelPlural: 'Events',
    name: 'Subject',
    highlights: ['Who.Name', 'What.Name', 'StartDateTime', 'EndDateTime'],
    details: [
      'Subject',
      'StartDateTime',
      'EndDateTime',
      'ActivityDate',
      'Type',
      'Location',
      'Who.Name',
      'What.Name',
      'Account.Name',
      'Owner.Name',
      'Signal_Origin__c',
      'CreatedDate',
      'Description',
    ],
    columns: ['StartDateTime', 'EndDateTime', 'Who.Name', 'What.Name'],
    order: 'ActivityDate DESC NULLS LAST',
  },
  Touchpoint_Run__c: {
    icon: 'custom:custom9',
    label: 'Touchpoint Run',
    labelPlural: 'Touchpoint Runs',
    name: 'Name',
    highlights: ['Verdict__c', 'As_Of__c', 'Started_At__c', 'Finished_At__c'],
    details: ['*'],
    columns: ['Verdict__c', 'Started_At__c', 'Finished_At__c', 'Pool_Size__c'],
    order: 'CreatedDate DESC',
  },
  Signal_Feedback__c: {
    icon: 'standard:feedback',
    label: 'Signal Feedback',
    labelPlural: 'Signal Feedback',
    name: 'Name',
    highlights: ['Account__r.Name', 'Kind__c', 'Until__c'],
    details: ['*'],
    columns: ['Kind__c', 'Until__c', 'CreatedDate'],
    order: 'CreatedDate DESC',
  },
  User: {
    icon: 'standard:user',
    label: 'User',
    labelPlural: 'Users',
    name: 'Name',
    highlights: ['Title', 'Email'],
    details: ['Name', 'Title', 'Email', 'Manager.Name', 'TimeZoneSidKey', 'LocaleSidKey', 'IsActive'],
    columns: ['Title', 'Email'],
    order: 'Name',
  },
};

/** Kinds that have a page, by the first three letters of their Ids. */
const PREFIXES: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '00Q': 'Lead',
  '006': 'Opportunity',
  '00T': 'Task',
  '00U': 'Event',
  '005': 'User',
};

export function recordPath(id: string, objectName = PREFIXES[id.slice(0, 3)]): string | undefined {
  return objectName === undefined ? undefined : `/lightning/r/${objectName}/${id}/view`;
}

export const lookOf = (objectName: string): ObjectLook | undefined => OBJECTS[objectName];
