import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Vault, VaultFailure } from '../vault/vault.ts';
import { isSealed, seal, unseal } from './seal.ts';

/** What a lock says of a secret: none is on it, it is closed, or its key, under which it is to lie sealed or no longer. */
export type Hold = 'free' | 'closed' | { readonly key: Uint8Array; readonly isEnding: boolean };

type Work<T> = (hold: Exclude<Hold, 'closed'>) => Promise<Result<T, VaultFailure>>;

/** A vault in which secrets that a lock holds lie sealed. */
export interface LockedVault extends Vault {
  /** Puts secrets into the form they are to have: sealed, or plain where their lock is being turned off. */
  settle(names: readonly string[]): Promise<Result<void, VaultFailure>>;
}

const CLOSED: Result<never, Failure<'vault-locked'>> = fail('vault-locked', 'the lock of this profile is closed');

/**
 * Lays locks over a vault. `holdOf` is asked at each step, so that a lock that closes meanwhile holds at once. `putAway` hears of what
 * lies sealed by no lock there is, and says whether it is out of the way now.
 */
export function lockedVault(
  inner: Vault,
  holdOf: (name: string) => Promise<Result<Hold, VaultFailure>>,
  putAway: (name: string) => Promise<Result<boolean, VaultFailure>> = () => Promise.resolve(ok(false)),
): LockedVault {
  // A secret that is sealed anew must not overwrite one that was written meanwhile.
  const inTurn = turns();
  const held = async <T>(name: string, work: Work<T>): Promise<Result<T, VaultFailure>> => {
    const hold = await holdOf(name);
    if (!hold.ok) return hold;
    return hold.value === 'closed' ? CLOSED : work(hold.value);
  };
  const settleOne = (name: string) =>
    held(name, async (hold) => {
      const kept = await inner.read(name);
      if (!kept.ok || kept.value === null || hold === 'free') return kept.ok ? ok() : kept;
      if (isSealed(kept.value) !== hold.isEnding) return ok();
      const plain = openedBy(hold, name, kept.value);
      return plain.ok ? inner.write(name, formOf(hold, name, plain.value)) : plain;
    });
  const readOne = (name: string, ofNobody: (kept: Uint8Array) => ReturnType<Vault['read']>) =>
    held(name, async (hold) => {
      const kept = await inner.read(name);
      if (!kept.ok || kept.value === null) return kept;
      return hold === 'free' && isSealed(kept.value) ? ofNobody(kept.value) : openedBy(hold, name, kept.value);
    });
  // While it was read a lock may have been turned on that sealed it: whose it is is asked once more, where nothing is sealed meanwhile.
  const readAgain = (name: string) =>
    inTurn(() =>
      readOne(name, async (kept) => {
        const away = await putAway(name);
        return away.ok && away.value ? ok(null) : openedBy('free', name, kept);
      }),
    );
  return {
    read: (name) => readOne(name, () => readAgain(name)),
    write: (name, value) => inTurn(() => held(name, (hold) => inner.write(name, formOf(hold, name, value)))),
    remove: (name) => inTurn(() => held(name, () => inner.remove(name))),
    list: () => inner.list(),
    settle: async (names) => {
      for (const name of names) {
        const settled = await inTurn(() => settleOne(name));
        if (!settled.ok) return settled;
      }
      return ok();
    },
  };
}

/** Does one work after the other. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const outcome = last.then(work);
    last = outcome.catch(() => undefined);
    return outcome;
  };
}

function openedBy(hold: Exclude<Hold, 'closed'>, name: string, kept: Uint8Array): Result<Uint8Array, VaultFailure> {
  // A lock that was turned on a moment ago has not sealed everything yet.
  if (!isSealed(kept)) return ok(kept);
  const plain = hold === 'free' ? null : unseal(hold.key, name, kept);
  return plain === null ? fail('vault-unavailable', 'a secret is sealed by another lock') : ok(plain);
}

function formOf(hold: Exclude<Hold, 'closed'>, name: string, plain: Uint8Array): Uint8Array {
  return hold === 'free' || hold.isEnding ? plain : seal(hold.key, name, plain);
}
