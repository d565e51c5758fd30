import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** True when both hold the same bytes. Not constant time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/** Joins byte strings. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Orders byte strings (COD-6) as unsigned numbers, shorter first where one begins the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const SEPARATOR = Uint8Array.of(0);

/** What stands before the bytes, for the labels in use: a device reads thousands of events of one kind. */
const prefixes = new Map<string, Uint8Array>();
/** A peer can name as many labels as it likes. */
const MOST_PREFIXES = 64;

function prefixOf(tag: string, label: string): Uint8Array {
  const name = `${tag}\0${label}`;
  const known = prefixes.get(name);
  if (known !== undefined) return known;
  if (prefixes.size >= MOST_PREFIXES) prefixes.clear();
  const prefix = joinBytes(utf8ToBytes(tag), SEPARATOR, utf8ToBytes(label), SEPARATOR);
  prefixes.set(name, prefix);
  return prefix;
}

/** `tag ‖ 00 ‖ label ‖ 00 ‖ bytes` (COD-3): what is hashed and signed, so that bytes signed for one purpose never pass for another. */
export function tagged(tag: string, label: string, bytes: Uint8Array): Uint8Array {
  return joinBytes(prefixOf(tag, label), bytes);
}

/** SHA-256 over {@link tagged} bytes. */
export function taggedHash(tag: string, label: string, bytes: Uint8Array): Uint8Array {
  return sha256(tagged(tag, label, bytes));
}
