// What a route gives back, and its two usual forms. Refusals are in api-error.ts.
import type { Answer } from '../../control/answer.ts';

/** An answer, and what the request log keeps of it. */
export interface Reply extends Answer {
  readonly object?: string | undefined;
  /** Records read or written; 0 when not given. */
  readonly rows?: number;
}

export function json(status: number, value: unknown, about: { object?: string; rows?: number } = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(value),
    ...about,
  };
}

export const noContent = (about: { object?: string; rows?: number } = {}): Reply => ({ status: 204, ...about });
