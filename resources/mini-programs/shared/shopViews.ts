import { badge } from './people.ts';
import { type Child, type View, h, valueOf } from './view.ts';

/** A shop among others. */
export interface ShopChoice {
  readonly address: string;
  readonly name: string;
  /** Its keeper's name. */
  readonly keeper: string;
}

/** Asks which shop is meant, where several people say they are it. */
export function shopChooser(
  words: { readonly title: string; readonly text: string },
  shops: readonly ShopChoice[],
  onChoose: (address: string) => void,
): View {
  return h(
    'section',
    { class: 'card padded stack' },
    h('h2', {}, words.title),
    h('p', { class: 'muted' }, words.text),
    shops.map(({ address, name, keeper }) =>
      h(
        'button',
        { key: address, type: 'button', class: 'shop-choice', on: { click: () => onChoose(address) } },
        badge({ address, name: keeper }),
        h('span', { class: 'grow' }, h('bdi', {}, keeper), ' · ', h('bdi', {}, name)),
      ),
    ),
  );
}

/** Says in the middle of the page that there is nothing, and what to do about it. */
export function emptyView(title: string, ...more: readonly Child[]): View {
  return h('div', { class: 'empty' }, h('strong', {}, title), ...more);
}

/** One of several views of a page. */
export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
}

/** Draws the row that switches between views. */
export function tabs<Name extends string>(all: readonly Tab<Name>[], now: Name, onChoose: (name: Name) => void): View {
  return h(
    'nav',
    { class: 'segments' },
    all.map(({ name, label }) =>
      h(
        'button',
        { key: name, type: 'button', 'aria-pressed': name === now, on: { click: () => onChoose(name) } },
        label,
      ),
    ),
  );
}

/** A labelled field whose text is kept by the caller. */
export function field(
  label: string,
  value: string,
  options: {
    readonly onInput: (text: string) => void;
    readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  },
): View {
  const { onInput, attributes = {} } = options;
  return h(
    'label',
    { key: label },
    label,
    h('input', { ...attributes, value, on: { input: (event) => onInput(valueOf(event)) } }),
  );
}

/** A labelled list to choose one from. */
export function choice(
  label: string,
  value: string,
  {
    options,
    onChange,
  }: {
    readonly options: readonly (readonly [value: string, label: string])[];
    readonly onChange: (value: string) => void;
  },
): View {
  return h(
    'label',
    { key: label },
    label,
    h(
      'select',
      { value, on: { change: (event) => onChange(valueOf(event)) } },
      options.map(([one, words]) => h('option', { key: one, value: one }, words)),
    ),
  );
}

/** A form that does not leave the page. */
export function form(key: string, onSubmit: () => void, ...children: readonly Child[]): View {
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  return h('form', { key, class: 'stack', on: { submit } }, ...children);
}
