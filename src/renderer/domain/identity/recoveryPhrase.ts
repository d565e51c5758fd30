import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Bytes of entropy behind twelve words (BIP-39: 128 bits and 4 bits of checksum). */
export const ENTROPY_LENGTH = 16;

/** The twelve words of 16 bytes of entropy (IDN-4, BIP-39 English). */
export function wordsOf(entropy: Uint8Array): readonly string[] {
  return entropyToMnemonic(entropy, wordlist).split(' ');
}

/** Reads words a person typed: any case, any white space, commas or numbers between them. */
export function entropyOfWords(text: string): Result<Uint8Array, Failure<'phrase-wrong'>> {
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  try {
    return ok(mnemonicToEntropy(words.join(' '), wordlist));
  } catch {
    return fail('phrase-wrong', 'not a BIP-39 phrase');
  }
}

/** The 32-byte Ed25519 seed of the account root (IDN-5): HKDF-SHA-256 of the BIP-39 seed. Takes some 10 ms. */
export function rootSeedOf(entropy: Uint8Array): Uint8Array {
  const seed = mnemonicToSeedSync(entropyToMnemonic(entropy, wordlist));
  return hkdf(sha256, seed, undefined, utf8ToBytes('banyan/root/1'), 32);
}

/** The private key that opens backups closed with the phrase (BAK-1, `docs/BACKUP.md`), of the root's seed. */
export function backupKeyOf(rootSeed: Uint8Array): Uint8Array {
  return hkdf(sha256, rootSeed, undefined, utf8ToBytes('banyan/backup/1'), 32);
}
