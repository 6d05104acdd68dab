// The conditions of the rule, each with whether it holds today, and what would change the verdict.
import { LightningElement, api } from 'lwc';
import type { Clause } from 'c/accountWords';
import FAILS from '@salesforce/label/c.Touchpoint_Card_Rule_Fails';
import HOLDS from '@salesforce/label/c.Touchpoint_Card_Rule_Holds';

interface Line {
  readonly text: string;
  readonly icon: string;
  readonly words: string;
  readonly variant: string;
}

export default class AccountOutlook extends LightningElement {
  @api clauses: readonly Clause[] = [];
  /** Sentences. */
  @api changes: readonly string[] = [];

  get lines(): readonly Line[] {
    return this.clauses.map(({ holds, text }) => ({
      text,
      icon: holds ? 'utility:check' : 'utility:close',
      words: holds ? HOLDS : FAILS,
      variant: holds ? 'success' : 'error',
    }));
  }
  get hasLines(): boolean {
    return this.clauses.length > 0;
  }
  get hasChanges(): boolean {
    return this.changes.length > 0;
  }
}
