import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { DexieSearchShelf } from '@adapters/dexie/searchShelf.ts';
import { IndexReader } from '@services/search/indexReader.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import { carefully } from '@services/search/carefully.ts';
import { searchableOf } from '@domain/search/searchable.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import { NOW, SearchScene, Speaker } from '../../../../support/web/searchScene.ts';
import { alice, bob, chat, otherChat } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const NAME = `banyan-search-${alice}`;

/** What may be asked of a shelf before its process is killed; the one after that never comes back. */
class Killed extends Error {}

/** The same shelf, until so many things were asked of it. */
function killedAfter(shelf: SearchShelf, most: number): { readonly shelf: SearchShelf; readonly asked: () => number } {
  let asked = 0;
  const dying = new Proxy(shelf, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...values: readonly unknown[]): unknown => {
        asked += 1;
        if (asked > most) throw new Killed('killed');
        return Reflect.apply(found, target, [...values]);
      };
    },
  });
  return { shelf: dying, asked: () => asked };
}

/** Seven small parts, and then much at once: another part, a merge, and something to forget. */
async function scenery() {
  const scene = await SearchScene.open();
  const other = new Speaker(alice, otherChat);
  for (let round = 0; round < 7; round += 1) {
    await scene.take(scene.bob.say(`pear ${round}`));
    value(await scene.index());
  }
  const secret = scene.bob.say('pear swordfish');
  await scene.take(secret, scene.bob.say('pear last'), ...[1, 2, 3].map((round) => other.say(`plum ${round}`)));
  value(await scene.store.hideMessage(chat, secret.id));
  value(await scene.shelf.noteForgetting([chat]));
  return scene;
}

/** How many things stand in the index under a word, whatever their rows say. */
async function having(scene: SearchScene, term: string): Promise<number> {
  const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
  const found = await new IndexReader(scene.shelf).find([{ term, isOpen: false, clause: 0 }], filter, {
    limit: 99,
    lookUp: 'words',
  });
  return value(found).get('message')?.total ?? 0;
}

describe('an index whose making is killed', () => {
  it('SRC-12 at whatever step, is whole after the next pass: everything once, nothing that was forgotten', async () => {
    for (let most = 0; ; most += 1) {
      const scene = await scenery();
      const own = scene.makeShelf();
      value(await own.open(alice, 'writer'));
      const { shelf, asked } = killedAfter(own, most);
      const ended = await scene.index(shelf).then(
        (done) => done.ok,
        (thrown: unknown) => !(thrown instanceof Killed),
      );
      own.close();
      value(await scene.index());
      expect(await having(scene, 'pear'), `killed after ${most}`).toBe(8);
      expect(await having(scene, 'plum'), `killed after ${most}`).toBe(3);
      expect(await having(scene, 'swordfish'), `killed after ${most}`).toBe(0);
      expect(value(await scene.shelf.forgetting()), `killed after ${most}`).toEqual([]);
      if (ended) {
        expect(asked(), 'there was something to be killed in').toBeGreaterThan(15);
        return;
      }
    }
  });

  it('SRC-12 goes on, and does not begin anew', async () => {
    const scene = await SearchScene.open();
    const devices = Array.from({ length: 3 }, (_, index) => new Speaker(bob, chat, `device ${index}`));
    for (const device of devices)
      await scene.take(...Array.from({ length: 2100 }, (_, index) => device.say(`pear ${index}`, NOW + index)));
    let changes = 0;
    const shelf = Object.assign(Object.create(scene.shelf) as SearchShelf, {
      change: (change: Parameters<SearchShelf['change']>[0]) => {
        changes += 1;
        if (changes === 3) throw new Killed('killed');
        return scene.shelf.change(change);
      },
    });
    await expect(scene.index(shelf)).rejects.toBeInstanceOf(Killed);
    const half = value(await scene.shelf.parts());
    expect(half.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2000);
    value(await scene.index());
    const whole = value(await scene.shelf.parts());
    expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(6300);
    expect(whole.map(({ id }) => id)).toEqual(expect.arrayContaining(half.map(({ id }) => id)));
  });
});

describe('an index that is damaged', () => {
  it('SRC-10 is thrown away by who writes it where it cannot be opened, and who reads it leaves it alone', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'));
    value(await scene.index());
    scene.shelf.close();
    const indexedDB = unreadable(scene);
    const reading = new DexieSearchShelf({ indexedDB, IDBKeyRange });
    expect(codeOf(await reading.open(alice, 'reader'))).toBe('storage-failed');
    const writing = new DexieSearchShelf({ indexedDB, IDBKeyRange });
    expect(value(await writing.open(alice, 'writer'))).toBe('thrown-away');
    expect(value(await writing.parts())).toEqual([]);
    writing.close();
    expect(value(await scene.shelf.open(alice, 'writer'))).toBe('whole');
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['pear']);
  });

  it('SRC-13 in which not even erasing works is thrown away', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'));
    value(await scene.index());
    scene.shelf.close();
    const writing = new DexieSearchShelf({ indexedDB: unwritable(scene), IDBKeyRange });
    value(await writing.open(alice, 'writer'));
    expect(codeOf(await writing.noteMended(1))).toBe('storage-failed');
    value(await writing.erase());
    expect(value(await writing.parts())).toEqual([]);
    value(await writing.noteMended(1));
    writing.close();
    value(await scene.shelf.open(alice, 'writer'));
    value(await scene.index());
    expect(await scene.find('pear')).toEqual(['pear']);
  });

  it('SRC-13 is noticed by who searches: a page that is none', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'), scene.bob.say('plum'));
    value(await scene.index());
    await changeRows(scene, 'pages', (row) => ({ ...row, bytes: new Uint8Array([200, 1, 2, 3]) }));
    let damages = 0;
    const reader = new IndexReader(scene.shelf, { onDamage: () => (damages += 1), onFailure: () => undefined });
    const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
    value(await reader.find([{ term: 'pear', isOpen: false, clause: 0 }], filter, { limit: 9, lookUp: 'words' }));
    expect(damages).toBeGreaterThan(0);
  });

  it('SRC-13 is noticed by who searches: entries that are none', async () => {
    const scene = await SearchScene.open();
    await scene.take(scene.bob.say('pear'));
    value(await scene.index());
    await changeRows(scene, 'entries', (row) => ({ ...row, bytes: new Uint8Array([9, 9]) }));
    let damages = 0;
    const reader = new IndexReader(scene.shelf, { onDamage: () => (damages += 1), onFailure: () => undefined });
    const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
    value(await reader.find([], filter, { limit: 9, lookUp: 'words' }));
    expect(damages).toBeGreaterThan(0);
  });

  it('SRC-13 that was thrown away under who searches is said to fail', async () => {
    const scene = await SearchScene.open();
    let failures = 0;
    const shelf = scene.makeShelf();
    value(await shelf.open(alice, 'reader'));
    const reader = new IndexReader(shelf, { onDamage: () => undefined, onFailure: () => (failures += 1) });
    shelf.close();
    const filter = { kinds: new Set(['message'] as const), spaces: null, authors: null, since: 0, until: Infinity };
    expect(codeOf(await reader.find([], filter, { limit: 9, lookUp: 'words' }))).toBe('store-closed');
    expect(failures).toBe(1);
  });
});

describe('words that cannot be read', () => {
  it('SRC-13 are none, and hold up nothing', () => {
    const body = {
      get text(): string {
        throw new Error('planted');
      },
    };
    expect(carefully(() => searchableOf({ kind: MESSAGE_KIND, body }), null)).toBeNull();
    expect(carefully(() => searchableOf({ kind: MESSAGE_KIND, body: { text: 'pear' } }), null)?.text).toBe('pear');
  });
});

/** The same databases, none of which can be opened before it was deleted. */
function unreadable({ databases }: SearchScene): IDBFactory {
  let isDeleted = false;
  return new Proxy(databases, {
    get: (target, name) => {
      if (name === 'open' && !isDeleted) {
        return () => {
          throw new DOMException('planted', 'UnknownError');
        };
      }
      if (name === 'deleteDatabase') isDeleted = true;
      return boundTo(target, name);
    },
  });
}

/** The same databases, in none of which can be written before it was deleted. */
function unwritable({ databases }: SearchScene): IDBFactory {
  let isDeleted = false;
  const refuse = (database: IDBDatabase) => {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      if (mode === 'readwrite' && !isDeleted) throw new DOMException('planted', 'UnknownError');
      return begin(stores, mode, options);
    };
  };
  return new Proxy(databases, {
    get: (target, name) => {
      if (name === 'open') {
        return (...asked: Parameters<IDBFactory['open']>) => {
          const request = target.open(...asked);
          request.addEventListener('success', () => refuse(request.result));
          return request;
        };
      }
      if (name === 'deleteDatabase') isDeleted = true;
      return boundTo(target, name);
    },
  });
}

function boundTo(target: IDBFactory, name: string | symbol): unknown {
  const found: unknown = Reflect.get(target, name);
  return typeof found === 'function'
    ? (...values: readonly unknown[]): unknown => Reflect.apply(found, target, [...values])
    : found;
}

/** Changes every row of a table behind the back of who keeps it. */
function changeRows(
  { databases }: SearchScene,
  table: 'pages' | 'entries',
  to: (row: Readonly<Record<string, unknown>>) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = databases.open(NAME);
    request.addEventListener('error', () => reject(new Error('did not open')));
    request.addEventListener('success', () => {
      const database = request.result;
      const transaction = database.transaction(table, 'readwrite');
      const cursors = transaction.objectStore(table).openCursor();
      cursors.addEventListener('success', () => {
        const cursor = cursors.result;
        if (cursor === null) return;
        cursor.update(to(cursor.value as Readonly<Record<string, unknown>>));
        cursor.continue();
      });
      transaction.addEventListener('complete', () => {
        database.close();
        resolve();
      });
    });
  });
}
