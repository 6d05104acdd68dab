// Typings of Salesforce's base components, file by file: its own index also declares `lightning/modal`, without the static
// `open` that every dialog is opened with, and an ambient module cannot be corrected. What is missing there is in the files beside this one.
import '@salesforce/lightning-types/dist/@salesforce/client';
import '@salesforce/lightning-types/dist/@salesforce/user';
import '@salesforce/lightning-types/dist/lightning/lightningAlert';
import '@salesforce/lightning-types/dist/lightning/lightningButton';
import '@salesforce/lightning-types/dist/lightning/lightningButtonIcon';
import '@salesforce/lightning-types/dist/lightning/lightningCard';
import '@salesforce/lightning-types/dist/lightning/lightningCheckboxGroup';
import '@salesforce/lightning-types/dist/lightning/lightningCombobox';
import '@salesforce/lightning-types/dist/lightning/lightningConfirm';
import '@salesforce/lightning-types/dist/lightning/lightningDualListbox';
import '@salesforce/lightning-types/dist/lightning/lightningIcon';
import '@salesforce/lightning-types/dist/lightning/lightningModalHeader';
import '@salesforce/lightning-types/dist/lightning/lightningPlatformResourceLoader';
import '@salesforce/lightning-types/dist/lightning/lightningProgressBar';
import '@salesforce/lightning-types/dist/lightning/lightningRadioGroup';
import '@salesforce/lightning-types/dist/lightning/lightningSelect';
import '@salesforce/lightning-types/dist/lightning/lightningSpinner';
import '@salesforce/lightning-types/dist/lightning/lightningTabset';
import '@salesforce/lightning-types/dist/lightning/lightningTextarea';
import '@salesforce/lightning-types/dist/lightning/lightningToast';
