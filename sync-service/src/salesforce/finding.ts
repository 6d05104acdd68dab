// The shape of what a check of the org found.

export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** Well enough to run, and yet to be looked after. */
  readonly warning?: true;
  readonly detail: string;
  /** What to do; '' when there is nothing to do. */
  readonly fix: string;
}

export type Found = Omit<Finding, 'check'>;

export const good = (detail: string): Found => ({ ok: true, detail, fix: '' });
export const fair = (detail: string, fix: string): Found => ({ ok: true, warning: true, detail, fix });
export const bad = (detail: string, fix: string): Found => ({ ok: false, detail, fix });
