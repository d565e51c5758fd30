/** The bare parts of taking events: signatures checked and nothing else, rows put and nothing else. */
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import type { DocumentStore, KeptEvent } from '@ports/documentStore.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { must } from './profile.ts';

const BATCH = 1000;

/** ms for the bare check of all signatures kept, and for putting the rows they make with the product's indexes; bytes of payloads. */
export async function bareCosts(store: DocumentStore, { certificates }: ContactCard) {
  const events = await kept(store);
  const [device] = certificates.map((certificate) => certificate.device);
  const raw = must(fromBase64url(device ?? ''));
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(raw), { name: 'Ed25519' }, false, ['verify']);
  const start = performance.now();
  for (let from = 0; from < events.length; from += BATCH) {
    await Promise.all(
      events.slice(from, from + BATCH).map((event) => {
        const { signature, signed } = signatureOf(event);
        return crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(signed));
      }),
    );
  }
  const verify = performance.now() - start;
  const payloadBytes = events.reduce((sum, { payload }) => sum + payload.length, 0);
  return { verify, put: await putRows(events), payloadBytes };
}

async function kept(store: DocumentStore): Promise<readonly SignedEvent[]> {
  const events: SignedEvent[] = [];
  let after: KeptEvent | null = null;
  for (;;) {
    const page: readonly KeptEvent[] = must(await store.scan(after, BATCH));
    const last = page.at(-1);
    if (last === undefined) return events.toSorted((one, other) => one.content.seq - other.content.seq);
    for (const { payload } of page) events.push(must(decodeEvent(payload)));
    after = last;
  }
}

function openBare(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`bench-bare-${Math.random()}`, 1);
    request.addEventListener('upgradeneeded', () => {
      const events = request.result.createObjectStore('events', { keyPath: 'id' });
      events.createIndex('place', ['space', 'bucket', 'device', 'seq']);
      const messages = request.result.createObjectStore('messages', { keyPath: ['space', 'at', 'id'] });
      messages.createIndex('incoming', ['space', 'incomingAt']);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });
}

/** ms for putting the rows these events make, with the product's indexes, in a thousand at a time. */
export async function putRows(events: readonly SignedEvent[]): Promise<number> {
  const database = await openBare();
  const start = performance.now();
  for (let from = 0; from < events.length; from += BATCH) {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(['events', 'messages'], 'readwrite', { durability: 'relaxed' });
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
      for (const { id, content, payload } of events.slice(from, from + BATCH)) {
        const { space, device, seq, at, body } = content;
        const row = { id, space, device, seq, author: device };
        transaction.objectStore('events').put({ ...row, bucket: bucketOf(at), sortAt: at, payload });
        const message = { ...row, at, own: false, incomingAt: at, body: { kind: 'text', ...(body as object) } };
        transaction.objectStore('messages').put(message);
      }
      transaction.commit();
    });
  }
  const ms = performance.now() - start;
  database.close();
  return ms;
}
