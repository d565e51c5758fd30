/** How much it matters: an `error` is what people would meet as broken; a `warning` probably is; a `hint` could be better. */
export type Level = 'error' | 'warning' | 'hint';

/** Something `check` has to say. */
export interface Finding {
  readonly level: Level;
  /** Names the rule, the same in every version: for who filters. */
  readonly rule: string;
  readonly message: string;
  /** The file in the package, with the line where there is one. */
  readonly place?: string;
}

const ORDER: readonly Level[] = ['error', 'warning', 'hint'];

/** Each once, what matters most first. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const once = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...once.values()].toSorted((left, right) => ORDER.indexOf(left.level) - ORDER.indexOf(right.level));
}
