/** An old copy of a profile that comes alive. */
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, must } from './world.ts';

/** What the journal of a host holds. */
export async function journalOf(person: Person): Promise<readonly Uint8Array[]> {
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
export async function comeBackFrom(person: Person, backup: readonly Uint8Array[], account: string): Promise<void> {
  const host = createMemoryHost({ signaling: ['ws://localhost:1/signal'] });
  must(await host.call('journal.append', { account, entries: [...backup] }));
  Object.assign(person, { host, disk: new MemoryDisk() });
}
