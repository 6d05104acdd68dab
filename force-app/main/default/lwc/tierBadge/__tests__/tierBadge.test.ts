import { createElement } from 'lwc';
import TierBadge from 'c/tierBadge';

type Badge = HTMLElement & { tier: string | null };

function mount(tier: string | null): Badge {
  const badge = createElement('c-tier-badge', { is: TierBadge }) as Badge;
  badge.tier = tier;
  document.body.appendChild(badge);
  return badge;
}
const outline = (badge: Badge) => badge.shadowRoot!.querySelector('path')!.getAttribute('d');

describe('c-tier-badge', () => {
  afterEach(() => document.body.replaceChildren());

  it('says each tier in words and gives each a form of its own', async () => {
    const tiers = ['High-Engaged', 'High-Effort', 'Near', 'None', 'Suppressed', null];
    const badges = tiers.map(mount);
    expect(badges.map((badge) => badge.shadowRoot!.querySelector('.words')!.textContent)).toEqual([
      'High-Engaged',
      'High-Effort',
      'Near',
      'None',
      'Suppressed',
      'Not scored yet',
    ]);
    expect(new Set(badges.map(outline)).size).toBe(tiers.length);
    await expect(document.body).toBeAccessible();
  });

  it('shows a tier it does not know by its own name', async () => {
    const badge = mount('Brand-New');
    expect(badge.shadowRoot!.querySelector('.words')!.textContent).toBe('Brand-New');
    await expect(badge).toBeAccessible();
  });
});
