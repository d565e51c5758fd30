/** A database that an older copy of itself took the place of, as after a restored disk image: the journal knows more. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Person, two } from './support/world.ts';

/** A disk with all that this one holds now of an account, and nothing of what comes. */
function copyOf(disk: MemoryDisk, account: AccountId): MemoryDisk {
  const copy = new MemoryDisk();
  const [from, to] = [disk.tables(account), copy.tables(account)];
  for (const [id, event] of from.events) to.events.set(id, structuredClone(event));
  for (const [id, space] of from.spaces) to.spaces.set(id, structuredClone(space));
  for (const name of Object.keys(from.records) as (keyof typeof from.records)[]) {
    const table: Map<unknown, unknown> = to.records[name];
    for (const [key, record] of structuredClone(from.records[name])) table.set(key, record);
  }
  return copy;
}

/** Closes a person, puts the older database in place, opens them again. */
async function goBack(person: Person, disk: MemoryDisk): Promise<void> {
  await person.close();
  Object.assign(person, { disk });
  await person.open();
}

describe('a database that went back', () => {
  it('JNL-6 gets from the journal what it lacks, says so, and its chain goes on where it ended', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'in both');
    // Long enough for the two to note that they agree.
    await world.pass(130_000);
    const old = copyOf(alice.disk, await alice.account());
    await alice.say('Bob', 'only in the journal');
    await bob.say('Alice', 'heard, and only in the journal');
    await alice.say('Bob', 'the last of it');
    await world.pass(3000);
    const words = await alice.texts('Bob');
    expect(words).toHaveLength(4);
    await bob.close();
    await goBack(alice, old);
    await world.pass(3000);
    expect(alice.startup).toMatchObject({ status: 'ready', notice: { kind: 'restored', events: 3 } });
    expect(await alice.texts('Bob')).toEqual(words);
    await alice.say('Bob', 'and on');
    await bob.open();
    await world.pass(15_000);
    expect(await bob.texts('Alice')).toEqual([...words, 'and on']);
    // Nobody saw two events for one place of a chain.
    expect(await bob.read(bob.workspace.equivocations(await alice.account()))).toEqual([]);
    expect(await alice.read(alice.workspace.equivocations(await alice.account()))).toEqual([]);
  });

  it('JNL-6 says nothing of it at the next start, when both agree again', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', 'in both');
    await world.pass(130_000);
    const old = copyOf(alice.disk, await alice.account());
    await alice.say('Bob', 'only in the journal');
    await world.pass(3000);
    await goBack(alice, old);
    await world.pass(130_000);
    expect(alice.startup).toMatchObject({ notice: { kind: 'restored' } });
    await alice.close();
    await alice.open();
    await world.pass(3000);
    expect(alice.startup).toMatchObject({ status: 'ready', notice: null });
    expect(await alice.texts('Bob')).toEqual(['in both', 'only in the journal']);
  });
});
