/** A shared list over `webxdc-yjs-provider`, which sends what changed every two seconds and when the page goes out of sight. */
import { WebxdcSyncProvider } from 'webxdc-yjs-provider';
import * as Yjs from 'yjs';
import { add, addButton } from '../page.ts';

const list = add('ul');
const input = add('input') as HTMLInputElement;
input.setAttribute('aria-label', 'Item');

const document = new Yjs.Doc();
const items = document.getArray<string>('items');
items.observe(() => {
  list.replaceChildren();
  for (const item of items.toArray()) add('li', item, list);
});

addButton('Add', () => {
  items.push([input.value]);
  input.value = '';
});
addButton('Remove first', () => items.delete(0, 1));

await new WebxdcSyncProvider(document).initialStateRestored;
add('p', 'ready');
