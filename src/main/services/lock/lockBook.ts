import { decode, encode } from 'cborg';
import * as v from 'valibot';
import { LOCK_IDLE_MINUTES } from '@shared/ipc/lockContract.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { accountIdSchema, bytesUpTo, countSchema } from '@shared/schemas.ts';
import type { Vault, VaultFailure } from '../vault/vault.ts';
import { derivationSchema } from './passphraseKey.ts';
import { type Attempts, NO_ATTEMPTS } from './waiting.ts';

const recordSchema = v.strictObject({
  v: v.literal(1),
  account: accountIdSchema,
  derivation: derivationSchema,
  /** The lock's own key, sealed under the one that the passphrase gives. */
  sealedKey: bytesUpTo(256),
  idleMinutes: v.picklist(LOCK_IDLE_MINUTES),
  /** The lock is being turned off: what is still sealed is opened for good at the next chance. */
  isEnding: v.boolean(),
  /** The lock's own key as the system's key store protects it, where the system may open the lock. */
  systemKey: v.nullable(bytesUpTo(64)),
});
/** What is kept of the lock of one profile. */
export type LockRecord = v.InferOutput<typeof recordSchema>;

const attemptsSchema = v.strictObject({ failures: countSchema, at: countSchema });

const PREFIX = 'lock-';
const COPY = 'lock2-';
const ATTEMPTS = 'attempts-';

/**
 * The records of locks, each kept twice: one that is lost or damaged would take every key behind it along. They lie beside the keys of
 * journals, where no page reaches.
 */
export class LockBook {
  private readonly keys: Vault;

  constructor(keys: Vault) {
    this.keys = keys;
  }

  /** All there are, by profile; null for one of which neither copy can be read. */
  async readAll(): Promise<Result<ReadonlyMap<string, LockRecord | null>, VaultFailure>> {
    const names = await this.keys.list();
    if (!names.ok) return names;
    const profiles = new Set<string>();
    for (const name of names.value) {
      if (name.startsWith(PREFIX)) profiles.add(name.slice(PREFIX.length));
      else if (name.startsWith(COPY)) profiles.add(name.slice(COPY.length));
    }
    const found = new Map<string, LockRecord | null>();
    for (const profile of profiles) {
      found.set(profile, (await this.readOne(PREFIX + profile)) ?? (await this.readOne(COPY + profile)));
    }
    return ok(found);
  }

  /**
   * Keeps a record, and answers once both copies say so. Where only the first does, it goes back to what was `before`: the first copy is
   * what the next start goes by. Where it can not go back, the new record is the one that counts, and {@link mend} does the rest.
   */
  async write(profile: string, record: LockRecord, before: LockRecord | null): Promise<Result<void, VaultFailure>> {
    const bytes = encode(record);
    const written = await this.writeBoth(profile, bytes);
    if (written.ok || before === null) return written;
    const isBack = await this.keys.write(PREFIX + profile, encode(before));
    return !isBack.ok && (await this.isKept(PREFIX + profile, bytes)) ? ok() : written;
  }

  /** Gives both copies the record that was just opened: one may be damaged, or be left from before it was changed. */
  async mend(profile: string, record: LockRecord): Promise<Result<void, VaultFailure>> {
    const bytes = encode(record);
    for (const name of [PREFIX + profile, COPY + profile]) {
      const mended = (await this.isKept(name, bytes)) ? ok() : await this.keys.write(name, bytes);
      if (!mended.ok) return mended;
    }
    return ok();
  }

  /** The copy goes first: a record without a lock is none as long as the first says so. */
  async remove(profile: string): Promise<Result<void, VaultFailure>> {
    for (const name of [COPY + profile, PREFIX + profile, ATTEMPTS + profile]) {
      const removed = await this.keys.remove(name);
      if (!removed.ok) return removed;
    }
    return ok();
  }

  async readAttempts(profile: string): Promise<Attempts> {
    const kept = await this.keys.read(ATTEMPTS + profile);
    return (kept.ok && kept.value !== null ? parsed(attemptsSchema, kept.value) : null) ?? NO_ATTEMPTS;
  }

  /** Where the disk takes nothing they count for as long as the host runs. */
  async noteAttempts(profile: string, attempts: Attempts): Promise<void> {
    if (attempts.failures === 0) await this.keys.remove(ATTEMPTS + profile);
    else await this.keys.write(ATTEMPTS + profile, encode(attempts));
  }

  private async writeBoth(profile: string, bytes: Uint8Array): Promise<Result<void, VaultFailure>> {
    const written = await this.keys.write(PREFIX + profile, bytes);
    if (!written.ok) return written;
    // What can not be read again must not lock anything.
    if ((await this.readOne(PREFIX + profile)) === null) return fail('vault-unavailable', 'the lock was not kept');
    return this.keys.write(COPY + profile, bytes);
  }

  private async isKept(name: string, bytes: Uint8Array): Promise<boolean> {
    const kept = await this.keys.read(name);
    return kept.ok && kept.value !== null && Buffer.compare(kept.value, bytes) === 0;
  }

  private async readOne(name: string): Promise<LockRecord | null> {
    const kept = await this.keys.read(name);
    return kept.ok && kept.value !== null ? parsed(recordSchema, kept.value) : null;
  }
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, bytes: Uint8Array): v.InferOutput<Schema> | null {
  try {
    const read = v.safeParse(schema, decode(bytes));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
