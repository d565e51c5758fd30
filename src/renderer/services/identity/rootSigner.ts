import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { Signer } from '@domain/wallet/envelope.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { Identity } from './identity.ts';
import { loadPhrase } from './keptPhrase.ts';

/**
 * Lets something be signed with the account's root, made of the words a person typed: `phrase-wrong` when they are another account's. Words and
 * seed are kept no longer than that takes, and written nowhere (IDN-6).
 */
export type AsRoot = <T>(words: string, act: (root: Signer) => Promise<T>) => Promise<Result<T, WorkspaceError>>;

/** See {@link AsRoot}. */
export function createAsRoot(vault: KeyVault, identity: () => Pick<Identity, 'certificate'>): AsRoot {
  return async (words, act) => {
    const phrase = await loadPhrase();
    if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
    const entropy = phrase.entropyOfWords(words);
    if (!entropy.ok) return entropy;
    const seed = phrase.rootSeedOf(entropy.value);
    try {
      const key = await vault.publicKeyOfSeed(seed);
      if (!equalBytes(key, identity().certificate.root)) return fail('phrase-wrong', 'the phrase of another account');
      return ok(await act({ key: deviceOfKey(key), sign: (bytes) => vault.signWithSeed(seed, bytes) }));
    } finally {
      seed.fill(0);
      entropy.value.fill(0);
    }
  };
}
