/** Faults of this machine that may cost nothing. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, World, must, setup, two } from './support/world.ts';

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
  it('IDN-3 is not replaced by a second first start while its database cannot be opened', async () => {
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
    const saying = alice.say('Bob', 'third');
    await world.pass(1000);
    expect(alice.workspace.connection.get().readOnly).toBe(journalRead);
    alice.host.setFailure('journal.read', null);
    await world.pass(10_000);
    await saying;
    expect(alice.workspace.connection.get().readOnly).toBeNull();
    await bob.open();
    await world.pass(60_000);
    return bob.texts('Alice');
  };

  it('JNL-6 costs nothing while the journal can be read', async () => {
    expect(await story(null)).toEqual(['first', 'second', 'third']);
  });

  it('JNL-6 does not fork the own chain when the journal cannot be read at the start', async () => {
    expect(await story('storage-failed')).toEqual(['first', 'second', 'third']);
  });

  it('REP-10 compares again and again until the journal can be read, and lets own words wait for it', async () => {
    const { world, alice, bob } = await restartedWithUnreadJournal();
    let isSaid = false;
    const saying = alice.say('Bob', 'second').then(() => (isSaid = true));
    await world.pass(60_000);
    expect(isSaid).toBe(false);
    expect((await alice.messages('Bob')).map(({ state }) => state)).toEqual(['delivered', 'queued']);
    expect(alice.workspace.connection.get().readOnly).toBe('storage-failed');
    // What others say is taken all the while.
    await bob.say('Alice', 'from Bob');
    await world.pass(1000);
    expect(await alice.texts('Bob')).toContain('from Bob');
    alice.host.setFailure('journal.read', null);
    await world.pass(6000);
    await saying;
    expect(alice.workspace.connection.get().readOnly).toBeNull();
    await world.pass(1000);
    expect((await bob.texts('Alice')).toSorted()).toEqual(['first', 'from Bob', 'second']);
  });

  it('CON-3 where the lock of another profile of the same person is closed, that is said and not the disk', async () => {
    const { world, alice, bob } = await restartedWithUnreadJournal('vault-locked');
    const saying = alice.say('Bob', 'second');
    await world.pass(6000);
    expect(alice.workspace.connection.get().readOnly).toBe('vault-locked');
    // It is opened there.
    alice.host.setFailure('journal.read', null);
    await world.pass(6000);
    await saying;
    expect(alice.workspace.connection.get().readOnly).toBeNull();
    await world.pass(1000);
    expect(await bob.texts('Alice')).toEqual(['first', 'second']);
  });

  it('REP-10 an app that is closed before it could compare makes nothing any more', async () => {
    const { world, alice, account } = await restartedWithUnreadJournal();
    const entries = async () => must(await alice.host.call('journal.describe', { account })).count;
    const space = await alice.spaceWith('Bob');
    const saying = alice.workspace.sendText(space, 'too late');
    await world.pass(1000);
    const before = await entries();
    await alice.close();
    alice.host.setFailure('journal.read', null);
    await world.pass(10_000);
    expect(await saying).toMatchObject({ ok: false });
    expect(await entries()).toBe(before);
  });
});

/** Two contacts who said one thing; then one starts with a mark that does not fit, and a journal that cannot be read. */
async function restartedWithUnreadJournal(failure: 'storage-failed' | 'vault-locked' = 'storage-failed') {
  const { world, alice, bob } = await two();
  const account = await alice.account();
  await alice.say('Bob', 'first');
  await world.pass(1000);
  await alice.close();
  alice.host.setFailure('journal.read', failure);
  await alice.open();
  await world.pass(20_000);
  return { world, alice, bob, account };
}
