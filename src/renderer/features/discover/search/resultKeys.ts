/** Marks what the arrow keys go between. */
export const RESULT = 'data-result';

/** Puts the focus on the first result. */
export function focusFirstResult(list: HTMLElement | null): void {
  resultsOf(list)[0]?.focus();
}

/** Arrow up and down, Home and End go from result to result; up from the first goes back to the box. */
export function moveBetweenResults(
  event: { readonly key: string; preventDefault: () => void },
  { list, box }: { readonly list: HTMLElement | null; readonly box: HTMLElement | null },
): void {
  const results = resultsOf(list);
  const at = results.findIndex((result) => result === document.activeElement);
  const target = at < 0 ? undefined : targetOf(event.key, at, results);
  if (target === undefined && !(event.key === 'ArrowUp' && at === 0)) return;
  event.preventDefault();
  (target ?? box)?.focus();
}

function targetOf(key: string, at: number, results: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'ArrowDown') return results[Math.min(at + 1, results.length - 1)];
  if (key === 'ArrowUp') return results[at - 1];
  if (key === 'Home') return results[0];
  return key === 'End' ? results.at(-1) : undefined;
}

function resultsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(`[${RESULT}] > :is(a, button)`) ?? [])];
}
