// lightning/refresh: one page, so every registered handler is asked.

const NAME = 'lightning__refresh';
const handlers = new Map<number, () => Promise<unknown>>();
let last = 0;

export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super(NAME, { composed: true, cancelable: true, bubbles: true });
  }
}

export function registerRefreshHandler(element: object, handler: () => Promise<unknown>): number {
  handlers.set(++last, handler.bind(element));
  return last;
}

export function unregisterRefreshHandler(id: number): void {
  handlers.delete(id);
}

window.addEventListener(NAME, () => {
  for (const handler of handlers.values()) void handler();
});
