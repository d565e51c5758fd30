import { type Result, err, ok } from '@shared/result.ts';
import type { KeyVault, KeyVaultError } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';

/** Name of the secret that opens this device's snapshots: in the vault, so that a lock holds it (SNP-2). */
export const SNAPSHOT_KEY = 'snapshots.v1';
const LENGTH = 32;

/** The key there is; null where none was made. */
export async function knownKey(vault: Pick<KeyVault, 'recall'>): Promise<Result<Uint8Array | null, KeyVaultError>> {
  const kept = await vault.recall(SNAPSHOT_KEY);
  return kept.ok && kept.value?.length !== LENGTH ? ok(null) : kept;
}

/** The key, made and kept where there is none. */
export async function snapshotKey(
  vault: Pick<KeyVault, 'recall' | 'keep'>,
  random: Pick<Random, 'bytes'>,
): Promise<Result<Uint8Array, KeyVaultError>> {
  const known = await knownKey(vault);
  if (!known.ok) return known;
  if (known.value !== null) return ok(known.value);
  const made = random.bytes(LENGTH);
  const kept = await vault.keep(SNAPSHOT_KEY, made);
  return kept.ok ? ok(made) : err(kept.error);
}
