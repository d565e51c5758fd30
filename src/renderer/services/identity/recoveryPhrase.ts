import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { OwnProfile } from '../workspace/workspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { type Identity, unavailable } from './identity.ts';
import { PHRASE_NAME, loadPhrase } from './keptPhrase.ts';
import { keepMintSeed } from './mintSeedKeeper.ts';

/** The twelve words, while they are kept; null once they were checked. */
export async function recoveryWords(vault: KeyVault): Promise<Result<readonly string[] | null, WorkspaceError>> {
  const entropy = await vault.recall(PHRASE_NAME);
  if (!entropy.ok) return unavailable(entropy.error.message);
  if (entropy.value === null) return ok(null);
  const phrase = await loadPhrase();
  return phrase === null
    ? fail('host-unreachable', 'the word list cannot be loaded')
    : ok(phrase.wordsOf(entropy.value));
}

/**
 * Whether the person checked the phrase, so that it is no longer kept; of a device that another one linked, that it never was here: what is
 * not kept there was not checked for that.
 */
export async function phraseOf(
  vault: Pick<KeyVault, 'recall'>,
  { by }: Pick<Identity['certificate'], 'by'>,
): Promise<Pick<OwnProfile, 'phraseChecked' | 'phraseElsewhere'>> {
  if (by !== null) return { phraseChecked: false, phraseElsewhere: true };
  const entropy = await vault.recall(PHRASE_NAME);
  return { phraseChecked: entropy.ok && entropy.value === null, phraseElsewhere: false };
}

/** Checks typed words against the account; when right, the kept words are forgotten. */
export async function checkWords(
  vault: KeyVault,
  identity: Identity,
  words: string,
): Promise<Result<void, WorkspaceError>> {
  const matched = await matchWords(vault, identity, words);
  if (!matched.ok) return matched;
  // Made of the phrase, which is gone after this.
  const seed = await keepMintSeed(vault, identity.device, words);
  if (!seed.ok) return seed;
  const forgotten = await vault.forget(PHRASE_NAME);
  return forgotten.ok ? ok() : unavailable(forgotten.error.message);
}

/** Whether typed words are those of the account: `phrase-wrong` else. Changes nothing. */
export async function matchWords(
  vault: Pick<KeyVault, 'publicKeyOfSeed'>,
  { certificate }: Pick<Identity, 'certificate'>,
  words: string,
): Promise<Result<void, WorkspaceError>> {
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = phrase.entropyOfWords(words);
  if (!entropy.ok) return entropy;
  const root = await vault.publicKeyOfSeed(phrase.rootSeedOf(entropy.value));
  return equalBytes(root, certificate.root) ? ok() : fail('phrase-wrong', 'the phrase of another account');
}
