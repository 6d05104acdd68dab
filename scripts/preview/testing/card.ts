// Reads the account card as a person does: what it says, not how it is made.
import type { Locator, Page } from 'playwright-core';

export interface ShownReason {
  readonly words: string;
  /** As written. */
  readonly date: string;
  readonly source: string;
  /** Ids of the records it links to. */
  readonly records: readonly string[];
}

export interface ShownCard {
  readonly tier: string;
  readonly score: string;
  readonly activeTouchpoints: string;
  readonly lastTouch: string;
  /** Such as "5 days ago"; empty without one. */
  readonly lastTouchNote: string;
  /** Beside the verdict: since when, until when. */
  readonly facts: readonly string[];
  /** What would change the verdict. */
  readonly changes: readonly string[];
  readonly reasons: readonly ShownReason[];
  /** Touchpoints that the card says it does not list. */
  readonly more: number;
}

/** Waits until the card has its figures, unfolds the reasons, and reads it. */
export async function readCard(page: Page): Promise<ShownCard> {
  const card = page.locator('c-account-signal');
  await card.locator('c-account-verdict').waitFor();
  await card.locator('c-account-reasons, [data-id="instead"]').first().waitFor();
  // The rule is told once the run is known, the names once everybody is looked up.
  await card.locator('c-account-outlook .rule').waitFor();
  const fold = card.locator('[data-id="fold"]');
  if ((await fold.count()) > 0) await fold.click();
  const metric = (name: string): Promise<string> => text(card.locator(`c-account-metrics [data-id="${name}"] .value`));
  const more = card.locator('c-account-reasons [data-id="more"]');
  return {
    tier: await text(card.locator('c-account-verdict c-tier-badge')),
    score: await text(card.locator('[data-id="score"]')),
    activeTouchpoints: await metric('active'),
    lastTouch: await metric('last-touch'),
    lastTouchNote: await text(card.locator('c-account-metrics [data-id="last-touch"] .note')),
    facts: await texts(card.locator('c-account-verdict .facts li')),
    changes: await texts(card.locator('c-account-outlook .changes li')),
    reasons: await reasonsOf(card),
    more: (await more.count()) === 0 ? 0 : Number(/\d+/.exec(await text(more))?.[0]),
  };
}

/** Names of the people of all reasons that are shown, as written. */
export const peopleOf = (page: Page): Promise<readonly string[]> => texts(page.locator('c-account-reasons .person'));

async function reasonsOf(card: Locator): Promise<readonly ShownReason[]> {
  const reasons: ShownReason[] = [];
  for (const reason of await card.locator('c-account-reasons .reason').all()) {
    const facts = await text(reason.locator('.quiet').first());
    const [date = '', source = ''] = facts.split(' · ');
    const hrefs = await reason
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const records = hrefs.flatMap((href) => /\/r\/(?:Task|Event)\/(\w+)\//.exec(href)?.[1] ?? []);
    reasons.push({ words: await text(reason.locator('.head .words')), date, source: source.trim(), records });
  }
  return reasons;
}

const text = async (locator: Locator): Promise<string> => (await locator.innerText()).trim();
const texts = async (locator: Locator): Promise<readonly string[]> =>
  (await locator.allInnerTexts()).map((each) => each.trim());
