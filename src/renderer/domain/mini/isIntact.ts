import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from '../codec/bytes.ts';
import type { DocumentSnapshot } from './records.ts';

/** Whether a snapshot is what was kept (MIN-32): its bytes are those its digest was made of. */
export function isIntact({ bytes, digest }: Pick<DocumentSnapshot, 'bytes' | 'digest'>): boolean {
  return equalBytes(sha256(bytes), digest);
}
