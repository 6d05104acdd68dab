// Readings that only make sense together: when one of them fails, the others are stopped and nothing is given.

/**
 * Starts the readings side by side. The first one that fails aborts the signal of the others and is thrown once all have
 * ended: nothing is left running behind the caller's back.
 */
export async function allOrNone<const T extends readonly Promise<unknown>[]>(
  signal: AbortSignal | undefined,
  start: (signal: AbortSignal) => T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const stop = new AbortController();
  const parts = start(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
  try {
    return await Promise.all(parts);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(parts);
    throw error;
  }
}
