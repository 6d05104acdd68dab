// Verdict and score of one account, in words and in form. What they are is decided by whoever passes them in.
import { LightningElement, api } from 'lwc';
import { filled, scoreText } from 'c/figures';
import HIDDEN from '@salesforce/label/c.Touchpoint_Card_Hidden';
import MAXIMUM from '@salesforce/label/c.Touchpoint_Card_Score_Max';
import SCORE from '@salesforce/label/c.Touchpoint_Card_Score';
import SCORE_OF from '@salesforce/label/c.Touchpoint_Card_Score_Of';

export default class AccountVerdict extends LightningElement {
  /** The value of Signal Tier; null is not scored yet, undefined is hidden from the viewer. */
  @api tier: string | null | undefined;
  /** 0 to 100; 0 is a score, null is not scored, undefined is hidden from the viewer. */
  @api score: number | null | undefined;
  /** The verdict as a sentence. */
  @api sentence = '';
  /** Further facts, such as when it runs out. */
  @api facts: readonly string[] = [];

  words = { score: SCORE, maximum: MAXIMUM };

  get tierIsShown(): boolean {
    return this.tier !== undefined;
  }
  get hasScore(): boolean {
    return typeof this.score === 'number';
  }
  get scoreWords(): string {
    return this.score === undefined ? HIDDEN : scoreText(this.score);
  }
  get scoreDescription(): string {
    return this.hasScore ? filled(SCORE_OF, scoreText(this.score)) : `${SCORE}: ${this.scoreWords}`;
  }
  /** The ring is 100 long, so the score is the length of its arc. */
  get arc(): string {
    return `${Math.min(100, Math.max(0, this.score ?? 0)).toFixed(1)} 100`;
  }
  get ringClass(): string {
    return this.hasScore ? 'ring' : 'ring ring_empty';
  }
}
