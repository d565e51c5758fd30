import { randomBytes } from 'node:crypto';
import { type Result, ok } from '@shared/result.ts';
import type { Vault, VaultFailure } from '../vault/vault.ts';
import type { LockTable } from './lockTable.ts';

/** What is moved, and how. */
export interface SettingAside {
  /** As they lie on the disk: nothing of it is opened. */
  readonly vault: Vault;
  readonly keys: Vault;
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
  const place = `aside-${randomBytes(4).toString('hex')}-`;
  const move = async (from: Vault, name: string): Promise<Result<void, VaultFailure>> => {
    const kept = await from.read(name);
    if (!kept.ok || kept.value === null) return kept.ok ? ok() : kept;
    const copied = await keys.write(place + name, kept.value);
    return copied.ok ? from.remove(name) : copied;
  };
  const names = await table.namesOf(profile);
  if (!names.ok) return names;
  const account = table.locks.get(profile)?.record.account ?? null;
  const steps = [
    ...names.value.map((name) => () => move(vault, name)),
    ...(account === null ? [] : [() => setJournalAside(account), () => move(keys, `journal-${account}`)]),
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
