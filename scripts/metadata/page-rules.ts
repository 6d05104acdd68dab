// What people open: Lightning pages, tabs, apps. Each names components, pages and tabs that exist, and a page is activated
// inside our app only. What is on a page is for the components; who may open it is in role-rules.ts.
import { findField, isCustom } from './org-model.ts';
import type { Component, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** Regions of the platform's templates, as its App Builder writes them. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  'home:desktopTemplate': ['top', 'bottomLeft', 'bottomRight', 'sidebar'],
  'flexipage:defaultAppHomeTemplate': ['main'],
  'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
};
/** Kind of page to the target that a component on it must name in its meta file. */
const TARGETS: Readonly<Record<string, string>> = {
  HomePage: 'lightning__HomePage',
  AppPage: 'lightning__AppPage',
  RecordPage: 'lightning__RecordPage',
};

type Report = (problem: string, fix: string) => void;

/** Pages, tabs and apps deploy and lead somewhere. */
export function checkPages(org: OrgModel): Problem[] {
  const problems: Problem[] = [];
  const each = (root: string, check: (org: OrgModel, component: Component, report: Report) => void): void => {
    for (const component of org.components.filter((candidate) => candidate.root === root))
      check(org, component, (problem, fix) => problems.push({ file: component.path, problem, fix }));
  };
  each('FlexiPage', checkPage);
  each('CustomTab', checkTab);
  each('CustomApplication', checkApp);
  return problems;
}

const find = (org: OrgModel, root: string, name: string): Component | undefined =>
  org.components.find((component) => component.root === root && component.name === name);

function checkPage(org: OrgModel, page: Component, report: Report): void {
  const kind = textAt(page.element, 'type') ?? '';
  const template = textAt(page.element, 'template', 'name') ?? '';
  const regions = REGIONS[template];
  if (!regions) report(`the template ${template} is not known`, `use one of ${Object.keys(REGIONS).join(', ')}`);
  if ((kind === 'RecordPage') !== (textAt(page.element, 'sobjectType') !== null))
    report('<sobjectType> belongs to record pages and to no other', 'add or remove it');

  const areas = all(page.element, 'flexiPageRegions');
  const items = areas.flatMap((area) => all(area, 'itemInstances'));
  const placed = items.flatMap((item) => all(item, 'componentInstance'));
  const fields = items.flatMap((item) => all(item, 'fieldInstance'));
  const named = placed.flatMap(propertiesOf);
  for (const area of areas) {
    const name = textAt(area, 'name') ?? '';
    const isFacet = textAt(area, 'type') === 'Facet';
    if (!isFacet && regions && !regions.includes(name))
      report(`${template} has no region ${name}`, `use one of ${regions.join(', ')}`);
    if (isFacet && !named.includes(name)) report(`nothing shows the facet ${name}`, 'name it in a tab, or remove it');
  }
  const identifiers = [...placed, ...fields].map((instance) => textAt(instance, 'identifier') ?? '');
  for (const twice of new Set(identifiers.filter((name, at) => identifiers.indexOf(name) !== at)))
    report(`the identifier ${twice} stands there twice`, 'give each component its own');
  const object = textAt(page.element, 'sobjectType') ?? '';
  for (const field of fields) {
    const name = (textAt(field, 'fieldItem') ?? '').replace(/^Record\./, '');
    if (isCustom(name) && !findField(org, object, name))
      report(`${object}.${name} does not exist`, 'correct the name or remove it');
  }
  for (const instance of placed) checkPlaced(org, textAt(instance, 'componentName') ?? '', kind, report);
}

const propertiesOf = (instance: XmlElement): string[] =>
  all(instance, 'componentInstanceProperties').map((property) => textAt(property, 'value') ?? '');

function checkPlaced(org: OrgModel, name: string, kind: string, report: Report): void {
  // Components of the platform carry their namespace; ours stand there by their bare name.
  if (name.includes(':') && !name.startsWith('c:')) return;
  const bundle = find(org, 'LightningComponentBundle', name.replace(/^c:/, ''));
  if (!bundle) {
    report(`the component ${name} does not exist`, 'correct the name or add its bundle');
    return;
  }
  const targets = all(bundle.element, 'targets').flatMap((list) => all(list, 'target').map(({ text }) => text));
  const target = TARGETS[kind] ?? '';
  if (textAt(bundle.element, 'isExposed') !== 'true' || !targets.includes(target))
    report(
      `the component ${name} is not made for a ${kind}`,
      `set isExposed and the target ${target} in its meta file`,
    );
}

function checkTab(org: OrgModel, tab: Component, report: Report): void {
  if (tab.name.startsWith('standard-'))
    report('a standard tab belongs to the org', 'remove the file; activate pages in our app');
  const contents = ['flexiPage', 'lwcComponent', 'customObject', 'url', 'page', 'auraComponent'].filter(
    (name) => textAt(tab.element, name) !== null,
  );
  if (contents.length !== 1) report(`the tab shows ${contents.length} things`, 'let it show exactly one');
  const page = textAt(tab.element, 'flexiPage');
  if (page !== null && textAt(find(org, 'FlexiPage', page)?.element ?? EMPTY, 'type') !== 'AppPage')
    report(`${page} is no app page`, 'name a FlexiPage of the type AppPage');
  if (textAt(tab.element, 'customObject') === 'true' && !org.objects.has(tab.name))
    report(`the object ${tab.name} does not exist`, 'name the file as the object');
}

const EMPTY: XmlElement = { text: '', children: new Map(), attributes: new Map() };

function checkApp(org: OrgModel, app: Component, report: Report): void {
  for (const { text: tab } of all(app.element, 'tabs'))
    if (!tab.startsWith('standard-') && !find(org, 'CustomTab', tab))
      report(`the tab ${tab} does not exist`, 'correct the name or add its file');
  if (all(app.element, 'profileActionOverrides').length > 0)
    report('<profileActionOverrides> names profiles, which belong to the org', 'use <actionOverrides>');
  for (const override of all(app.element, 'actionOverrides')) {
    const content = textAt(override, 'content') ?? '';
    const shown = textAt(override, 'pageOrSobjectType') ?? '';
    const page = find(org, 'FlexiPage', content)?.element ?? EMPTY;
    const wanted = shown === 'standard-home' ? 'HomePage' : 'RecordPage';
    const fits = wanted === 'HomePage' || textAt(page, 'sobjectType') === shown;
    if (textAt(page, 'type') !== wanted || !fits)
      report(`${content} is no ${wanted} for ${shown}`, 'name a page of that kind for that object');
  }
}
