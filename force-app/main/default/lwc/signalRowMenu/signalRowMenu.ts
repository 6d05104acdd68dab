// The menu of one row of the list, opened by its button: what can be done with the account. One menu for the whole table,
// since a menu in each of thousands of rows would make them slow.
import { LightningElement, api } from 'lwc';
import CALL from '@salesforce/label/c.Touchpoint_List_Action_Call';
import FOLLOW_UP from '@salesforce/label/c.Touchpoint_List_Action_Follow_Up';
import NOT_USEFUL from '@salesforce/label/c.Touchpoint_List_Action_Not_Useful';
import OPEN from '@salesforce/label/c.Touchpoint_List_Action_Open';
import SNOOZE from '@salesforce/label/c.Touchpoint_List_Action_Snooze';
import WHY from '@salesforce/label/c.Touchpoint_List_Action_Why';

export type RowAction = 'open' | 'why' | 'call' | 'follow-up' | 'snooze' | 'not-useful';

const ACTIONS: readonly { readonly name: RowAction; readonly label: string }[] = [
  { name: 'open', label: OPEN },
  { name: 'why', label: WHY },
  { name: 'call', label: CALL },
  { name: 'follow-up', label: FOLLOW_UP },
  { name: 'snooze', label: SNOOZE },
  { name: 'not-useful', label: NOT_USEFUL },
];

export default class SignalRowMenu extends LightningElement {
  /** Accessible name of the menu: of which account. */
  @api label = '';

  actions = ACTIONS;
  private hasFocus = false;

  override renderedCallback(): void {
    if (this.hasFocus) return;
    this.hasFocus = true;
    this.items()[0]?.focus();
  }

  handleChoose(event: Event): void {
    const name = (event.currentTarget as HTMLElement).dataset.action as RowAction;
    this.dispatchEvent(new CustomEvent<RowAction>('choose', { detail: name }));
  }

  handleKey(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(event.target as HTMLElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) items[next]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  handleFocusOut(event: FocusEvent): void {
    if (!this.items().includes(event.relatedTarget as HTMLElement)) this.close(false);
  }

  /** With `back`, the focus belongs on the button again; not when it is on something else already. */
  private close(back = true): void {
    this.dispatchEvent(new CustomEvent<boolean>('close', { detail: back }));
  }

  private items(): HTMLElement[] {
    return [...(this.template?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  }
}
