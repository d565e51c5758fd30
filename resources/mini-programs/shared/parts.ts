import { type Child, type View, h, valueOf } from './view.ts';

/** Draws the page's title, with what stands beside it. */
export function titleRow(title: string, ...more: readonly Child[]): View {
  return h('header', { class: 'row between' }, h('h1', {}, title), ...more);
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

/** A labelled tick. */
export function tick(label: string, isOn: boolean, onToggle: () => void): View {
  return h(
    'label',
    { class: 'choice' },
    h('input', { type: 'checkbox', checked: isOn, on: { change: onToggle } }),
    label,
  );
}

/** What is wrong with what was written; nothing when nothing is. */
export function problemView(problem: string): Child {
  return problem !== '' && h('p', { class: 'problem', role: 'alert' }, problem);
}

/** The buttons of a form in a sheet: to leave it, and to submit it. */
export function sheetActions(cancel: string, submit: string, onCancel: () => void): View {
  return h(
    'div',
    { class: 'actions' },
    h('button', { type: 'button', class: 'quiet', on: { click: onCancel } }, cancel),
    h('button', { type: 'submit', class: 'primary' }, submit),
  );
}

/** A button with words on it, told from its siblings by them. */
export function button(label: string, look: string, onPress: () => void): View {
  return h('button', { key: label, type: 'button', class: look, on: { click: onPress } }, label);
}
