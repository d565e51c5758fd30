import { type Child, type View, h } from './view.ts';

/** A question or a form over the page. */
export interface Sheet {
  readonly key: string;
  readonly title: string;
  readonly onClose: () => void;
}

const openers = new WeakMap<HTMLElement, Element>();
let sheets = 0;

/** Draws a sheet; it is open as long as it is drawn, and gives the focus back to where it was. */
export function sheet({ key, title, onClose }: Sheet, ...children: readonly Child[]): View {
  const id = `sheet-${key}`;
  return h(
    'dialog',
    {
      key: id,
      class: 'sheet',
      'aria-labelledby': id,
      mounted: (element) => {
        if (!(element instanceof HTMLDialogElement)) return;
        if (document.activeElement !== null) openers.set(element, document.activeElement);
        sheets += 1;
        element.showModal();
      },
      leaving: (element) => {
        sheets -= 1;
        const opener = openers.get(element);
        queueMicrotask(() => {
          if (opener instanceof HTMLElement && opener.isConnected && sheets === 0) opener.focus();
        });
      },
      on: {
        cancel: (event) => {
          event.preventDefault();
          onClose();
        },
        // A press on the dimmed page beside it.
        click: (event) => {
          if (event.target === event.currentTarget) onClose();
        },
      },
    },
    h('div', { class: 'sheet-body' }, h('h2', { id }, title), ...children),
  );
}

/** Words of {@link question}. */
export interface Question extends Sheet {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
}

/** Asks before something that cannot be taken back. */
export function question({ text, yes, no, onYes, ...rest }: Question): View {
  return sheet(
    rest,
    h('p', {}, text),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', on: { click: rest.onClose } }, no),
      h('button', { type: 'button', class: 'danger', on: { click: onYes } }, yes),
    ),
  );
}
