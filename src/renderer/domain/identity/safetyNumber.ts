import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { compareBytes, joinBytes } from '../codec/bytes.ts';

const ROUNDS = 5200;

/**
 * The number two people compare to know that nobody stands between them (IDN-6): 60 digits in 12 groups, the same on both
 * sides. 30 digits of each root key: 5,200 rounds of SHA-512, six times five bytes modulo 100,000 (the form Signal uses).
 */
export function safetyNumber(ourRoot: Uint8Array, theirRoot: Uint8Array): string {
  const roots = [ourRoot, theirRoot].sort(compareBytes);
  return roots.flatMap(groupsOf).join(' ');
}

function groupsOf(root: Uint8Array): readonly string[] {
  let hash = joinBytes(utf8ToBytes('banyan/safety/1'), root);
  for (let round = 0; round < ROUNDS; round += 1) hash = sha512(joinBytes(hash, root));
  return Array.from({ length: 6 }, (_, group) => {
    const value = hash.slice(group * 5, group * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  });
}
