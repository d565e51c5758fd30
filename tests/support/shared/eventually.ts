import { vi } from 'vitest';
import { PATIENCE } from './until.ts';

/** Waits until a check passes, and gives what it gives. By itself Vitest waits a second, which on a busy machine is nothing. */
export function eventually<Value>(check: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(check, { timeout: PATIENCE, interval: 20 });
}
