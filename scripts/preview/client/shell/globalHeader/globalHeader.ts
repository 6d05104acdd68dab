// The bar at the top: mark, search over accounts, the org's time, and whose eyes the page is seen with.
import { LightningElement } from 'lwc';
import { context, formFactor } from '../../viewing.ts';
import { goTo } from '../../route.ts';

const ROLES: Readonly<Record<string, string>> = { rep: 'Rep', manager: 'Manager', admin: 'Admin' };

export default class GlobalHeader extends LightningElement {
  viewerName = context.viewer.name;
  /** A phone has room for the figure only. */
  buttonLabel = formFactor === 'Small' ? '' : context.viewer.name;
  viewerRole = ROLES[context.viewer.role] ?? context.viewer.role;

  get viewerLabel(): string {
    return `Viewing as ${this.viewerName}, ${this.viewerRole}. Change the viewer`;
  }

  get viewers(): readonly object[] {
    return context.viewers.map(({ userId, name, role }) => ({
      userId,
      label: `${name} · ${ROLES[role] ?? role}`,
      checked: userId === context.viewer.userId,
    }));
  }

  get languages(): readonly object[] {
    return context.languages.map(({ code, name }) => ({ code, name, checked: code === context.language }));
  }

  get orgTime(): string {
    return new Intl.DateTimeFormat(String(context.i18n['locale']), {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: String(context.i18n['timeZone']),
    }).format(new Date());
  }

  handleSearch(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    const term = (event.target as HTMLInputElement).value.trim();
    if (term !== '') goTo(`/lightning/o/Account/list?${new URLSearchParams({ search: term }).toString()}`);
  }

  handleViewer(event: CustomEvent<{ value: string }>): void {
    choose('viewer', event.detail.value);
  }

  handleLanguage(event: CustomEvent<{ value: string }>): void {
    choose('lang', event.detail.value);
  }
}

/** A new load: who looks decides what every module of the platform answers. */
function choose(name: string, value: string): void {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  location.assign(url);
}
