import { expect } from 'vitest';

/** Asks until the answer is right, ten seconds at most: processes and sockets may take that long on a busy machine. */
export function eventually<T>(ask: () => T | Promise<T>) {
  return expect.poll(ask, { timeout: 10_000, interval: 20 });
}
