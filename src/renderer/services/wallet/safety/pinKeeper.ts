import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes, joinBytes } from '@domain/codec/bytes.ts';
import { isPin, nextTryAt, readPinTries } from '@domain/spending/pin.ts';
import type * as PinHash from '@domain/spending/pinHash.ts';
import type { SpendRefusal } from '@domain/spending/refusal.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import { Turn } from '../../turn.ts';

/** Name of the hash of the PIN in the vault. */
const PIN_NAME = 'payment-pin';
/** Name, among the store's values, of wrong tries: they outlive a restart. */
export const PIN_TRIES_NAME = 'wallet-pin-tries';
/** Name, among the store's values, of whether there is a PIN: for screens. What counts is what the vault has. */
export const PIN_SET_NAME = 'wallet-pin-set';

/** What keeping the PIN works with. */
export interface PinParts {
  readonly vault: Pick<KeyVault, 'keep' | 'recall' | 'forget'>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly clock: Clock;
  readonly random: Random;
}

type Checked = Result<void, SpendRefusal | StoreError>;

/** The payment PIN of this device: a salted hash in the vault, and the tries that failed (WSV-162). */
export class PinKeeper {
  private readonly parts: PinParts;
  private readonly turn = new Turn();

  constructor(parts: PinParts) {
    this.parts = parts;
  }

  /** Whether there is one. A vault that does not open is no answer: then nothing may be spent. */
  async isSet(): Promise<Result<boolean, SpendRefusal>> {
    const kept = await this.kept();
    return kept.ok ? ok(kept.value !== null) : kept;
  }

  /** Checks a PIN; a wrong one is counted before it is known to be wrong, so that ending the app undoes no try. */
  check(pin: string): Promise<Checked> {
    return this.turn.take(() => this.checkNow(pin));
  }

  /** Sets a PIN in place of the one there was; null: none. Whether that is allowed is for the caller to know. */
  set(pin: string | null): Promise<Result<void, SpendRefusal | StoreError>> {
    return this.turn.take(async () => {
      const { vault, store } = this.parts;
      const hash = await loadHash();
      if (hash === null) return fail('vault-unavailable', 'the hash cannot be loaded');
      const done =
        pin === null ? await vault.forget(PIN_NAME) : await vault.keep(PIN_NAME, await this.newly(hash, pin));
      if (!done.ok) return fail('vault-unavailable', done.error.message);
      const told = await store.values.put({ name: PIN_SET_NAME, value: pin !== null });
      return told.ok ? this.forgetTries() : told;
    });
  }

  private async checkNow(pin: string): Promise<Checked> {
    const { store, clock } = this.parts;
    const kept = await this.kept();
    if (!kept.ok) return kept;
    if (kept.value === null) return ok();
    const hash = await loadHash();
    if (hash === null) return fail('vault-unavailable', 'the hash cannot be loaded');
    const stored = await store.values.get(PIN_TRIES_NAME);
    if (!stored.ok) return stored;
    const tries = readPinTries(stored.value?.value);
    const now = clock.now();
    if (now < nextTryAt(tries)) return fail('payment-pin-wait', 'too many wrong tries');
    const counted = await store.values.put({ name: PIN_TRIES_NAME, value: { wrong: tries.wrong + 1, last: now } });
    if (!counted.ok) return counted;
    const salt = kept.value.slice(0, hash.PIN_SALT_LENGTH);
    const isRight = isPin(pin) && equalBytes(await hash.hashPin(pin, salt), kept.value.slice(hash.PIN_SALT_LENGTH));
    return isRight ? this.forgetTries() : fail('payment-pin-wrong', `wrong ${tries.wrong + 1} times`);
  }

  private async forgetTries(): Promise<Result<void, StoreError>> {
    return this.parts.store.values.remove(PIN_TRIES_NAME);
  }

  private async kept(): Promise<Result<Uint8Array | null, SpendRefusal>> {
    const kept = await this.parts.vault.recall(PIN_NAME);
    return kept.ok ? kept : fail('vault-unavailable', kept.error.message);
  }

  private async newly({ hashPin, PIN_SALT_LENGTH }: typeof PinHash, pin: string): Promise<Uint8Array> {
    const salt = this.parts.random.bytes(PIN_SALT_LENGTH);
    return joinBytes(salt, await hashPin(pin, salt));
  }
}

/** Needed where there is a PIN, and not at the start. */
function loadHash(): Promise<typeof PinHash | null> {
  const load = () => import('@domain/spending/pinHash.ts');
  // A change of the network ends what is under way; what comes after it works.
  return load()
    .catch(load)
    .catch(() => null);
}
