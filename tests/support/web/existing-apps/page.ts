/** Adds an element with a text to the page, or to `parent`. */
export function add(
  kind: 'button' | 'p' | 'ul' | 'li' | 'input',
  text = '',
  parent: Element = document.body,
): HTMLElement {
  const element = document.createElement(kind);
  element.textContent = text;
  parent.append(element);
  return element;
}

/** A button that does something. */
export function addButton(text: string, act: () => void): void {
  add('button', text).addEventListener('click', act);
}
