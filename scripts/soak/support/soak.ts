/** How much a suite tries, and where its chance comes from. */
export interface Extent {
  /** A few seconds, to see that nothing rotted. */
  readonly quick: boolean;
  readonly seed: number;
}

/** One result of a suite. `holds: false` fails the run. */
export interface Figure {
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
  readonly goal?: string;
  readonly holds?: boolean;
  readonly note?: string;
}

/** What the runner asks for; a suite run by hand has seed 1. */
export function readExtent(): Extent {
  return { quick: process.env['BANYAN_SOAK_QUICK'] === '1', seed: Number(process.env['BANYAN_SOAK_SEED'] ?? 1) };
}

/** Tells a result. */
export function figure(told: Figure): void {
  say({ figure: told });
}

/** Tells that something could not be tried here, and why. */
export function skipped(reason: string): void {
  say({ skipped: reason });
}

/** Tells the seed that replays what failed. */
export function failedSeed(seed: number, note: string): void {
  say({ seed, note });
}

function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
