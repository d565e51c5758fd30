/** Puts the focus on the first row. */
export function focusFirstRow(list: HTMLElement | null): void {
  rowsOf(list)[0]?.focus();
}

/** Arrow up and down, Home and End go from row to row. */
export function moveBetweenRows(
  event: { readonly key: string; preventDefault: () => void },
  list: HTMLElement | null,
): void {
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = nextIndex(event.key, at, rows.length);
  if (at < 0 || next === null) return;
  event.preventDefault();
  rows[next]?.focus();
}

/** The place a key leads to from `at` in a list of `count`; null when it is none of ours. */
export function nextIndex(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function rowsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('a[href]') ?? [])];
}
