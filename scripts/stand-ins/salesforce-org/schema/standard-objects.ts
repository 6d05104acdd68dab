// The platform's own objects that have customers in them, as far as an activity reader meets them. Their fields follow
// the Object Reference; custom fields are added from the metadata folder and from the world.
import type { ObjectDefinition } from './field.ts';
import { ACTIVITY_OBJECTS } from './standard-activities.ts';
import { standardObject } from './standard-notation.ts';
import { NOTE_OBJECTS } from './standard-notes.ts';
import { SETUP_OBJECTS } from './standard-setup.ts';

const ACCOUNT = standardObject(
  'Account',
  '001',
  `
Name text(255) required
Type picklist guarded
ParentId ref(Account) as Parent children ChildAccounts
OwnerId ref(User) as Owner
RecordTypeId ref(RecordType) as RecordType
MasterRecordId ref(Account) as MasterRecord system
BillingStreet textarea
BillingCity text(40)
BillingState text(80)
BillingPostalCode text(20)
BillingCountry text(80)
ShippingCity text(40)
ShippingState text(80)
ShippingCountry text(80)
Phone phone
Fax phone
AccountNumber text(40)
Website url(255)
Sic text(20)
Industry picklist
AnnualRevenue double(18,0)
NumberOfEmployees int(8)
Ownership picklist
TickerSymbol text(20)
Description textarea(32000) long
Rating picklist
Site text(80)
AccountSource picklist
LastActivityDate date system
LastViewedDate datetime system
LastReferencedDate datetime system
Jigsaw text(20)
JigsawCompanyId text(20) system`,
);

const PERSON = `
Salutation picklist
FirstName text(40)
LastName text(80) required
Name text(121) system
Title text(128) guarded
Email email guarded
Phone phone
MobilePhone phone
Fax phone
LeadSource picklist
Description textarea(32000) long
HasOptedOutOfEmail boolean
DoNotCall boolean
EmailBouncedReason text(255)
EmailBouncedDate datetime
LastActivityDate date system`;

const CONTACT = standardObject(
  'Contact',
  '003',
  `
${PERSON}
AccountId ref(Account) as Account children Contacts guarded
OwnerId ref(User) as Owner
RecordTypeId ref(RecordType) as RecordType
MasterRecordId ref(Contact) as MasterRecord system
ReportsToId ref(Contact) as ReportsTo
Department text(80)
HomePhone phone
OtherPhone phone
AssistantName text(40)
Birthdate date
MailingStreet textarea
MailingCity text(40)
MailingState text(80)
MailingPostalCode text(20)
MailingCountry text(80)
IsEmailBounced boolean system
LastCURequestDate datetime system
LastCUUpdateDate datetime system`,
);

const LEAD = standardObject(
  'Lead',
  '00Q',
  `
${PERSON}
Company text(255) required
Status picklist
OwnerId ref(User,Group) as Owner
RecordTypeId ref(RecordType) as RecordType
MasterRecordId ref(Lead) as MasterRecord system
Website url(255)
Industry picklist
Rating picklist
Street textarea
City text(40)
State text(80)
PostalCode text(20)
Country text(80)
IsConverted boolean system
ConvertedDate date system
ConvertedAccountId ref(Account) as ConvertedAccount system
ConvertedContactId ref(Contact) as ConvertedContact system
ConvertedOpportunityId ref(Opportunity) as ConvertedOpportunity system
IsUnreadByOwner boolean`,
);

const OPPORTUNITY = standardObject(
  'Opportunity',
  '006',
  `
AccountId ref(Account) as Account children Opportunities guarded
OwnerId ref(User) as Owner
RecordTypeId ref(RecordType) as RecordType
CampaignId ref(Campaign) as Campaign children Opportunities
ContactId ref(Contact) as Contact once
IsPrivate boolean
Name text(120) required
Description textarea(32000) long
StageName picklist required
Amount double(18,2)
Probability double(3,0)
ExpectedRevenue double(18,2) system
TotalOpportunityQuantity double(18,2)
CloseDate date required
Type picklist
NextStep text(255)
LeadSource picklist
IsClosed boolean system
IsWon boolean system
ForecastCategory picklist system
ForecastCategoryName picklist
HasOpportunityLineItem boolean system
LastActivityDate date system
LastStageChangeDate datetime system
FiscalYear int system
FiscalQuarter int system`,
  { plural: 'Opportunities' },
);

const OPPORTUNITY_CONTACT_ROLE = standardObject(
  'OpportunityContactRole',
  '00K',
  `
OpportunityId ref(Opportunity) as Opportunity children OpportunityContactRoles once required
ContactId ref(Contact) as Contact children OpportunityContactRoles required
Role picklist
IsPrimary boolean`,
);

const OPPORTUNITY_STAGE = standardObject(
  'OpportunityStage',
  '01J',
  `
MasterLabel text(255)
ApiName text(255)
IsActive boolean
SortOrder int
IsClosed boolean
IsWon boolean
ForecastCategory picklist
DefaultProbability double(3,0)`,
  { readOnly: true },
);

const CASE = standardObject(
  'Case',
  '500',
  `
CaseNumber text(30) system
ContactId ref(Contact) as Contact children Cases guarded
AccountId ref(Account) as Account children Cases guarded
ParentId ref(Case) as Parent children Cases
OwnerId ref(User,Group) as Owner
RecordTypeId ref(RecordType) as RecordType
MasterRecordId ref(Case) as MasterRecord system
SuppliedName text(80)
SuppliedEmail email
Type picklist
Status picklist
Reason picklist
Origin picklist
Subject text(255)
Priority picklist
Description textarea(32000) long
IsClosed boolean system
ClosedDate datetime system
IsEscalated boolean
ContactEmail email system
Comments textarea(4000) long`,
);

const CAMPAIGN = standardObject(
  'Campaign',
  '701',
  `
Name text(80) required
ParentId ref(Campaign) as Parent children ChildCampaigns
Type picklist
Status picklist
StartDate date
EndDate date
IsActive boolean
Description textarea(32000) long
OwnerId ref(User) as Owner
RecordTypeId ref(RecordType) as RecordType
NumberSent double(18,0)
LastActivityDate date system`,
);

const CAMPAIGN_MEMBER = standardObject(
  'CampaignMember',
  '00v',
  `
CampaignId ref(Campaign) as Campaign children CampaignMembers required once
LeadId ref(Lead) as Lead children CampaignMembers once
ContactId ref(Contact) as Contact children CampaignMembers once
Status picklist
HasResponded boolean system
FirstRespondedDate date system`,
);

const CONTRACT = standardObject(
  'Contract',
  '800',
  `
AccountId ref(Account) as Account children Contracts required
OwnerId ref(User) as Owner
Name text(80)
Status picklist required
StartDate date
EndDate date system
ContractTerm int
ContractNumber text(30) system
StatusCode picklist system
Description textarea(32000) long
ActivatedDate datetime
SpecialTerms textarea(4000) long
LastActivityDate date system`,
);

const ACCOUNT_CONTACT_RELATION = standardObject(
  'AccountContactRelation',
  '07k',
  `
AccountId ref(Account) as Account children AccountContactRelations required once
ContactId ref(Contact) as Contact children AccountContactRelations required once
Roles multipicklist
IsDirect boolean system
IsActive boolean
StartDate date
EndDate date`,
);

/** Every standard object of the stand-in org; fresh definitions on each call, since a world adds fields to them. */
export function standardObjects(): ObjectDefinition[] {
  const all = [
    ACCOUNT,
    CONTACT,
    LEAD,
    OPPORTUNITY,
    OPPORTUNITY_CONTACT_ROLE,
    OPPORTUNITY_STAGE,
    CASE,
    CAMPAIGN,
    CAMPAIGN_MEMBER,
    CONTRACT,
    ...NOTE_OBJECTS,
    ACCOUNT_CONTACT_RELATION,
    ...ACTIVITY_OBJECTS,
    ...SETUP_OBJECTS,
  ];
  return all.map((object) => ({ ...object, fields: new Map(object.fields) }));
}
