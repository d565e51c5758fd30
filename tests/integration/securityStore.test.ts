/** Faults of this machine that cost more than they should. As in security.test.ts, `fails` marks a hole that is open. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, World, setup } from './support/world.ts';

/** What a backup of the browser's files would hold. */
function copyOf(disk: MemoryDisk, account: Parameters<MemoryDisk['tables']>[0]): MemoryDisk {
  const copy = new MemoryDisk();
  const tables = copy.tables(account);
  for (const [name, value] of Object.entries(disk.tables(account))) {
    if (name !== 'listeners') Reflect.set(tables, name, structuredClone(value));
  }
  return copy;
}

describe('the identity', () => {
  it.fails('IDN-3 GAP is not replaced by a second first start while its database cannot be opened', async () => {
    const world = new World();
    const alice = await world.person('Alice');
    const account = await alice.account();
    await alice.close();
    alice.disk.openFault = 'store-newer';
    await alice.open();
    expect(alice.startup.status).toBe('failed');
    // As a window says that still shows the first start.
    await alice.application?.createProfile({ name: 'Alice', avatar: { kind: 'generated' } });
    await alice.close();
    alice.disk.openFault = null;
    await alice.open();
    expect(await alice.account()).toBe(account);
  });
});

describe('an old copy of the database', () => {
  const story = async (journalRead: 'storage-failed' | null) => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    const account = await alice.account();
    await alice.say('Bob', 'first');
    await world.pass(1000);
    await alice.close();
    const old = copyOf(alice.disk, account);
    await alice.open();
    await world.pass(20_000);
    await alice.say('Bob', 'second');
    await world.pass(5000);
    await bob.close();
    await alice.close();
    alice.disk = old;
    alice.host.setFailure('journal.read', journalRead);
    await alice.open();
    await world.pass(1000);
    await alice.say('Bob', 'third');
    alice.host.setFailure('journal.read', null);
    await bob.open();
    await world.pass(60_000);
    return bob.texts('Alice');
  };

  it('JNL-6 costs nothing while the journal can be read', async () => {
    expect(await story(null)).toEqual(['first', 'second', 'third']);
  });

  it.fails('JNL-6 GAP does not fork the own chain when the journal cannot be read at the start', async () => {
    expect(await story('storage-failed')).toEqual(['first', 'second', 'third']);
  });
});
