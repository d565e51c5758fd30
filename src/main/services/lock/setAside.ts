import { type Result, ok } from '@shared/result.ts';
import type { ShelvingVault, Vault, VaultFailure } from '../vault/vault.ts';
import { asidePlace } from './asidePlace.ts';
import type { LockTable } from './lockTable.ts';
import { isSealed } from './seal.ts';

/** What is moved, and how. */
export interface SettingAside {
  /** As they lie on the disk: nothing of it is opened. */
  readonly vault: ShelvingVault;
  readonly keys: ShelvingVault;
  /** Puts a journal aside whose key is. */
  readonly setJournalAside: (account: string) => Promise<Result<void, VaultFailure>>;
}

/**
 * Puts all that a closed lock holds under names that nobody looks for, and the lock last: ended on the way it is done once more. Nothing
 * is destroyed.
 */
export async function setAside(
  profile: string,
  table: LockTable,
  { vault, keys, setJournalAside }: SettingAside,
): Promise<Result<void, VaultFailure>> {
  const place = asidePlace();
  const move = async (from: ShelvingVault, name: string): Promise<Result<void, VaultFailure>> => {
    const kept = await from.read(name);
    // What can not be read stays where it is, under another name.
    if (!kept.ok) return from.shelve(name);
    if (kept.value === null) return ok();
    const copied = await keys.write(place + name, kept.value);
    return copied.ok ? from.remove(name) : copied;
  };
  const names = await table.namesOf(profile);
  if (!names.ok) return names;
  const accounts = await accountsOf(profile, table, keys);
  if (!accounts.ok) return accounts;
  const steps = [
    ...names.value.map((name) => () => move(vault, name)),
    ...accounts.value.flatMap((account) => [() => setJournalAside(account), () => move(keys, `journal-${account}`)]),
    () => move(keys, `lock2-${profile}`),
    () => move(keys, `lock-${profile}`),
    () => table.book.remove(profile),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  table.locks.delete(profile);
  table.broken.delete(profile);
  return ok();
}

/**
 * The accounts whose journals a lock holds. One that can not be read does not say: then those whose key is sealed and that no other lock
 * names, unless they may be of a further lock that can not be read.
 */
async function accountsOf(
  profile: string,
  table: LockTable,
  keys: Vault,
): Promise<Result<readonly string[], VaultFailure>> {
  const lock = table.locks.get(profile);
  if (lock !== undefined) return ok([lock.record.account]);
  if (table.broken.size > 1) return ok([]);
  const names = await keys.list();
  if (!names.ok) return names;
  const found: string[] = [];
  for (const name of names.value.filter((each) => each.startsWith('journal-'))) {
    const account = name.slice('journal-'.length);
    if (table.profileOfAccount(account) !== null) continue;
    const kept = await keys.read(name);
    if (kept.ok && kept.value !== null && isSealed(kept.value)) found.push(account);
  }
  return ok(found);
}
