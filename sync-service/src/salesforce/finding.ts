// The shape of what a check of the org found.

export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; '' when there is nothing to do. */
  readonly fix: string;
}

export type Found = Omit<Finding, 'check'>;

export const good = (detail: string): Found => ({ ok: true, detail, fix: '' });
export const bad = (detail: string, fix: string): Found => ({ ok: false, detail, fix });
