/** Whether a scroller, whose first and last children stand for what is left out, shows rows in all that is in sight. */
export function fillsView({
  firstElementChild: above,
  lastElementChild: below,
  clientHeight,
  scrollTop,
  scrollHeight,
}: Element): boolean {
  if (clientHeight === 0 || above === null || below === null) return false;
  return above.clientHeight <= scrollTop && scrollHeight - below.clientHeight >= scrollTop + clientHeight;
}

/** Runs something once what is laid out now was painted. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}
