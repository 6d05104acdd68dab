import { describe } from 'vitest';
import { checkLabels } from './label-rules.ts';
import { checkPages } from './page-rules.ts';
import { refuses } from './refusals.ts';
import { checkRoles } from './role-rules.ts';

describe('pages, tabs and apps', () => {
  refuses(checkPages, [
    ['a component that does not exist', 'page', '>strongList<', '>weakList<', /the component weakList does not exist/],
    [
      'a component that is not exposed',
      'bundle',
      '<isExposed>true',
      '<isExposed>false',
      /Strong_Home.*not made for a HomePage/,
    ],
    [
      'a component made for other pages',
      'bundle',
      'lightning__AppPage',
      'lightning__RecordPage',
      /Strong\.flexipage.*not made for a AppPage/,
    ],
    [
      'an unknown template',
      'page',
      'home:desktopTemplate',
      'home:phoneTemplate',
      /template home:phoneTemplate is not known/,
    ],
    ['a region the template lacks', 'page', '<name>top', '<name>region1', /has no region region1/],
    ['a facet that nothing shows', 'page', '<type>Region', '<type>Facet', /nothing shows the facet top/],
    [
      'a record page without an object',
      'page',
      '<type>HomePage',
      '<type>RecordPage',
      /<sobjectType> belongs to record pages/,
    ],
    [
      'a field that does not exist',
      'page',
      '<itemInstances>',
      '<itemInstances><fieldInstance><fieldItem>Record.Skore__c</fieldItem><identifier>skore</identifier></fieldInstance></itemInstances><itemInstances>',
      /Skore__c does not exist/,
    ],
    ['a tab of a page that does not exist', 'tab', '<flexiPage>Strong', '<flexiPage>Weak', /Weak is no app page/],
    ['a tab of a home page', 'tab', '<flexiPage>Strong', '<flexiPage>Strong_Home', /Strong_Home is no app page/],
    ['a tab that shows two things', 'tab', '<label>', '<url>https://example.org</url><label>', /shows 2 things/],
    ['an app with a tab that does not exist', 'app', '<tabs>Strong', '<tabs>Weak', /the tab Weak does not exist/],
    [
      'an app whose home is no home page',
      'app',
      '<content>Strong_Home',
      '<content>Strong',
      /Strong is no HomePage for standard-home/,
    ],
    [
      'an account page that is none',
      'app',
      '>standard-home</page',
      '>Account</page',
      /Strong_Home is no RecordPage for Account/,
    ],
    [
      'an activation by profile',
      'app',
      '<uiType>',
      '<profileActionOverrides><profile>Admin</profile></profileActionOverrides><uiType>',
      /names profiles/,
    ],
  ]);
});

describe('labels', () => {
  refuses(checkLabels, [
    [
      'a label that nobody shows',
      'source',
      "import title from '@salesforce/label/c.Strong_Title';",
      '',
      /no component shows/,
    ],
    [
      'a component that shows a label that does not exist',
      'source',
      'c.Strong_More',
      'c.Strong_Less',
      /strongList.*the label Strong_Less does not exist/,
    ],
    ['labels out of order', 'labels', 'Strong_More', 'Strong_Zero', /Strong_Title stands after Strong_Zero/],
    [
      'a label without a note for the translator',
      'labels',
      'A note',
      '',
      /Strong_More: the note for the translator is missing/,
    ],
    [
      'a note of more than 80 characters',
      'labels',
      'A note',
      'x'.repeat(81),
      /note for the translator has 81 characters/,
    ],
    [
      'a label of more than 1,000 characters',
      'labels',
      '{0} more',
      `{0}${'x'.repeat(998)}`,
      /the value has 1001 characters/,
    ],
    ['a label that ends with a blank', 'labels', '{0} more', '{0} more ', /"{0} more " begins or ends with a blank/],
    ['a protected label', 'labels', '<protected>false', '<protected>true', /<protected> is not false/],
    ['a label without a category', 'labels', '<categories>Strong</categories>', '', /<categories> is missing/],
    ['a label without a translation', 'german', 'Strong_Title', 'Strong_More', /de.*Strong_Title has no translation/],
    ['two translations of one label', 'german', 'Strong_Title', 'Strong_More', /Strong_More has two translations/],
    ['a translation of nothing', 'german', 'Strong_Title', 'Strong_Name', /the label Strong_Name does not exist/],
    ['an empty translation', 'german', 'Stark', '', /translation of Strong_Title is missing/],
    [
      'a translation that lost its placeholder',
      'german',
      '{0} weitere',
      'weitere',
      /Strong_More has the placeholders ""/,
    ],
  ]);
});

describe('roles', () => {
  const master = '<object>Account</object>';
  refuses(checkRoles, [
    [
      'a detail without Read on its master',
      'set',
      master,
      '<object>Contact</object>',
      /Feedback__c is a detail of Account/,
    ],
    [
      'a right on records of the platform',
      'set',
      `true</allowRead><modifyAllRecords>false</modifyAllRecords>${master}<viewAllRecords>false`,
      `true</allowRead><modifyAllRecords>false</modifyAllRecords>${master}<viewAllRecords>true`,
      /Account: viewAllRecords is for the profile/,
    ],
    [
      'sight of an object that nothing needs',
      'set',
      master,
      `${master}</objectPermissions><objectPermissions><object>Lead</object>`,
      /Lead is for the profile of the person/,
    ],
    ['an app that does not exist', 'set', '<application>Strong', '<application>Weak', /the app Weak does not exist/],
    ['a tab that does not exist', 'set', '<tab>Strong', '<tab>Weak', /the tab Weak does not exist/],
    ['a set without a description', 'set', 'For readers.', '', /<description> has 0 characters/],
    ['a description of more than 255 characters', 'permission', 'What it is.', 'x'.repeat(256), /has 256 characters/],
    [
      'a type that components read and a role does not',
      'set',
      '<name>Rule__mdt',
      '<name>Sort__mdt',
      /components read Rule__mdt, the set does not/,
    ],
    [
      'a field that components read and nobody may',
      'set',
      'Account.Score__c',
      'Account.Strength__c',
      /Score__c.*no set for people grants it/,
    ],
  ]);
});
