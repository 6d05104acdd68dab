// The tier of an account in words and in form: every tier has a shape of its own, so that nobody needs the colour.
import { LightningElement, api } from 'lwc';
import { tierLook } from 'c/tiers';
import DIRECTION from '@salesforce/i18n/dir';

export default class TierBadge extends LightningElement {
  /** The value of Signal Tier; empty or null: not scored yet. */
  @api tier: string | null | undefined;

  get words(): string {
    return tierLook(this.tier).words;
  }
  get help(): string {
    return tierLook(this.tier).help;
  }
  get outline(): string {
    return tierLook(this.tier).outline;
  }
  get badgeClass(): string {
    return `badge badge_${tierLook(this.tier).style}`;
  }
  /** An arrow points the way the words run. */
  get formClass(): string {
    return DIRECTION === 'rtl' ? 'form form_mirrored' : 'form';
  }
}
