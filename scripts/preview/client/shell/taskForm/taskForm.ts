// The standard create page of Task, as Lightning opens it over the page one comes from: takes default values from the address,
// saves by REST as the viewer, says so, and goes back.
import { LightningElement, api } from 'lwc';
import { decodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { ShowToastEvent } from '../../platform/lightning/platformShowToastEvent.ts';
import { goBack } from '../../route.ts';
import { recordPath } from '../../objects.ts';
import { create, describe, find, quoted, type Description } from '../../rows.ts';
import { context, sentenceOf } from '../../viewing.ts';

const ON_THE_FORM = ['Subject', 'ActivityDate', 'Status', 'Priority', 'Description', 'WhatId', 'WhoId', 'OwnerId'];
/** What the org would put in itself. */
const USUAL: Readonly<Record<string, string>> = { Status: 'Not Started', Priority: 'Normal' };

const ISO_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

interface Option {
  readonly label: string;
  readonly value: string;
}

export default class TaskForm extends LightningElement {
  @api defaults = '';
  values: Record<string, string> = {};
  statuses: readonly Option[] = [];
  priorities: readonly Option[] = [];
  /** Names of the records that the task hangs on. */
  related = '';
  person = '';
  problem = '';
  isSaving = false;

  override connectedCallback(): void {
    this.#opener = focused();
    this.values = { ...USUAL, OwnerId: context.viewer.userId, ...this.given() };
    document.addEventListener('keydown', this.handleKey);
    void this.load();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.handleKey);
    this.#opener?.focus();
  }
  /** What had the focus before; it gets it back, so that the keyboard goes on from there. */
  #opener: HTMLElement | undefined;

  override renderedCallback(): void {
    if (this.#focused) return;
    this.#focused = true;
    this.template?.querySelector<HTMLElement & { focus(): void }>('[data-field="Subject"]')?.focus();
  }
  #focused = false;

  /** The default values of the address; one that cannot be read is left out, and the form says so. */
  given(): Record<string, string> {
    let values: Record<string, string>;
    try {
      values = decodeDefaultFieldValues(this.defaults);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      this.problem = 'The values in this address cannot be read: fill in the fields by hand.';
      return {};
    }
    const { ActivityDate: due, ...others } = values;
    if (due === undefined || ISO_DATE.test(due)) return values;
    this.problem = `"${due}" in this address is not a date: choose the due date by hand.`;
    return others;
  }

  async load(): Promise<void> {
    try {
      const description = await describe('Task');
      this.statuses = optionsOf(description, 'Status', this.values['Status']);
      this.priorities = optionsOf(description, 'Priority', this.values['Priority']);
      this.related = await nameOf(this.values['WhatId']);
      this.person = await nameOf(this.values['WhoId']);
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }

  get subject(): string {
    return this.values['Subject'] ?? '';
  }
  get due(): string {
    return this.values['ActivityDate'] ?? '';
  }
  get status(): string {
    return this.values['Status'] ?? '';
  }
  get priority(): string {
    return this.values['Priority'] ?? '';
  }
  get comments(): string {
    return this.values['Description'] ?? '';
  }
  get owner(): string {
    return (
      context.viewers.find(({ userId }) => userId === this.values['OwnerId'])?.name ?? this.values['OwnerId'] ?? ''
    );
  }
  get relatedShown(): string {
    return this.related || '–';
  }
  get personShown(): string {
    return this.person || '–';
  }
  /** Given values of fields that this layout does not have; saved with the rest. */
  get further(): readonly { readonly name: string; readonly value: string }[] {
    return Object.entries(this.values)
      .filter(([name]) => !ON_THE_FORM.includes(name))
      .map(([name, value]) => ({ name, value }));
  }
  get hasFurther(): boolean {
    return this.further.length > 0;
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    const name = (event.currentTarget as HTMLElement).dataset['field'] ?? '';
    this.values = { ...this.values, [name]: event.detail.value };
  }

  handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) goBack();
    if (event.key === 'Tab') this.keepFocus(event);
  };

  /** The dialog is modal: Tab goes round in it. */
  keepFocus(event: KeyboardEvent): void {
    const edge = event.shiftKey ? '[data-edge="first"]' : '[data-edge="last"]';
    const other = event.shiftKey ? '[data-edge="last"]' : '[data-edge="first"]';
    const at = this.template?.querySelector(edge);
    if (at === null || at === undefined || !event.composedPath().includes(at)) return;
    event.preventDefault();
    this.template?.querySelector<HTMLElement & { focus(): void }>(other)?.focus();
  }

  handleCancel(): void {
    goBack();
  }

  async handleSave(): Promise<void> {
    if (this.subject.trim() === '') {
      this.problem = 'Enter a subject.';
      return;
    }
    this.isSaving = true;
    try {
      const fields = Object.fromEntries(Object.entries(this.values).filter(([, value]) => value !== ''));
      const id = await create('Task', fields);
      window.dispatchEvent(
        new ShowToastEvent({
          title: 'Task created',
          message: '{0}',
          messageData: [{ url: recordPath(id, 'Task') ?? '', label: this.subject }],
          variant: 'success',
        }),
      );
      goBack();
    } catch (error) {
      this.problem = sentenceOf(error);
    }
    this.isSaving = false;
  }
}

function optionsOf({ fields }: Description, name: string, current = ''): readonly Option[] {
  const values = fields.find((field) => field.name === name)?.picklistValues ?? [];
  const options = values.filter(({ active }) => active).map(({ value, label }) => ({ value, label }));
  return current === '' || options.some(({ value }) => value === current)
    ? options
    : [...options, { value: current, label: current }];
}

function focused(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '00Q': 'Lead',
  '006': 'Opportunity',
};

async function nameOf(id = ''): Promise<string> {
  const kind = KINDS[id.slice(0, 3)];
  if (kind === undefined) return id;
  const [row] = await find(kind, ['Name'], `WHERE Id = ${quoted(id)}`);
  const name = row?.['Name'];
  return typeof name === 'string' ? name : 'A record you cannot see';
}
