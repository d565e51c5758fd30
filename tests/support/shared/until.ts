/**
 * How long a test waits for what must come, ms: a guard against hanging, not a measure. Who waits is done the moment it comes, so that it costs
 * nothing where all goes well, and machines that run this are shared.
 */
export const PATIENCE = 30_000;

/** Waits until it is so; fails after {@link PATIENCE}. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE; !isSo();) {
    if (performance.now() > end) throw new Error('it did not come to be so');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
