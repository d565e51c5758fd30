/** An old copy of a profile that comes alive: never a silent merge. */
import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, must, two } from './support/world.ts';

/** What the journal of a host holds. */
async function journalOf(person: Person): Promise<readonly Uint8Array[]> {
  const account = await person.account();
  const entries: Uint8Array[] = [];
  for (let from: number | null = 0; from !== null;) {
    const read: { entries: readonly Uint8Array[]; next: number | null } = must(
      await person.host.call('journal.read', { account, from, limit: 1000 }),
    );
    entries.push(...read.entries);
    from = read.next;
  }
  return entries;
}

/** Takes the journal of a person back to what it was, as an old copy of the profile has it, and drops the database. */
async function comeBackFrom(person: Person, backup: readonly Uint8Array[], account: string): Promise<void> {
  const host = createMemoryHost({ signaling: ['ws://localhost:1/signal'] });
  must(await host.call('journal.append', { account, entries: [...backup] }));
  Object.assign(person, { host, disk: new MemoryDisk() });
}

describe('an old copy of a profile that comes alive', () => {
  it('EVT-10 REP-20 is no silent merge: both sides hold the proof, and the copy says nothing more in that chat', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'before the backup');
    await world.pass(2000);
    const account = await alice.account();
    const backup = await journalOf(alice);
    await alice.say('Bob', 'after the backup');
    await world.pass(2000);
    await bob.close();
    await alice.close();
    await comeBackFrom(alice, backup, account);
    await alice.open();
    // Nobody is there to tell this copy that it is old: it goes on where its chain ended.
    await alice.say('Bob', 'said by the copy');
    await bob.open();
    await world.pass(15_000);
    const seenByBob = await bob.read(bob.workspace.equivocations(await alice.account()));
    const seenByAlice = await alice.read(alice.workspace.equivocations(await alice.account()));
    expect(seenByBob).toHaveLength(1);
    expect(seenByAlice).toHaveLength(1);
    expect(await bob.texts('Alice')).toEqual(['before the backup', 'after the backup']);
    const more = await alice.workspace.sendText(await alice.spaceWith('Bob'), 'and on');
    expect(more.ok).toBe(false);
    await world.pass(12_000);
    expect(await bob.texts('Alice')).toEqual(['before the backup', 'after the backup']);
    // Others go on as ever.
    await bob.say('Alice', 'which of you is it?');
    await world.pass(2000);
    expect(await alice.texts('Bob')).toContain('which of you is it?');
  });
});
