// What a check says. Finding problems lives in the rules.

export interface Problem {
  /** Path from the root of the project. */
  readonly file: string;
  readonly problem: string;
  /** What to do about it, as an instruction. */
  readonly fix: string;
}

export const inOneLine = ({ file, problem, fix }: Problem): string => `${file}: ${problem} — ${fix}`;
