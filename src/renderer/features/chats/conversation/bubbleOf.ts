/** The bubble of a message on the screen; null while it is not there. */
export function bubbleOf(id: string): Element | null {
  const name = CSS.escape(id);
  return document.querySelector(`[data-part="${name}"], [data-message="${name}"] > [data-bubble]`);
}
