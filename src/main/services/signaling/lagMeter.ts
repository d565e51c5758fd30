import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop was, in seconds. */
export interface Lag {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

const RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;

/** Measures how late the event loop is; each reading is of the time since the one before. */
export function createLagMeter(): { read(): Lag; close(): void } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  // What is recorded is the whole time between two looks.
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000) || 0;
  return {
    read: () => {
      const lag = { median: late(delays.percentile(50)), p99: late(delays.percentile(99)), max: late(delays.max) };
      delays.reset();
      return lag;
    },
    close: () => void delays.disable(),
  };
}
