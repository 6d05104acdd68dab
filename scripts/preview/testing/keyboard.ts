// Moving through a page with the keys alone, as somebody without a mouse does. Playwright looks from outside the page, so that
// the focus inside components is seen too.
import { type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page of the preview has. */
const STOPS = 150;

/** Presses Tab until the element has the focus, and demands that every stop on the way shows where it is. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.first().waitFor();
  const stops: string[] = [];
  while (stops.length < STOPS) {
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
    if (await hasFocus(page, target)) return;
    stops.push((await page.locator(':focus').evaluateAll(tags)).join(' ') || 'nothing');
  }
  throw new Error(`Tab does not reach ${target.toString()}; the last stops were\n${stops.slice(-12).join('\n')}`);
}

export async function hasFocus(page: Page, target: Locator): Promise<boolean> {
  return (await target.and(page.locator(':focus')).count()) > 0;
}

/** Waits until the element has the focus: it returns after an answer, or after a dialog has gone. */
export async function expectFocus(page: Page, target: Locator): Promise<void> {
  await target.and(page.locator(':focus')).first().waitFor();
}

/** The focused element, its label (radio buttons) or a parent that stands for it has an outline, a ring or a border of its own. */
async function expectVisibleFocus(page: Page): Promise<void> {
  // At once and not waiting: what had the focus may just be going away.
  const unseen = await page.locator(':focus').evaluateAll(withoutRing);
  expect(unseen, 'focused, but nothing shows it').toEqual([]);
}

/** Runs in the browser. */
const tags = (focused: readonly Element[]): readonly string[] =>
  focused.map(({ outerHTML }) => outerHTML.slice(0, 120));

/** Runs in the browser. */
const withoutRing = (focused: readonly Element[]): readonly string[] => {
  const ringed = (each: Element | null | undefined): boolean => {
    if (!each) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  return focused
    .filter((element) => {
      const { nextElementSibling: next, parentElement: parent } = element;
      return ![element, next, next?.firstElementChild, parent, parent?.parentElement].some(ringed);
    })
    .map((element) => element.outerHTML.slice(0, 200));
};
