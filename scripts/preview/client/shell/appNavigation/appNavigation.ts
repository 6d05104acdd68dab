// The bar of the app: its name and tabs, as in force-app's application, without the pages that only an org has.
import { LightningElement, api } from 'lwc';

const TABS = [
  { key: 'home', label: 'Home', url: '/lightning/page/home' },
  { key: 'app', label: 'High Signal', url: '/lightning/n/Touchpoint_High_Signal' },
  { key: 'Account', label: 'Accounts', url: '/lightning/o/Account/list' },
  { key: 'Task', label: 'Tasks', url: '/lightning/o/Task/list' },
  { key: 'Touchpoint_Run__c', label: 'Runs', url: '/lightning/o/Touchpoint_Run__c/list' },
];

export default class AppNavigation extends LightningElement {
  @api current = '';

  get tabs(): readonly object[] {
    return TABS.map((tab) => ({
      ...tab,
      cssClass: tab.key === this.current ? 'preview-tab preview-tab_current' : 'preview-tab',
      ariaCurrent: tab.key === this.current ? 'page' : undefined,
    }));
  }
}
