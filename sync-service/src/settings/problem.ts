// What is wrong with one setting. The same shape as a configuration problem of a run, whose code settings never import.

/** One setting that a person must change; the shape of a configuration problem. */
export interface SettingProblem {
  readonly where: string;
  readonly message: string;
  readonly fix: string;
}
