// What stands for every page of an org that the preview does not have.
import { LightningElement } from 'lwc';

export default class MissingPage extends LightningElement {
  path = location.pathname;
}
