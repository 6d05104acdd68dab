// The tiers an account can have: their words, what they mean and the form that stands for each. Not which tier an account has.
import HIGH_EFFORT from '@salesforce/label/c.Touchpoint_Tier_High_Effort';
import HIGH_EFFORT_HELP from '@salesforce/label/c.Touchpoint_Tier_High_Effort_Help';
import HIGH_ENGAGED from '@salesforce/label/c.Touchpoint_Tier_High_Engaged';
import HIGH_ENGAGED_HELP from '@salesforce/label/c.Touchpoint_Tier_High_Engaged_Help';
import NEAR from '@salesforce/label/c.Touchpoint_Tier_Near';
import NEAR_HELP from '@salesforce/label/c.Touchpoint_Tier_Near_Help';
import NONE from '@salesforce/label/c.Touchpoint_Tier_None';
import NONE_HELP from '@salesforce/label/c.Touchpoint_Tier_None_Help';
import NOT_SCORED from '@salesforce/label/c.Touchpoint_Tier_Not_Scored';
import NOT_SCORED_HELP from '@salesforce/label/c.Touchpoint_Tier_Not_Scored_Help';
import SUPPRESSED from '@salesforce/label/c.Touchpoint_Tier_Suppressed';
import SUPPRESSED_HELP from '@salesforce/label/c.Touchpoint_Tier_Suppressed_Help';

export interface TierLook {
  /** In the viewer's language. */
  readonly words: string;
  readonly help: string;
  /** Modifier in the style sheet of c/tierBadge. */
  readonly style: string;
  /** Outline in a square of 16. */
  readonly outline: string;
}

/** Two arrows for both sides, one for ours alone, a ring not quite closed, an empty one, two bars for a pause, a dotted line for unknown. */
const LOOKS: Readonly<Record<string, TierLook>> = {
  'High-Engaged': {
    words: HIGH_ENGAGED,
    help: HIGH_ENGAGED_HELP,
    style: 'engaged',
    outline: 'M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3',
  },
  'High-Effort': { words: HIGH_EFFORT, help: HIGH_EFFORT_HELP, style: 'effort', outline: 'M2 8h11.5M9.5 4l4 4-4 4' },
  Near: { words: NEAR, help: NEAR_HELP, style: 'near', outline: 'M8 2.5A5.5 5.5 0 1 1 2.5 8M8 5.5V8l2 1.5' },
  None: { words: NONE, help: NONE_HELP, style: 'none', outline: 'M8 2.5a5.5 5.5 0 1 0 .01 0Z' },
  Suppressed: { words: SUPPRESSED, help: SUPPRESSED_HELP, style: 'none', outline: 'M5.5 3v10M10.5 3v10' },
};
const NOT_YET: TierLook = {
  words: NOT_SCORED,
  help: NOT_SCORED_HELP,
  style: 'unknown',
  outline: 'M2.5 8h1M7.5 8h1M12.5 8h1',
};

/** How to show a tier; empty or null is an account not scored yet, and a tier this version does not know keeps its own name. */
export function tierLook(tier: string | null | undefined): TierLook {
  if (!tier) return NOT_YET;
  return LOOKS[tier] ?? { ...NOT_YET, words: tier, help: tier };
}
