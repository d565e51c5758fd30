import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, joinBytes } from '../codec/bytes.ts';
import { type Bech32, bytesOfWords, readBech32 } from './bech32.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Version, hash of 20 bytes, checksum of 4. */
const OLD_LENGTH = 25;
const OLD_MAIN = [0, 5];
const OLD_TEST = [111, 196];
const NETWORKS: ReadonlyMap<string, 'main' | 'test'> = new Map([
  ['bc', 'main'],
  ['tb', 'test'],
  ['bcrt', 'test'],
]);

/** Where money sent to an address goes: the real network, one for tests, or `null` where text is no address. */
export type BitcoinNetwork = 'main' | 'test' | null;

/** Bytes of Base58: as many zero bytes in front as there are ones. */
function bytesOfBase58(text: string): Uint8Array {
  let value = 0n;
  for (const sign of text) value = value * 58n + BigInt(BASE58.indexOf(sign));
  const bytes: number[] = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 0xffn));
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return joinBytes(new Uint8Array(zeros), Uint8Array.from(bytes));
}

function oldNetwork(address: string): BitcoinNetwork {
  if (!/^[1-9A-HJ-NP-Za-km-z]{26,35}$/.test(address)) return null;
  const bytes = bytesOfBase58(address);
  const expected = sha256(sha256(bytes.subarray(0, -4)));
  const isSound = bytes.length === OLD_LENGTH && equalBytes(bytes.subarray(-4), expected.subarray(0, 4));
  const version = isSound ? (bytes[0] ?? -1) : -1;
  if (OLD_MAIN.includes(version)) return 'main';
  return OLD_TEST.includes(version) ? 'test' : null;
}

/** Whether an address is one of Bitcoin, by its checksum and form (Base58Check, BIP173, BIP350), and of which network. */
export function bitcoinNetwork(address: string): BitcoinNetwork {
  const read = address.length <= 90 ? readBech32(address) : null;
  if (read === null) return oldNetwork(address);
  const network = NETWORKS.get(read.prefix) ?? null;
  return isProgram(read) ? network : null;
}

function isProgram({ words: [version = 32, ...words], form }: Bech32): boolean {
  const program = bytesOfWords(words);
  if (program === null || version > 16) return false;
  return form === (version === 0 ? 'bech32' : 'bech32m') && fits(version, program);
}

function fits(version: number, { length }: Uint8Array): boolean {
  return version === 0 ? length === 20 || length === 32 : length >= 2 && length <= 40;
}
