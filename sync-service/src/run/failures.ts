// The one vocabulary of things that go wrong. Adapters translate vendor errors into it; doors turn it into exit codes.

interface FailureDetails {
  /** Stable, upper case, such as `SALESFORCE_LOGIN_REFUSED`. */
  readonly code: string;
  /** What a person can do next, one sentence each. */
  readonly actions?: readonly string[];
  readonly cause?: unknown;
}

/** The common shape: a code, a message, what to do, and the cause. */
export abstract class Failure extends Error {
  readonly code: string;
  readonly actions: readonly string[];

  constructor(message: string, details: FailureDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = details.code;
    this.actions = details.actions ?? [];
  }
}

/** Worth trying again: the other side was busy, slow or cut us off. */
export class RetriableFailure extends Failure {
  /** How long the other side asked us to wait, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, details: FailureDetails & { readonly retryAfterMs?: number | null }) {
    super(message, details);
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** Trying again cannot help, and no setting will: the run stops. */
export class FatalFailure extends Failure {}

/** The same failure for those who would try again, when enough was tried already. */
export function givenUp(failure: RetriableFailure): FatalFailure {
  const { code, message, actions } = failure;
  return new FatalFailure(message, { code, actions, cause: failure });
}

/** One thing that a person must change before a run can start. */
export interface Problem {
  /** The setting, record or field at fault, such as `SF_USERNAME` or `Touchpoint_Policy__mdt Default`. */
  readonly where: string;
  readonly message: string;
  readonly fix: string;
}

/** Settings, policy or permissions are wrong; holds every problem found, not the first. */
export class ConfigurationFailure extends Failure {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], details: Partial<FailureDetails> = {}) {
    super(problems.map((problem) => `${problem.where}: ${problem.message}`).join('\n'), {
      code: details.code ?? 'CONFIGURATION',
      actions: problems.map((problem) => problem.fix),
      ...(details.cause === undefined ? {} : { cause: details.cause }),
    });
    this.problems = problems;
  }
}

/** One record that could not be read or written; a value, not an exception: the others go on. */
export interface RecordProblem {
  /** Id of the record itself. */
  readonly recordId: string;
  /** The account that is affected; null when it is not known. */
  readonly accountId: string | null;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** How many there are of each code. */
export function countByCode(found: readonly { readonly code: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code } of found) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
