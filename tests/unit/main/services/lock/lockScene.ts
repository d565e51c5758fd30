import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { createJournals } from '../../../../../src/main/services/journal/journals.ts';
import { Locks, type LocksOptions } from '../../../../../src/main/services/lock/locks.ts';
import { type ShelvingVault, type Vault, openVault } from '../../../../../src/main/services/vault/vault.ts';
import { fileProtection } from '../../../../../src/main/services/vault/protection.ts';

/** Two accounts, the profiles they are of, and what is secret of them. */
export const ALICE = 'A'.repeat(43) as AccountId;
export const BOB = `${'B'.repeat(42)}A` as AccountId;
export const PASSPHRASE = 'seven quiet herons';
/** As little as there is: what it costs is not what is tested. */
export const CHEAP = { memory: 64, passes: [1, 1], aim: 1 } as const;

/** What a text is as bytes. */
export const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** What Alice's profile keeps. */
export const SECRETS = { 'alice.device-keys.v1': 'planted keys', 'alice.secret.identity.v1': 'planted name' } as const;

/** A disk that stops taking anything after so many writes, as one of a process that is killed. */
export interface Disk {
  writesLeft: number;
  /** Names beginning so are not taken while all others are. */
  refuses?: string | undefined;
}

/** Fails every write once the disk has stopped. */
function over(vault: ShelvingVault, disk: Disk): ShelvingVault {
  const write = async (name: string, work: () => ReturnType<Vault['write']>) => {
    if (disk.writesLeft <= 0 || (disk.refuses !== undefined && name.startsWith(disk.refuses)))
      return fail('storage-failed', 'killed');
    disk.writesLeft -= 1;
    return work();
  };
  return {
    ...vault,
    write: (name, value) => write(name, () => vault.write(name, value)),
    remove: (name) => write(name, () => vault.remove(name)),
    shelve: (name) => write(name, () => vault.shelve(name)),
  };
}

/** A host's locks over a folder; made anew, they are those of a host that was started again. */
export function openScene(directory: string, options: Partial<LocksOptions> & { readonly disk?: Disk } = {}) {
  const disk = options.disk ?? { writesLeft: Infinity };
  const bare = (folder: string) => openVault({ directory: join(directory, folder), protection: fileProtection });
  const told: { profile: string; isLocked: boolean }[] = [];
  const clock = {
    now: 1_800_000_000_000,
    setBy: 0,
    /** Sets the wall's clock, while no time goes by. */
    set(by: number) {
      this.now += by;
      this.setBy += by;
    },
  };
  const journals = () => opened;
  const locks = new Locks({
    vault: over(bare('vault'), disk),
    keys: over(bare('keys'), disk),
    closeJournal: (account) => journals().closeOne(account),
    setJournalAside: (account) => journals().setAside(account),
    changed: (change) => told.push(change),
    system: null,
    cost: CHEAP,
    now: () => clock.now,
    steady: () => clock.now - clock.setBy - 1_700_000_000_000,
    ...options,
  });
  const opened = createJournals({ directory: join(directory, 'journal'), keys: locks.keys });
  const readAll = async () => {
    const read: Record<string, string | null> = {};
    for (const name of Object.keys(SECRETS)) {
      const secret = await locks.vault.read(name);
      read[name] = secret.ok
        ? secret.value === null
          ? null
          : Buffer.from(secret.value).toString()
        : secret.error.code;
    }
    return read;
  };
  const readJournal = async (account = ALICE) => {
    const journal = await opened.open(account);
    if (!journal.ok) return journal.error.code;
    const page = await journal.value.read(0, 100);
    return page.ok ? page.value.entries.map((entry) => Buffer.from(entry).toString()) : page.error.code;
  };
  const plant = async () => {
    for (const [name, value] of Object.entries(SECRETS)) await locks.vault.write(name, bytes(value));
    await locks.vault.write('bob.device-keys.v1', bytes('keys of bob'));
    for (const account of [ALICE, BOB]) {
      const journal = await opened.open(account);
      if (journal.ok) await journal.value.append([bytes(`entry of ${account.slice(0, 1)}`)]);
    }
  };
  const set = () => locks.set({ profile: 'alice', account: ALICE, passphrase: PASSPHRASE, idleMinutes: 15 });
  const open = (passphrase = PASSPHRASE) => locks.open({ profile: 'alice', passphrase });
  return { directory, locks, journals: opened, clock, told, readAll, readJournal, plant, set, open };
}

/** Every byte that lies under a folder. */
export function onDisk(directory: string): Buffer {
  if (!existsSync(directory)) return Buffer.alloc(0);
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))));
}
