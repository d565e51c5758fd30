/** Databases as earlier versions wrote them, frozen as JSON, and made again in any IndexedDB. */
import * as v from 'valibot';

const keyPath = v.union([v.string(), v.array(v.string())]);
const frozenSchema = v.strictObject({
  version: v.number(),
  account: v.string(),
  stores: v.record(
    v.string(),
    v.strictObject({
      keyPath,
      indexes: v.array(v.strictObject({ name: v.string(), keyPath, unique: v.boolean(), multiEntry: v.boolean() })),
      rows: v.array(v.unknown()),
    }),
  ),
});

/** A frozen database. */
export type FrozenDatabase = v.InferOutput<typeof frozenSchema>;

/** Reads a fixture; `{"$bytes": base64}` stands for bytes, `{"$bigint": digits}` for a large number. */
export function readFrozen(text: string): FrozenDatabase {
  return v.parse(frozenSchema, thaw(JSON.parse(text)));
}

/** Makes the database again as it was, and lets go of it. */
export async function makeFrozen(indexedDB: IDBFactory, frozen: FrozenDatabase): Promise<string> {
  const name = `banyan-${frozen.account}`;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, frozen.version);
    request.addEventListener('upgradeneeded', () => {
      for (const [store, shape] of Object.entries(frozen.stores)) {
        const made = request.result.createObjectStore(store, { keyPath: shape.keyPath });
        for (const { name: index, keyPath: path, unique, multiEntry } of shape.indexes)
          made.createIndex(index, path, { unique, multiEntry });
        for (const row of shape.rows) made.put(row);
      }
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not made')));
  });
  database.close();
  return name;
}

function thaw(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(thaw);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value && typeof value.$bytes === 'string')
    return Uint8Array.from(atob(value.$bytes), (letter) => letter.charCodeAt(0));
  if ('$bigint' in value && typeof value.$bigint === 'string') return BigInt(value.$bigint);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, thaw(part)]));
}
