// The modules with which a component speaks to the page around it: navigation, dialogs, toasts, refresh.
// Ambient: no import or export at the top.

declare module 'lightning/navigation' {
  import type { LightningElement, WireAdapterConstructor } from 'lwc';

  export interface PageReference {
    type: string;
    attributes?: Record<string, unknown>;
    state?: Record<string, unknown>;
  }
  const Navigate: unique symbol;
  const GenerateUrl: unique symbol;
  export interface NavigationElement {
    [Navigate](page: PageReference, replace?: boolean): void;
    [GenerateUrl](page: PageReference): Promise<string>;
  }
  // A mixin's constructor must take a single rest argument of type any[] (TS2545).
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  type Constructor<T> = new (...args: any[]) => T;
  export const NavigationMixin: {
    <T extends Constructor<LightningElement>>(base: T): T & Constructor<NavigationElement>;
    readonly Navigate: typeof Navigate;
    readonly GenerateUrl: typeof GenerateUrl;
  };
  export const CurrentPageReference: WireAdapterConstructor<Record<string, never>, PageReference>;
}

declare module 'lightning/pageReferenceUtils' {
  export function encodeDefaultFieldValues(values: Record<string, string | number | boolean | null>): string;
  export function decodeDefaultFieldValues(encoded: string): Record<string, string>;
}

declare module 'lightning/modal' {
  import { LightningElement } from 'lwc';

  export interface ModalOptions {
    label: string;
    size?: 'small' | 'medium' | 'large' | 'full';
    description?: string;
    disableClose?: boolean;
    /** The modal's own `@api` properties, and its event handlers as `onname`. */
    [property: string]: unknown;
  }
  export default class LightningModal extends LightningElement {
    /** Resolves with what `close` was given; with undefined when the user left by Escape or the close button. */
    static open<R = unknown>(options: ModalOptions): Promise<R | undefined>;
    size: 'small' | 'medium' | 'large' | 'full';
    label: string;
    description: string;
    disableClose: boolean;
    close(result?: unknown): void;
  }
}

declare module 'lightning/platformShowToastEvent' {
  export interface ToastOptions {
    title: string;
    message?: string;
    messageData?: (string | { url: string; label: string })[];
    variant?: 'info' | 'success' | 'warning' | 'error';
    mode?: 'dismissible' | 'pester' | 'sticky';
  }
  export class ShowToastEvent extends CustomEvent<ToastOptions> {
    constructor(options: ToastOptions);
  }
}

declare module 'lightning/refresh' {
  import type { LightningElement } from 'lwc';

  /** Asks every registered handler of the page to fetch again. */
  export class RefreshEvent extends CustomEvent<undefined> {
    constructor();
  }
  export function registerRefreshHandler(element: LightningElement, handler: () => Promise<unknown>): number;
  export function unregisterRefreshHandler(id: number): void;
}
