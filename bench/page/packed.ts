/** `store.packed`: sealed events read from packs and, the same ones, from a row each; and what both take. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { directSpace } from '@domain/space/space.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { Packed } from '../support/pageContract.ts';
import { must } from './profile.ts';
import { openSide, talkOf } from './sides.ts';

/** As many as a piece of history has at most. */
const PIECE = 500;

/** Keeps the same talk in two databases, packs one, and reads both in turns. */
export async function packed(count: number, rounds: number): Promise<Packed> {
  const databaseName = `bench-packed-${Math.random()}`;
  const speaker = await openSide(new DexieDocumentStore({ databaseName }));
  const { account } = speaker.identity;
  const loose = new DexieDocumentStore({ databaseName: `${databaseName}-rows` });
  must(await loose.open(account));
  const space = directSpace(account, account);
  let payloadBytes = 0;
  for await (const batch of talkOf(speaker, space, count)) {
    for (const store of [speaker.store, loose]) must(await store.admit(batch, 'relaxed'));
    payloadBytes += batch.reduce((sum, { payload }) => sum + payload.length, 0);
  }
  const longestHold = watchHolds();
  while (must(await speaker.store.packSealed())) await new Promise((resolve) => setTimeout(resolve, 0));
  const longest = longestHold();
  const measured: number[] = [];
  const baseline: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const [packs, rows] = [await readAll(speaker.store, space, count), await readAll(loose, space, count)];
    if (round < 0) continue;
    measured.push(packs);
    baseline.push(rows);
  }
  const kept = await packBytes(databaseName);
  speaker.store.close();
  loose.close();
  return { measured, baseline, longest, payloadBytes, ...kept };
}

/** ms for reading everything a piece at a time. */
async function readAll(store: DocumentStore, space: SpaceId, count: number): Promise<number> {
  const start = performance.now();
  let read = 0;
  for (const { bucket, device, firstSeq, count: held } of must(await store.bucketHeads(space))) {
    for (let from = firstSeq; from < firstSeq + held; from += PIECE)
      read += must(await store.payloads({ space, bucket, device, from, limit: PIECE })).length;
  }
  const ms = performance.now() - start;
  if (read !== count) throw new Error('not all was read');
  return ms;
}

/** Posts to itself without end; the longest time between two of its own is how long somebody else had the thread, ms. */
function watchHolds(): () => number {
  const { port1, port2 } = new MessageChannel();
  let [longest, last] = [0, performance.now()];
  port1.addEventListener('message', () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(0);
  });
  port1.start();
  port2.postMessage(0);
  return () => {
    port1.close();
    return longest;
  };
}

/** What lies in packs, seen past the store. */
async function packBytes(name: string): Promise<{ readonly packBytes: number; readonly packedEvents: number }> {
  const database = await answer(indexedDB.open(name));
  const rows = await answer(database.transaction('packs').objectStore('packs').getAll());
  database.close();
  // Rows of a table of ours.
  const packs = rows as readonly { readonly ids: Uint8Array; readonly body: Uint8Array }[];
  return {
    packBytes: packs.reduce((sum, { ids, body }) => sum + ids.length + body.length, 0),
    packedEvents: packs.reduce((sum, { ids }) => sum + ids.length / 32, 0),
  };
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not read')));
  });
}
