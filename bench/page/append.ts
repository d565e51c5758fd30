/** `store.append`: one event made here, durable, against one bare strict put in the same page, in turns. */
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { SpaceId } from '@shared/ids.ts';
import { must, openProfile } from './profile.ts';

const ROW_TEXT = 'An ordinary message of an ordinary length, as people write them all day. ';

/** A bare database of rows. */
export function openBare(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('bench-bare', 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('rows', { keyPath: 'id' }));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });
}

/** One row of some 300 bytes, put strictly. */
export function putBare(database: IDBDatabase, id: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
    transaction.objectStore('rows').put({ id, at: Date.now(), text: ROW_TEXT, payload: new Uint8Array(300) });
    transaction.commit();
  });
}

/** The measured code is what `sendText` does below the screens: sign, admit, project, database and journal. */
export async function append(space: string, count: number) {
  const { replicator } = await openProfile();
  const database = await openBare();
  const measured: number[] = [];
  const baseline: number[] = [];
  const place = Date.now();
  for (let index = -WARM_UP; index < count; index += 1) {
    const start = performance.now();
    // The space comes from this page's own `befriend` or `seed`.
    must(await replicator.author(space as SpaceId, MESSAGE_KIND, { text: ROW_TEXT + index }));
    const between = performance.now();
    await putBare(database, place + index);
    const end = performance.now();
    if (index < 0) continue;
    measured.push(between - start);
    baseline.push(end - between);
  }
  database.close();
  return { measured, baseline };
}

const WARM_UP = 20;
