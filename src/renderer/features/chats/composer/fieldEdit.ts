import { type Format, type TextEdit, toggleFormat } from '@domain/markup/format.ts';

/** Changes what is in a field as typing would, so that the platform's undo knows of it. The field then has the focus. */
export function editField(input: HTMLTextAreaElement, edit: TextEdit): void {
  input.focus();
  input.setSelectionRange(edit.from, edit.to);
  // Old, and the only way by which what is put in can be undone by the keys for it.
  const isDone =
    'execCommand' in document &&
    (edit.insert === '' && edit.from === edit.to ? true : document.execCommand('insertText', false, edit.insert));
  if (!isDone) typeInto(input, edit);
  input.setSelectionRange(edit.start, edit.end);
}

/** The same where nothing can be undone. React hears of a value only where it was not set through the field it watches: by the class's own setter. */
function typeInto(input: HTMLTextAreaElement, { from, to, insert }: TextEdit): void {
  const { value } = input;
  Reflect.set(HTMLTextAreaElement.prototype, 'value', value.slice(0, from) + insert + value.slice(to), input);
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: insert }));
}

/** Puts text where the caret is, in place of what is selected. */
export function insertAtCaret(input: HTMLTextAreaElement, text: string): void {
  const { selectionStart: from, selectionEnd: to } = input;
  const caret = from + text.length;
  editField(input, { from, to, insert: text, start: caret, end: caret });
}

/** Gives the selected words a format, or takes it away. */
export function formatField(input: HTMLTextAreaElement, format: Format): void {
  const { value, selectionStart: start, selectionEnd: end } = input;
  editField(input, toggleFormat(value, { start, end }, format));
}
