import { type Change, type Item, type List, nextCount, readChange, withChange } from './items.ts';

const { webxdc } = window;
const form = document.querySelector<HTMLFormElement>('#add');
const input = document.querySelector<HTMLInputElement>('#text');
const place = document.querySelector('#items');
let list: List = new Map();

/** Sends what changed and nothing else: it comes back to the listener as it comes to everyone. */
function say(id: string, item: Item, info?: string): void {
  const change: Change = { id, item, count: nextCount(list), by: webxdc.selfAddr };
  const open = [...withChange(list, change).values()].filter((other) => !other.item.isDone).length;
  const payload = { ...change, item: { ...item } };
  webxdc.sendUpdate({ payload, summary: `${open} to bring`, ...(info === undefined ? {} : { info }) });
}

function rowOf({ id, item }: Change): HTMLLIElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = item.isDone;
  box.addEventListener('change', () => say(id, { ...item, isDone: box.checked }));
  const label = document.createElement('label');
  label.append(box, ` ${item.text}`);
  const row = document.createElement('li');
  row.append(label);
  return row;
}

function show(): void {
  const changes = [...list.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
  place?.replaceChildren(...changes.map(rowOf));
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (input === null || input.value.trim() === '') return;
  const text = input.value.trim();
  say(crypto.randomUUID(), { text, isDone: false }, `${webxdc.selfName} added ${text}`);
  input.value = '';
});

await webxdc.setUpdateListener(({ payload, serial, max_serial }) => {
  const change = readChange(payload);
  if (change !== null) list = withChange(list, change);
  // At the beginning many come at once: they are drawn when the last one is there.
  if (serial === max_serial) show();
}, 0);
