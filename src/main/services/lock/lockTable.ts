import { OPEN_NOTE } from '@shared/ipc/lockContract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Vault, VaultFailure } from '../vault/vault.ts';
import { LockBook, type LockRecord } from './lockBook.ts';
import { accountOfIdentity, profileOfIdentity } from './identityOf.ts';
import { type Hold, type LockedVault, lockedVault } from './lockedVault.ts';
import { asidePlace } from './asidePlace.ts';
import { isSealed } from './seal.ts';
import { type Attempts, waitAfter } from './waiting.ts';

/** The lock of one profile. */
export interface Lock {
  record: LockRecord;
  /** Null while the lock is closed. */
  key: Uint8Array | null;
  attempts: Attempts;
  /** From when on the next attempt is taken: of the steady clock, as all that follow. */
  waitsUntil: number;
  /** When a page of the profile was open, and in use, last. */
  seenAt: number;
  usedAt: number;
}

/** Clocks of a host, ms. */
export interface LockClocks {
  /** The wall's, which anybody may set: for what is kept over restarts alone. */
  readonly now: () => number;
  /** One that nobody sets: it only goes on. */
  readonly steady: () => number;
}

/** Answers for a lock of which neither copy can be read. */
export const BROKEN: Result<never, Failure<'vault-unavailable'>> = fail(
  'vault-unavailable',
  'the lock can not be read',
);

/** Which locks there are, and what each holds. */
export class LockTable {
  readonly book: LockBook;
  /** The two vaults with the locks laid over them: what everybody else uses. */
  readonly vault: LockedVault;
  readonly keys: LockedVault;
  readonly locks = new Map<string, Lock>();
  /** Profiles whose lock can not be read any more. */
  readonly broken = new Set<string>();
  private readonly bare: { readonly vault: Vault; readonly keys: Vault };
  private readonly clocks: LockClocks;
  private loading: Promise<Result<void, VaultFailure>> | null = null;

  /** @param bare The renderer's secrets and the host's own, as they lie on the disk. */
  constructor(bare: { readonly vault: Vault; readonly keys: Vault } & LockClocks) {
    this.bare = bare;
    this.clocks = bare;
    this.book = new LockBook(bare.keys);
    this.vault = lockedVault(bare.vault, (name) => this.holdOf(() => profileOf(name)));
    const accountOf = (name: string) => name.replace(/^journal-/u, '');
    this.keys = lockedVault(
      bare.keys,
      (name) => this.holdOf(() => this.profileOfAccount(accountOf(name))),
      (name) => this.putAway(name),
    );
  }

  /** Reads which locks there are. A failed reading is tried again at the next call; until then everything is refused. */
  load(): Promise<Result<void, VaultFailure>> {
    this.loading ??= this.readBook().then((read) => {
      if (!read.ok) this.loading = null;
      return read;
    });
    return this.loading;
  }

  /** The profile whose lock holds what is of an account: one that is closed, should several say so. */
  profileOfAccount(account: string): string | null {
    const found = [...this.locks].filter(([, { record }]) => record.account === account);
    return (found.find(([, { key }]) => key === null) ?? found[0])?.[0] ?? null;
  }

  /**
   * Whether an account, which no lock names that can be read, may be that of one that can not: the key of its journal lies sealed, or can
   * not be read either.
   */
  async isOfBroken(account: string): Promise<boolean> {
    if (this.broken.size === 0) return false;
    const kept = await this.bare.keys.read(`journal-${account}`);
    return !kept.ok || (kept.value !== null && isSealed(kept.value));
  }

  /**
   * Whether what a new lock would hold is another's: it lies sealed, be it by a lock that can not be read any more, or the account is
   * that of another profile and not of this one.
   */
  async isHeld(profile: string, account: string): Promise<Result<boolean, VaultFailure>> {
    const isOthers = await this.isOfAnother(profile, account);
    if (!isOthers.ok || isOthers.value) return isOthers;
    const names = await this.namesOf(profile);
    if (!names.ok) return names;
    const { vault, keys } = this.bare;
    const places = [...names.value.map((name) => [vault, name] as const), [keys, `journal-${account}`] as const];
    for (const [from, name] of places) {
      const kept = await from.read(name);
      if (!kept.ok) return kept;
      if (kept.value !== null && isSealed(kept.value)) return ok(true);
    }
    return ok(false);
  }

  /**
   * Whether another profile says to be this account, and this one does not: several may be one person, each of whom it is to lock. One
   * whose lock is on names its account there.
   */
  private async isOfAnother(profile: string, account: string): Promise<Result<boolean, VaultFailure>> {
    const names = await this.bare.vault.list();
    if (!names.ok) return names;
    let isOthers = false;
    for (const name of names.value) {
      const whose = profileOfIdentity(name);
      const kept = whose === null ? ok(null) : await this.bare.vault.read(name);
      // What can not be read is nobody's reason to go without a lock.
      if (!kept.ok || kept.value === null || accountOfIdentity(kept.value) !== account) continue;
      if (whose === profile) return ok(false);
      isOthers = true;
    }
    return ok(isOthers);
  }

  /**
   * Puts away the key of a journal that lies sealed while no lock names its account and none is unreadable: nobody can open it any more,
   * and who comes back to the account begins a new one. False where it may still be somebody's.
   */
  private async putAway(name: string): Promise<Result<boolean, VaultFailure>> {
    if (this.broken.size > 0 || !name.startsWith('journal-')) return ok(false);
    const kept = await this.bare.keys.read(name);
    if (!kept.ok || kept.value === null) return kept.ok ? ok(true) : kept;
    const copied = await this.bare.keys.write(asidePlace() + name, kept.value);
    const removed = copied.ok ? await this.bare.keys.remove(name) : copied;
    return removed.ok ? ok(true) : removed;
  }

  /** Names of the secrets that the lock of a profile holds. */
  async namesOf(profile: string): Promise<Result<readonly string[], VaultFailure>> {
    const names = await this.bare.vault.list();
    return names.ok ? ok(names.value.filter((name) => profileOf(name) === profile)) : names;
  }

  /** Keeps what changed of a lock. */
  async keep(profile: string, lock: Lock, record: LockRecord): Promise<Result<void, VaultFailure>> {
    const kept = await this.book.write(profile, record, lock.record);
    if (kept.ok) lock.record = record;
    return kept;
  }

  /** Seals what is not sealed yet; of a lock that is being turned off, opens what is, and then forgets the lock. */
  async settle(profile: string): Promise<Result<void, VaultFailure>> {
    const lock = this.locks.get(profile);
    if (lock === undefined) return ok();
    const names = await this.namesOf(profile);
    if (!names.ok) return names;
    const secrets = await this.vault.settle(names.value);
    if (!secrets.ok) return secrets;
    const journal = await this.keys.settle([`journal-${lock.record.account}`]);
    if (!journal.ok || !lock.record.isEnding) return journal;
    const removed = await this.book.remove(profile);
    if (removed.ok) this.locks.delete(profile);
    return removed;
  }

  private async holdOf(ask: () => string | null): Promise<Result<Hold, VaultFailure>> {
    const loaded = await this.load();
    if (!loaded.ok) return loaded;
    const profile = ask();
    if (profile === null) return ok('free');
    if (this.broken.has(profile)) return BROKEN;
    const lock = this.locks.get(profile);
    if (lock === undefined) return ok('free');
    return ok(lock.key === null ? 'closed' : { key: lock.key, isEnding: lock.record.isEnding });
  }

  private async readBook(): Promise<Result<void, VaultFailure>> {
    const all = await this.book.readAll();
    if (!all.ok) return all;
    for (const [profile, record] of all.value) {
      const attempts = await this.book.readAttempts(profile);
      if (record === null) this.broken.add(profile);
      else {
        const waitsUntil = this.clocks.steady() + waitAfter(attempts, this.clocks.now());
        this.locks.set(profile, { record, key: null, attempts, waitsUntil, seenAt: 0, usedAt: 0 });
      }
    }
    return ok();
  }
}

/** The profile whose secret a name is; null for what no lock holds. */
function profileOf(name: string): string | null {
  const end = name.indexOf('.');
  return end <= 0 || name.slice(end + 1) === OPEN_NOTE ? null : name.slice(0, end);
}
