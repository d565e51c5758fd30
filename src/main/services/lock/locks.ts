import { randomBytes } from 'node:crypto';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { VaultFailure } from '../vault/vault.ts';
import type { LockRecord } from './lockBook.ts';
import { BROKEN, type Lock, type LockClocks, LockTable } from './lockTable.ts';
import type { LockedVault } from './lockedVault.ts';
import { type DerivationCost, derivePassphraseKey, tunePasses } from './passphraseKey.ts';
import { SEAL_KEY_BYTES, seal, unseal } from './seal.ts';
import { type SettingAside, setAside } from './setAside.ts';
import { NO_ATTEMPTS, waitOf } from './waiting.ts';

/** Why a lock did not do as it was told. */
export type LockFailure = VaultFailure | Failure<'lock-wrong' | 'lock-wait' | 'lock-missing' | 'lock-there'>;

/** How the system says that it is the person themselves who is there. */
export interface SystemUnlock {
  /** Shows `reason`; false when it was not them, or they did not want. */
  confirm(reason: string): Promise<boolean>;
}

/** What locks work with. */
export interface LocksOptions extends SettingAside, LockClocks {
  /** Forgets the opened journal of an account, and waits for what is being written. */
  readonly closeJournal: (account: string) => Promise<void>;
  /** Hears of each lock that was opened or closed. */
  readonly changed: (change: { readonly profile: string; readonly isLocked: boolean }) => void;
  /** Null where the system has no way to tell. */
  readonly system: SystemUnlock | null;
  readonly cost: DerivationCost;
}

type Done = Promise<Result<void, LockFailure>>;

/** No page said for so long that it is there: all of them are closed, ms. Hidden pages speak once a minute at the least. */
const ABSENT = 150_000;
/** Between two looks it takes no longer than this, ms, unless the machine slept. */
const SLEPT = 30_000;
const NO_LOCK = fail('lock-missing', 'this profile has no lock');

/**
 * The locks of all profiles of this host (ADR 47). A closed lock has no key in memory: what it holds can not be read by anyone, this
 * process included.
 */
export class Locks {
  private readonly options: LocksOptions;
  private readonly table: LockTable;
  private last: Promise<unknown> = Promise.resolve();
  private lookedAt: { readonly wall: number; readonly steady: number };

  constructor(options: LocksOptions) {
    this.options = options;
    this.table = new LockTable(options);
    this.lookedAt = { wall: options.now(), steady: options.steady() };
  }

  /** The renderer's secrets, behind their locks. */
  get vault(): LockedVault {
    return this.table.vault;
  }

  /** The keys of journals, behind theirs. */
  get keys(): LockedVault {
    return this.table.keys;
  }

  async describe(profile: string): Promise<Result<HostOutput<'lock.describe'>, LockFailure>> {
    const loaded = await this.table.load();
    if (!loaded.ok) return loaded;
    if (this.table.broken.has(profile)) return BROKEN;
    const lock = this.table.locks.get(profile);
    return ok({
      isOn: lock !== undefined,
      isLocked: lock?.key === null,
      idleMinutes: lock?.record.idleMinutes ?? 0,
      waitMs: lock === undefined ? 0 : this.waitOf(lock),
      hasSystemUnlock: this.options.system !== null && (lock?.record.systemKey ?? null) !== null,
    });
  }

  /** Whether what is of an account may not be touched now. */
  async isAccountLocked(account: string): Promise<boolean> {
    const loaded = await this.table.load();
    if (!loaded.ok) return true;
    const profile = this.table.profileOfAccount(account);
    return profile === null ? this.table.isOfBroken(account) : this.table.locks.get(profile)?.key === null;
  }

  /** Turns a lock on. Killed on the way it is on, and the next opening seals what is not sealed yet. */
  set({ profile, account, idleMinutes, passphrase }: HostInput<'lock.set'>): Done {
    return this.inTurn(async () => {
      const { locks, broken, book } = this.table;
      if (locks.has(profile) || broken.has(profile)) return fail('lock-there', 'this profile has a lock');
      const isHeld =
        this.table.profileOfAccount(account) === null ? await this.table.isHeld(profile, account) : ok(true);
      if (!isHeld.ok) return isHeld;
      if (isHeld.value) return fail('lock-there', 'another lock holds this account, or secrets of this profile');
      const key = new Uint8Array(randomBytes(SEAL_KEY_BYTES));
      const wrapped = await this.wrap(profile, passphrase, key);
      const record: LockRecord = { v: 1, account, ...wrapped, idleMinutes, isEnding: false, systemKey: null };
      const kept = await book.write(profile, record, null);
      if (!kept.ok) {
        await book.remove(profile);
        return kept;
      }
      const now = this.options.steady();
      locks.set(profile, { record, key, attempts: NO_ATTEMPTS, waitsUntil: now, seenAt: now, usedAt: now });
      this.options.changed({ profile, isLocked: false });
      return this.table.settle(profile);
    });
  }

  change({ profile, passphrase, next }: HostInput<'lock.change'>): Done {
    return this.withPassphrase({ profile, passphrase }, async (lock, key) =>
      this.table.keep(profile, lock, { ...lock.record, ...(await this.wrap(profile, next, key)) }),
    );
  }

  /** Turns a lock off. Killed on the way it is still on, and the next opening ends it. */
  remove(input: HostInput<'lock.remove'>): Done {
    return this.withPassphrase(input, async (lock, key) => {
      const marked = await this.table.keep(input.profile, lock, { ...lock.record, isEnding: true });
      return marked.ok ? this.opened(input.profile, lock, key) : marked;
    });
  }

  open(input: HostInput<'lock.open'>): Done {
    return this.withPassphrase(input, (lock, key) => this.opened(input.profile, lock, key));
  }

  allowSystem(input: HostInput<'lock.allowSystem'>): Done {
    return this.withPassphrase(input, async (lock, key) =>
      this.table.keep(input.profile, lock, { ...lock.record, systemKey: input.isAllowed ? key : null }),
    );
  }

  /** The key store of the system keeps the key; the system asks who is there. */
  openBySystem({ profile, reason }: HostInput<'lock.openBySystem'>): Done {
    return this.inTurn(async () => {
      const lock = this.table.locks.get(profile);
      const key = lock?.record.systemKey ?? null;
      if (lock === undefined || key === null || this.options.system === null) return NO_LOCK;
      const isThem = lock.key !== null || (await this.options.system.confirm(reason));
      return isThem ? this.opened(profile, lock, key) : fail('lock-wrong', 'the system did not confirm');
    });
  }

  setIdle({ profile, idleMinutes }: HostInput<'lock.setIdle'>): Done {
    return this.inTurn(async () => {
      const lock = this.table.locks.get(profile);
      if (lock === undefined) return NO_LOCK;
      if (lock.key === null) return fail('vault-locked', 'the lock is closed');
      return this.table.keep(profile, lock, { ...lock.record, idleMinutes });
    });
  }

  /** Hears that a page is open. */
  async hear({ profile, isInUse }: HostInput<'lock.keep'>): Promise<HostOutput<'lock.keep'>> {
    await this.table.load();
    const lock = this.table.locks.get(profile);
    if (lock === undefined) return { isLocked: false };
    lock.seenAt = this.options.steady();
    if (isInUse) lock.usedAt = lock.seenAt;
    return { isLocked: lock.key === null };
  }

  /** Somebody has a hand on the app, of whichever profile. */
  noteUse(): void {
    for (const lock of this.table.locks.values()) lock.usedAt = this.options.steady();
  }

  /** Closes a lock: from now on nobody here has its key. */
  async close(profile: string): Promise<void> {
    const lock = this.table.locks.get(profile);
    if (lock === undefined || lock.key === null) return;
    // Not overwritten: a secret that is being sealed this moment would be sealed by nothing.
    lock.key = null;
    this.options.changed({ profile, isLocked: true });
    await this.options.closeJournal(lock.record.account);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.table.locks.keys()].map((profile) => this.close(profile)));
  }

  /** Looks which locks are to close by themselves. To be called every few seconds. */
  async look(): Promise<void> {
    const now = this.options.steady();
    const wall = this.options.now();
    // A steady clock may stand still while the machine sleeps; the wall's does not, unless it is set back.
    const hasSlept = Math.max(wall - this.lookedAt.wall, now - this.lookedAt.steady) > SLEPT;
    this.lookedAt = { wall, steady: now };
    for (const [profile, { record, seenAt, usedAt }] of this.table.locks) {
      const isIdle = record.idleMinutes > 0 && now - usedAt >= record.idleMinutes * 60_000;
      if (hasSlept || isIdle || now - seenAt >= ABSENT) await this.close(profile);
    }
  }

  /** Of a closed lock: all it holds goes under names that nobody looks for, unopened, and the profile is as new. */
  setAside(profile: string): Done {
    return this.inTurn(async () => {
      const { locks, broken } = this.table;
      if (!locks.has(profile) && !broken.has(profile)) return NO_LOCK;
      if (locks.get(profile)?.key instanceof Uint8Array) return fail('lock-there', 'the lock is open');
      const moved = await setAside(profile, this.table, this.options);
      if (moved.ok) this.options.changed({ profile, isLocked: false });
      return moved;
    });
  }

  private async opened(profile: string, lock: Lock, key: Uint8Array): Done {
    lock.key = key;
    lock.seenAt = this.options.steady();
    lock.usedAt = lock.seenAt;
    // Before anything else: the other copy may still open with a passphrase that was changed.
    if (!lock.record.isEnding) await this.table.book.mend(profile, lock.record);
    const settled = await this.table.settle(profile);
    this.options.changed({ profile, isLocked: false });
    // What could not be put into its form is tried again at the next opening; it can be read as it is.
    return settled.ok || !lock.record.isEnding ? ok() : settled;
  }

  private async wrap(profile: string, passphrase: string, key: Uint8Array) {
    const { cost } = this.options;
    const passes = await tunePasses(cost);
    const derivation = { salt: new Uint8Array(randomBytes(16)), memory: cost.memory, passes };
    const outer = await derivePassphraseKey(passphrase, derivation);
    return { derivation, sealedKey: seal(outer, sealName(profile), key) };
  }

  /** One attempt at a time; it is counted before it is made, so that who ends the host on the way has made it all the same. */
  private withPassphrase(
    { profile, passphrase }: { readonly profile: string; readonly passphrase: string },
    work: (lock: Lock, key: Uint8Array) => Done,
  ): Done {
    return this.inTurn(async () => {
      const { locks, broken, book } = this.table;
      const lock = locks.get(profile);
      if (lock === undefined) return broken.has(profile) ? BROKEN : NO_LOCK;
      if (this.waitOf(lock) > 0) return fail('lock-wait', 'too many wrong attempts');
      lock.attempts = { failures: lock.attempts.failures + 1, at: this.options.now() };
      lock.waitsUntil = this.options.steady() + waitOf(lock.attempts.failures);
      await book.noteAttempts(profile, lock.attempts);
      const outer = await derivePassphraseKey(passphrase, lock.record.derivation);
      const key = unseal(outer, sealName(profile), lock.record.sealedKey);
      if (key === null) return fail('lock-wrong', 'this is not the passphrase');
      lock.attempts = NO_ATTEMPTS;
      lock.waitsUntil = 0;
      await book.noteAttempts(profile, NO_ATTEMPTS);
      return work(lock, key);
    });
  }

  private waitOf({ waitsUntil }: Lock): number {
    return Math.max(0, waitsUntil - this.options.steady());
  }

  private inTurn(work: () => Done): Done {
    const outcome = this.last.then(async () => {
      const loaded = await this.table.load();
      return loaded.ok ? work() : loaded;
    });
    this.last = outcome.catch(() => undefined);
    return outcome;
  }
}

function sealName(profile: string): string {
  return `lock-key-${profile}`;
}
