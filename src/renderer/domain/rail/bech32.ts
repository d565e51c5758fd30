const CHARSET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const CHECKSUM_LENGTH = 6;

/** Text in bech32 (BIP173) or bech32m (BIP350), its checksum proven. */
export interface Bech32 {
  /** Lower case. */
  readonly prefix: string;
  /** Five bits each, without the checksum. */
  readonly words: readonly number[];
  readonly form: 'bech32' | 'bech32m';
}

function checksumOf(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATORS.entries()) if (((top >>> bit) & 1) === 1) sum ^= generator;
  }
  return sum >>> 0;
}

/** Reads it, all in one case; null for anything whose checksum does not hold. */
export function readBech32(text: string): Bech32 | null {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return null;
  const cut = lower.lastIndexOf('1');
  const prefix = lower.slice(0, cut);
  if (cut < 1 || !/^[!-~]+$/.test(prefix)) return null;
  const words = lower
    .slice(cut + 1)
    .split('')
    .map((sign) => CHARSET.indexOf(sign));
  if (words.length < CHECKSUM_LENGTH || words.includes(-1)) return null;
  const codes = prefix.split('').map((sign) => sign.charCodeAt(0));
  const checksum = checksumOf([...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...words]);
  const form = checksum === 1 ? 'bech32' : checksum === 0x2bc830a3 ? 'bech32m' : null;
  return form === null ? null : { prefix, words: words.slice(0, -CHECKSUM_LENGTH), form };
}

/** Words of five bits as bytes; null where more than four bits, or bits that are not zero, are left over. */
export function bytesOfWords(words: readonly number[]): Uint8Array | null {
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const word of words) {
    buffer = ((buffer << 5) | word) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  const isClean = bits < 5 && (buffer & ((1 << bits) - 1)) === 0;
  return isClean ? Uint8Array.from(bytes) : null;
}
