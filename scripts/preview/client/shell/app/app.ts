// The page as a whole: header, navigation, the page that the address names, toasts. What a page shows is in its component.
import { LightningElement } from 'lwc';
import Toast from 'lightning/toast';
import { onRoute, referenceOf, type PageReference } from '../../route.ts';
import { ShowToastEventName, type ToastOptions } from '../../platform/lightning/platformShowToastEvent.ts';

type Page = 'home' | 'list' | 'app' | 'account' | 'record' | 'missing';
const CREATED = ['Task'];
const RECORD_ID = /^\w{15}(\w{3})?$/;

/** What the base component sends its container; the event itself says no more, since its class is lost on the way. */
interface BaseToast {
  readonly toast: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export default class App extends LightningElement {
  /** What lies behind an open create page, as in Lightning: the page one came from. */
  behind: PageReference = { type: 'standard__namedPage', attributes: { pageName: 'home' } };
  creating: PageReference | undefined;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    this.#stop = onRoute((url) => this.show(url));
    // Before the base component's own container, which takes events of this name for its own and refuses them.
    window.addEventListener(ShowToastEventName, this.toast, true);
    this.show(new URL(location.href));
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    window.removeEventListener(ShowToastEventName, this.toast, true);
  }

  show(url: URL): void {
    const page = referenceOf(url);
    const { objectApiName, actionName } = page.attributes ?? {};
    if (page.type === 'standard__objectPage' && actionName === 'new' && CREATED.includes(text(objectApiName))) {
      this.creating = page;
      return;
    }
    const stays = this.creating !== undefined;
    this.creating = undefined;
    if (JSON.stringify(page) === JSON.stringify(this.behind)) return;
    this.behind = page;
    if (!stays) window.scrollTo(0, 0);
  }

  get page(): Page {
    const { type, attributes = {} } = this.behind;
    if (type === 'standard__namedPage') return attributes['pageName'] === 'home' ? 'home' : 'missing';
    if (type === 'standard__navItemPage') return 'app';
    if (type === 'standard__objectPage') return attributes['actionName'] === 'new' ? 'missing' : 'list';
    if (!RECORD_ID.test(this.recordId)) return 'missing';
    return attributes['objectApiName'] === 'Account' ? 'account' : 'record';
  }

  get isHome(): boolean {
    return this.page === 'home';
  }
  get isApp(): boolean {
    return this.page === 'app';
  }
  get isList(): boolean {
    return this.page === 'list';
  }
  get isAccount(): boolean {
    return this.page === 'account';
  }
  get isRecord(): boolean {
    return this.page === 'record';
  }
  get objectName(): string {
    return text(this.behind.attributes?.['objectApiName']);
  }
  get recordId(): string {
    return text(this.behind.attributes?.['recordId']);
  }
  get searchTerm(): string {
    return text(this.behind.state?.['search']);
  }
  get currentTab(): string {
    if (this.isHome) return 'home';
    return this.isApp ? 'app' : this.objectName;
  }
  get newDefaults(): string {
    return text(this.creating?.state?.['defaultFieldValues']);
  }

  toast = (event: Event): void => {
    const { detail } = event as CustomEvent<ToastOptions | BaseToast>;
    if ('toast' in detail) return;
    event.stopPropagation();
    const { title = '', message = '', messageData = [], variant = 'info', mode } = detail;
    const links = Object.fromEntries(
      messageData.map((part, index) => [String(index), typeof part === 'string' ? { url: '', label: part } : part]),
    );
    const told = message.replace(/\{(\d+)\}/g, (place, index: string) =>
      links[index]?.url === '' ? links[index].label : place,
    );
    Toast.show(
      {
        label: title,
        message: told,
        messageLinks: Object.values(links),
        variant,
        mode: mode === 'sticky' ? 'sticky' : 'dismissible',
      },
      // Its typings want an element of the DOM; what it takes is the component.
      this as unknown as HTMLElement,
    );
  };
}
