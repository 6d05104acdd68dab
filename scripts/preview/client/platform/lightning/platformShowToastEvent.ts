// lightning/platformShowToastEvent: an event that the shell around the page turns into a toast.

export const ShowToastEventName = 'lightning__showtoast';

export interface ToastOptions {
  readonly title?: string;
  readonly message?: string;
  readonly messageData?: readonly (string | { readonly url: string; readonly label: string })[];
  readonly variant?: 'info' | 'success' | 'warning' | 'error';
  readonly mode?: 'dismissible' | 'dismissable' | 'pester' | 'sticky';
}

export class ShowToastEvent extends CustomEvent<ToastOptions> {
  constructor(detail: ToastOptions) {
    super(ShowToastEventName, { composed: true, cancelable: true, bubbles: true, detail });
  }
}
