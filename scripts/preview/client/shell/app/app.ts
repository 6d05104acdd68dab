// The page as a whole: header, navigation, the page that the address names, toasts. What a page shows is in its component.
// The home page comes with it; the others, and the base components that only they need, are fetched when first shown.
import { LightningElement } from 'lwc';
import Toast from 'lightning/toast';
import { onRoute, referenceOf, type PageReference } from '../../route.ts';
import { ShowToastEventName, type ToastOptions } from '../../platform/lightning/platformShowToastEvent.ts';

type Page = 'home' | 'list' | 'app' | 'account' | 'record' | 'missing';
const CREATED = ['Task'];
type Fetched = Extract<Page, 'account' | 'record' | 'list'> | 'task';
const FETCHED: Readonly<Record<Fetched, () => Promise<{ readonly default: typeof LightningElement }>>> = {
  account: () => import('../accountPage/accountPage.ts'),
  record: () => import('../recordPage/recordPage.ts'),
  list: () => import('../objectList/objectList.ts'),
  task: () => import('../taskForm/taskForm.ts'),
};
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
  /** Constructors of the pages fetched so far. */
  fetched: Partial<Record<Fetched, typeof LightningElement>> = {};
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
      void this.fetch('task');
      return;
    }
    const stays = this.creating !== undefined;
    this.creating = undefined;
    if (JSON.stringify(page) === JSON.stringify(this.behind)) return;
    this.behind = page;
    void this.fetch(this.page);
    if (!stays) window.scrollTo(0, 0);
  }

  async fetch(page: Page | 'task'): Promise<void> {
    if (!Object.hasOwn(FETCHED, page)) return;
    const name = page as Fetched;
    this.fetched = { ...this.fetched, [name]: (await FETCHED[name]()).default };
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
