// When the list is too narrow for a table of ten columns: always on a phone, elsewhere by the width of its region on the page.
import FORM_FACTOR from '@salesforce/client/formFactor';

/** 45rem at the usual font size. */
const NARROW_PX = 720;

export const IS_PHONE = FORM_FACTOR === 'Small';

/** Tells at once and at each change whether the element is narrow. True: nothing more needs to be done; it ends with the element. */
export function watchWidth(element: Element, tell: (isNarrow: boolean) => void): boolean {
  if (IS_PHONE || typeof ResizeObserver === 'undefined') return true;
  let was: boolean | undefined;
  new ResizeObserver(([entry]) => {
    const is = (entry?.contentRect.width ?? NARROW_PX) < NARROW_PX;
    if (is !== was) tell(is);
    was = is;
  }).observe(element);
  return true;
}
