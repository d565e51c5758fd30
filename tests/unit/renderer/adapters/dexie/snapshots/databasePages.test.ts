import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { type DatabaseShape, readDatabase, writeDatabase } from '@adapters/dexie/snapshots/databasePages.ts';

const MIB = 1024 * 1024;

interface Row {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** A database with a store whose rows are known to be large and one whose are not, with the same rows in both. */
async function databaseOf(sizes: readonly number[]) {
  const platform = { indexedDB: new IDBFactory(), IDBKeyRange };
  const stores = ['programEntries', 'values'].map((name) => ({ name, keyPath: 'id', indexes: [] }));
  const shape: DatabaseShape = { version: 1, stores };
  const rows: readonly Row[] = sizes.map((size, id) => ({ id, bytes: new Uint8Array(size) }));
  async function* pages() {
    for (const { name } of stores) yield { store: name, rows };
  }
  await writeDatabase(platform, { name: 'some', shape }, pages());
  return readDatabase(platform, 'some');
}

async function pagesIn(sizes: readonly number[]) {
  const source = await databaseOf(sizes);
  const pages: { readonly store: string; readonly ids: readonly number[] }[] = [];
  for await (const { store, rows } of source.pages()) pages.push({ store, ids: (rows as Row[]).map(({ id }) => id) });
  source.close();
  return ['programEntries', 'values'].map((name) => pages.filter(({ store }) => store === name).map(({ ids }) => ids));
}

describe('pages of a database', () => {
  it('SNP-17 end with the row that makes them 4 MiB, however many rows there are', async () => {
    const sizes = [...Array<number>(9).fill(MIB), 10, 10, 9 * MIB, 10];
    const expected = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12]];
    expect(await pagesIn(sizes)).toEqual([expected, expected]);
  });

  it('SNP-17 have 500 rows where these are small, each row once and in order', async () => {
    for (const pages of await pagesIn(Array<number>(1203).fill(3))) {
      expect(pages.map(({ length }) => length)).toEqual([500, 500, 203]);
      expect(pages.flat()).toEqual(Array.from({ length: 1203 }, (_, id) => id));
    }
    expect(await pagesIn([])).toEqual([[], []]);
  });
});
