/** The least a page can do to show another chat: the rows read with one request, the same elements put there as text. The baseline of switching. */
import { painted } from './painted.ts';

let told: Promise<number> | null = null;
let database: IDBDatabase | null = null;

/** Lays an empty place over the open chat and a button beside it; once that is clicked, the rows of the chat are read and what the pane shows now is shown there. */
export async function bareChat(space: string): Promise<void> {
  database ??= await openDatabase();
  const pane = document.querySelector('[data-pane="content"]');
  if (pane === null) throw new Error('no chat is open');
  const { innerHTML } = pane;
  const { left, top, width, height } = pane.getBoundingClientRect();
  const place = document.createElement('div');
  place.dataset['bare'] = '';
  const edges = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
  Object.assign(place.style, { position: 'fixed', zIndex: '50', overflow: 'hidden', background: 'Canvas', ...edges });
  const button = document.createElement('button');
  button.dataset['bare'] = 'button';
  button.textContent = 'Show';
  Object.assign(button.style, { position: 'fixed', zIndex: '50', left: '0', top: '0', width: '60px', height: '60px' });
  document.body.append(place, button);
  told = new Promise((resolve, reject) => {
    const show = async (clicked: number) => {
      await rowsOf(space);
      place.innerHTML = innerHTML;
      const log = place.querySelector('[role="feed"]');
      if (log !== null) log.scrollTop = log.scrollHeight;
      resolve((await painted()) - clicked);
    };
    button.addEventListener('click', ({ timeStamp }) => void show(timeStamp).catch(reject), { once: true });
  });
}

/** ms from the click to the painted frame; takes place and button away. */
export async function bareChatShown(): Promise<number> {
  if (told === null) throw new Error('nothing was laid over the chat');
  const ms = await told;
  told = null;
  for (const element of document.querySelectorAll('[data-bare]')) element.remove();
  return ms;
}

async function openDatabase(): Promise<IDBDatabase> {
  const names = (await indexedDB.databases()).flatMap(({ name }) =>
    name?.startsWith('banyan-') === true ? [name] : [],
  );
  for (const name of names) {
    const opened = await answerOf(indexedDB.open(name));
    if (opened.objectStoreNames.contains('messages')) return opened;
    opened.close();
  }
  throw new Error('no database has messages');
}

/** Every row of the chat, by its key. */
async function rowsOf(space: string): Promise<void> {
  if (database === null) throw new Error('no database is open');
  const rows = database.transaction('messages').objectStore('messages');
  await answerOf(rows.getAll(IDBKeyRange.bound([space], [space, []])));
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
  });
}
