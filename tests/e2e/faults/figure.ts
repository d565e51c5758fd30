/** One result for the report of a long run: see `scripts/soak/run.mjs`. */
export function figure(told: {
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
  readonly goal?: string;
  readonly holds?: boolean;
  readonly note?: string;
}): void {
  process.stdout.write(`${JSON.stringify({ figure: told })}\n`);
}
