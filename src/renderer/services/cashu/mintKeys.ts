import { type Result, fail, ok } from '@shared/result.ts';
import { MINT_SEED_LENGTH, lockKeyOf } from '@domain/cashu/mintSeed.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { Identity } from '../identity/identity.ts';
import { MINT_SEED_NAME, keepMintSeed } from '../identity/mintSeedKeeper.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** What notes are made from and locked to. */
export interface MintKeys {
  readonly seed: Uint8Array;
  readonly lockKey: Uint8Array;
}

/**
 * Opens this device's seed. It is made while the phrase is kept, or when it is typed to be checked; a device on which neither was so since
 * is `mint-seed-missing` until the phrase is typed once (CSH-3).
 */
export async function openMintKeys(
  vault: KeyVault,
  { device }: Pick<Identity, 'device'>,
): Promise<Result<MintKeys, WorkspaceError>> {
  const known = await vault.recall(MINT_SEED_NAME);
  if (!known.ok) return fail('vault-unavailable', known.error.message);
  const seed = known.value === null ? await keepMintSeed(vault, device) : ok(known.value);
  if (!seed.ok) return seed;
  if (seed.value?.length !== MINT_SEED_LENGTH) return fail('mint-seed-missing', 'the phrase was checked before');
  return ok({ seed: seed.value, lockKey: lockKeyOf(seed.value) });
}
