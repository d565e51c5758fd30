/** The bare parts of taking events: signatures checked and nothing else, rows put and nothing else. */
import { unpackRows } from '@adapters/dexie/eventPack.ts';
import type { EventPack } from '@adapters/dexie/schema.ts';
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import type { DocumentStore, KeptEvent } from '@ports/documentStore.ts';
import { fromBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { must } from './profile.ts';

const BATCH = 1000;

/** Whose database it is. */
interface Taker {
  readonly store: DocumentStore;
  readonly identity: { readonly account: AccountId };
}

/** ms for the bare check of all signatures kept, and for putting the rows they made again; bytes of payloads. */
export async function bareCosts({ store, identity }: Taker, { certificates }: ContactCard) {
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
  return { verify, put: await putAgain(identity.account), payloadBytes };
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

/**
 * The tables into which taking an event puts rows; what else is written are a few rows for each space. Events that the product put into packs
 * are the rows here that they would have been.
 */
const TABLES = ['events', 'messages', 'feedPosts', 'feedUses'] as const;

/** A row, as far as it says when it belongs to which others. */
interface Row {
  readonly space: string;
  readonly at?: number;
  readonly sortAt?: number;
}

interface Table {
  readonly name: string;
  readonly options: IDBObjectStoreParameters;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  readonly rows: readonly Row[];
}

/**
 * ms for putting once more what taking events put into the product's database of an account: the very rows, into tables with the same keys and
 * indexes, relaxed as those of others are, those of a thousand events at a time in the order in which they were said.
 */
export async function putAgain(account: AccountId): Promise<number> {
  const tables = await tablesOf(`banyan-${account}`);
  const database = await openBare(tables);
  const batches = Math.max(1, Math.ceil((tables[0]?.rows.length ?? 0) / BATCH));
  const start = performance.now();
  for (let batch = 0; batch < batches; batch += 1)
    await putPart(database, tables, [batch / batches, (batch + 1) / batches]);
  const ms = performance.now() - start;
  database.close();
  return ms;
}

function putPart(
  database: IDBDatabase,
  tables: readonly Table[],
  [from, to]: readonly [number, number],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const names = tables.map(({ name }) => name);
    const transaction = database.transaction(names, 'readwrite', { durability: 'relaxed' });
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
    for (const { name, rows } of tables) {
      const store = transaction.objectStore(name);
      const part = rows.slice(Math.round(from * rows.length), Math.round(to * rows.length));
      for (const row of part) store.put(row);
    }
    transaction.commit();
  });
}

async function tablesOf(name: string): Promise<readonly Table[]> {
  const database = await answer(indexedDB.open(name));
  const packs = (await answer(database.transaction('packs').objectStore('packs').getAll())) as EventPack[];
  const packed = (await Promise.all(packs.map(unpackRows))).flatMap((rows) => rows ?? []);
  const transaction = database.transaction(TABLES);
  const tables = await Promise.all(
    TABLES.map(async (table): Promise<Table> => {
      const store = transaction.objectStore(table);
      const indexes = [...store.indexNames].map((index) => ({ name: index, keyPath: store.index(index).keyPath }));
      // What the product put: each has a space, and when it was said.
      const rows = (await answer(store.getAll())) as Row[];
      for (const row of table === 'events' ? packed : []) rows.push(row);
      rows.sort(
        (one, other) => (one.space < other.space ? -1 : Number(one.space > other.space)) || timeOf(one) - timeOf(other),
      );
      return { name: table, options: { keyPath: store.keyPath }, indexes, rows };
    }),
  );
  database.close();
  return tables.filter(({ rows }) => rows.length > 0);
}

const timeOf = ({ sortAt, at }: Row) => sortAt ?? at ?? 0;

function openBare(tables: readonly Table[]): Promise<IDBDatabase> {
  const request = indexedDB.open(`bench-bare-${Math.random()}`, 1);
  request.addEventListener('upgradeneeded', () => {
    for (const { name, options, indexes } of tables) {
      const store = request.result.createObjectStore(name, options);
      for (const index of indexes) store.createIndex(index.name, index.keyPath);
    }
  });
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('it could not be read')));
  });
}
