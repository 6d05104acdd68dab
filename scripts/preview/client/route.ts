// Where the page is: page references of the platform as paths of Lightning, and moving between them without a new load.

export interface PageReference {
  readonly type: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly state?: Readonly<Record<string, unknown>>;
}

export function pathOf({ type, attributes = {}, state = {} }: PageReference): string {
  const text = (name: string): string => {
    const value = attributes[name];
    return typeof value === 'string' ? value : '';
  };
  const query = new URLSearchParams(
    Object.entries(state)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  const withQuery = (path: string): string => (query === '' ? path : `${path}?${query}`);
  switch (type) {
    case 'standard__recordPage':
      return withQuery(`/lightning/r/${text('objectApiName')}/${text('recordId')}/${text('actionName') || 'view'}`);
    case 'standard__objectPage':
      return withQuery(`/lightning/o/${text('objectApiName')}/${text('actionName') || 'home'}`);
    case 'standard__namedPage':
      return withQuery(`/lightning/page/${text('pageName')}`);
    case 'standard__navItemPage':
      return withQuery(`/lightning/n/${text('apiName')}`);
    case 'standard__webPage':
      return text('url');
    default:
      return withQuery(`/lightning/unknown/${type}`);
  }
}

export function referenceOf(url: URL): PageReference {
  const state = Object.fromEntries(url.searchParams);
  const [, , kind = 'page', first = 'home', second, third] = url.pathname.split('/');
  if (kind === 'r')
    return {
      type: 'standard__recordPage',
      attributes: { objectApiName: first, recordId: second, actionName: third ?? 'view' },
      state,
    };
  if (kind === 'o')
    return { type: 'standard__objectPage', attributes: { objectApiName: first, actionName: second ?? 'home' }, state };
  if (kind === 'n') return { type: 'standard__navItemPage', attributes: { apiName: first }, state };
  return { type: 'standard__namedPage', attributes: { pageName: first }, state };
}

const listeners = new Set<(url: URL) => void>();

/** @returns how to stop listening */
export function onRoute(listener: (url: URL) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** To a path of the preview without a new load; anything else in a window of its own, as Lightning does. */
export function goTo(path: string, replace = false): void {
  const url = new URL(path, location.href);
  if (url.origin !== location.origin) {
    window.open(url.href, '_blank', 'noopener');
    return;
  }
  if (replace) history.replaceState(null, '', url);
  else history.pushState({ within: true }, '', url);
  tell();
}

/** Where one came from inside the preview; else the home page. */
export function goBack(): void {
  if ((history.state as { within?: boolean } | null)?.within === true) history.back();
  else goTo('/lightning/page/home', true);
}

function tell(): void {
  for (const listener of listeners) listener(new URL(location.href));
}

/** Links of the preview move within the page; a click with a modifier, or a link with a target, is the browser's. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  if (!link?.href) return;
  // A toast of the base components asks for a window of its own; in Lightning its record opens in the page.
  const inToast = event.composedPath().some((node) => node instanceof Element && node.tagName === 'LIGHTNING-TOAST');
  if (!inToast && link.target !== '' && link.target !== '_self') return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !url.pathname.startsWith('/lightning/')) return;
  event.preventDefault();
  goTo(url.href);
}

export function followLinks(): void {
  window.addEventListener('popstate', tell);
  document.addEventListener('click', follow);
}
