import { decodeUtf8 } from 'lib0/string';
import { readUpdate } from '@domain/mini/updateText.ts';
import { element } from './element.ts';
import type { Room, Said } from './room.ts';

const SHOWN = 200;
const COLUMNS = ['who', 'serial', 'payload', 'info', 'summary', 'document', 'notify', 'href', 'bytes'] as const;
type Column = (typeof COLUMNS)[number];

/** Every update, newest first, and which serial it has where. Answers nothing to dispose: it lives as long as its room. */
export function followLog(room: Room, place: HTMLElement): () => void {
  const body = element('tbody');
  const head = element('tr', {}, ...COLUMNS.map((name) => element('th', {}, name)));
  place.replaceChildren(
    element('h2', {}, 'Updates'),
    element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, head), body)),
  );
  const show = () => body.replaceChildren(...room.said.get().slice(-SHOWN).toReversed().map(rowOf));
  show();
  return room.said.subscribe(show);
}

function rowOf(said: Said): HTMLTableRowElement {
  const cells = cellsOf(said);
  return element('tr', {}, ...COLUMNS.map((name) => element('td', { 'data-column': name }, cells[name] ?? '')));
}

function cellsOf({ name, serials, stream, bytes }: Said): Partial<Record<Column, string>> {
  const where = Object.entries(serials).map(([person, serial]) => `${person} ${serial}`);
  const shared = { who: name, serial: where.join(', '), bytes: String(bytes.length) };
  if (stream.document !== null) return { ...shared, payload: `(Yjs document “${stream.document}”, ${stream.scope})` };
  const update = readUpdate(bytes);
  if (update === null) return { ...shared, payload: decodeUtf8(bytes.subarray(0, 200)) };
  const { payload, notify, ...rest } = update;
  return { ...shared, ...rest, payload, ...(notify === undefined ? {} : { notify: JSON.stringify(notify) }) };
}
