import type { DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { mintSeedOf } from '@domain/cashu/mintSeed.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { PHRASE_NAME, loadPhrase } from './keptPhrase.ts';

/** Name under which the seed of this device's notes is kept (docs/adr/0028). */
export const MINT_SEED_NAME = 'mint-seed.v1';

/**
 * Makes the seed of this device's notes of the phrase and keeps it, where it is not kept yet: of typed `words`, else of what is kept of
 * the phrase. Null where nothing is. The seed tells nothing of the root it was made of.
 */
export async function keepMintSeed(
  vault: KeyVault,
  device: DeviceId,
  words?: string,
): Promise<Result<Uint8Array | null, WorkspaceError>> {
  const known = await vault.recall(MINT_SEED_NAME);
  if (!known.ok) return fail('vault-unavailable', known.error.message);
  if (known.value !== null) return known;
  const entropy = await entropyOf(vault, words);
  if (!entropy.ok || entropy.value === null) return entropy;
  const craft = await loadPhrase();
  if (craft === null) return NO_WORDS;
  const seed = mintSeedOf(craft.rootSeedOf(entropy.value), device);
  const kept = await vault.keep(MINT_SEED_NAME, seed);
  return kept.ok ? ok(seed) : fail('vault-unavailable', kept.error.message);
}

const NO_WORDS = fail('host-unreachable', 'the word list cannot be loaded');

async function entropyOf(
  vault: KeyVault,
  words: string | undefined,
): Promise<Result<Uint8Array | null, WorkspaceError>> {
  if (words === undefined) {
    const kept = await vault.recall(PHRASE_NAME);
    return kept.ok ? kept : fail('vault-unavailable', kept.error.message);
  }
  const craft = await loadPhrase();
  return craft === null ? NO_WORDS : craft.entropyOfWords(words);
}
