/** Deepest that a line of an export is nested: far beyond what anything here is, and far before what JSON can be written of. */
const DEEPEST = 400;

/** Whether a value of a line may be written and read as it is (EXA-3). */
export function isShallow(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}
