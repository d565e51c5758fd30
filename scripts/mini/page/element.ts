type Content = Node | string;

/** What is set on an element: `on…` are listeners, everything else attributes. */
export interface ElementOptions {
  readonly [attribute: `aria-${string}` | `data-${string}`]: string;
  readonly class?: string;
  readonly type?: string;
  readonly role?: string;
  readonly placeholder?: string;
  readonly disabled?: '';
  readonly onClick?: () => void;
}

/** Makes an element. Text is text, whatever is in it. */
export function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  { onClick, ...attributes }: ElementOptions = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[N] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (onClick !== undefined) made.addEventListener('click', onClick);
  made.append(...content);
  return made;
}

export function button(label: string, onClick: () => void): HTMLButtonElement {
  return element('button', { type: 'button', onClick }, label);
}

/** A checkbox with its label. */
export function checkbox(label: string, isOn: boolean, onChange: (isOn: boolean) => void): HTMLLabelElement {
  const box = element('input', { type: 'checkbox' });
  box.checked = isOn;
  box.addEventListener('change', () => onChange(box.checked));
  return element('label', {}, box, ` ${label}`);
}

/** A choice among values, each with its label. */
export function choice(
  label: string,
  values: readonly (readonly [value: string, label: string])[],
  onChange: (value: string) => void,
): HTMLLabelElement {
  const select = element('select');
  for (const [value, text] of values) {
    const option = element('option', {}, text);
    option.value = value;
    select.append(option);
  }
  select.addEventListener('change', () => onChange(select.value));
  return element('label', {}, `${label} `, select);
}

/** The element of the page with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
