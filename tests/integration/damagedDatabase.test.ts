import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { openApplication } from '@services/application/application.ts';
import { fail } from '@shared/result.ts';
import { type Person, setup } from './support/world.ts';

/** A store in whose database one event lies in a block that cannot be read. */
function damagedAt(event: string, store: DocumentStore): DocumentStore {
  const [scan, payloads] = [store.scan.bind(store), store.payloads.bind(store)];
  const unreadable = fail('storage-failed', 'a bad block');
  store.scan = async (...asked) => {
    const page = await scan(...asked);
    return page.ok && page.value.some(({ id }) => id === event) ? unreadable : page;
  };
  store.payloads = async (...asked) => {
    const read = await payloads(...asked);
    const events = read.ok ? read.value.map(decodeEvent) : [];
    return events.some((one) => one.ok && one.value.id === event) ? unreadable : read;
  };
  return store;
}

/** Alice whose database has what the journal never heard of, and in it a bad block; `lose` says that it was found. */
async function damaged() {
  const { world, people } = await setup('Alice', 'Bob');
  const [alice, bob] = people as readonly [Person, Person];
  const bad = await alice.say('Bob', 'in both');
  await world.pass(2000);
  await bob.close();
  alice.host.setFailure('journal.append', 'unreachable');
  const alone = Array.from({ length: 5 }, (_, at) => `in the database alone ${at}`);
  for (const text of alone) await alice.say('Bob', text);
  await alice.close();
  alice.host.setFailure('journal.append', null);
  let lose = (_erase: () => Promise<void>) => {};
  const parts = alice.parts();
  const old = alice.disk;
  const open = () => {
    const tab = openApplication({
      ...parts,
      createStore: (account, onLost) => {
        lose = onLost;
        const store = parts.createStore(account, onLost);
        return alice.disk === old ? damagedAt(bad, store) : store;
      },
    });
    alice.application = tab;
    return tab;
  };
  const erase = () => {
    alice.disk = new MemoryDisk();
    return Promise.resolve();
  };
  return {
    world,
    alice,
    bob,
    open,
    lose: () => lose(erase),
    texts: ['in both', ...alone],
    isErased: () => alice.disk !== old,
  };
}

describe('a damaged database that was never compared', () => {
  it('JNL-19 what can be read of it is in the journal before it is taken away, and the rebuild says that it may lack something', async () => {
    const { world, alice, bob, open, lose, texts, isErased } = await damaged();
    const tab = open();
    await world.pass(2000);
    lose();
    await world.pass(12_000);
    expect(isErased()).toBe(true);
    expect(tab.startup.get()).toMatchObject({ status: 'ready', notice: { kind: 'rebuilt-doubtful' } });
    expect(await alice.texts('Bob')).toEqual(texts);
    await alice.say('Bob', 'and on');
    await bob.open();
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual([...texts, 'and on']);
  });

  it('JNL-19 while the journal does not answer it stays, and is saved once it does', async () => {
    const { world, alice, open, lose, texts, isErased } = await damaged();
    alice.host.setFailure('journal.read', 'storage-failed');
    open();
    await world.pass(2000);
    lose();
    await world.pass(60_000);
    expect(isErased()).toBe(false);
    alice.host.setFailure('journal.read', null);
    await world.pass(12_000);
    expect(isErased()).toBe(true);
    expect(await alice.texts('Bob')).toEqual(texts);
  });

  it('JNL-19 one that cannot be asked is left as it is', async () => {
    const { world, alice, open, lose, isErased } = await damaged();
    open();
    await world.pass(2000);
    alice.stores.at(-1)?.close();
    lose();
    await world.pass(12_000);
    expect(isErased()).toBe(false);
    expect(alice.startup.status).toBe('ready');
  });
});

describe('a lost database beside a journal that does not answer', () => {
  it('JNL-5 fails the start, and is rebuilt once it can be tried again', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice] = people as readonly [Person, Person];
    await alice.say('Bob', 'kept');
    await world.pass(2000);
    await alice.close();
    alice.disk = new MemoryDisk();
    alice.host.setFailure('journal.describe', 'storage-failed');
    await alice.start();
    await world.pass(12_000);
    expect(alice.startup).toMatchObject({ status: 'failed', error: { code: 'storage-failed' } });
    alice.host.setFailure('journal.describe', null);
    alice.application?.retry();
    await world.pass(12_000);
    expect(alice.startup).toMatchObject({ status: 'ready', notice: { kind: 'rebuilt' } });
    expect(await alice.texts('Bob')).toEqual(['kept']);
  });
});
