/**
 * Reads the words of one event. What that throws is a bug; the event then has no words, for one of them must not hold up all that are
 * looked at after it, now and in every pass that begins anew (SRC-13).
 */
export function carefully<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
