import type { SignatureJob } from '@ports/keyVault.ts';
import { KEY_LENGTH } from './keyFormats.ts';

/** Bytes of an Ed25519 signature. */
export const SIGNATURE_LENGTH = 64;

/** Many signatures to check, as they cross to the worker: few buffers instead of thousands of small ones. */
export interface SignatureBatch {
  readonly id: number;
  readonly keys: Uint8Array<ArrayBuffer>;
  readonly signatures: Uint8Array<ArrayBuffer>;
  /** Where the bytes of each end. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the worker answers: 1 for each that fits, in the order of the batch. */
export interface BatchReply {
  readonly id: number;
  readonly valid: Uint8Array<ArrayBuffer>;
}

/** Packs jobs. Throws on a key or signature of another length: those are sorted out before. */
export function packBatch(id: number, jobs: readonly SignatureJob[]): SignatureBatch {
  const keys = new Uint8Array(KEY_LENGTH * jobs.length);
  const signatures = new Uint8Array(SIGNATURE_LENGTH * jobs.length);
  const ends = new Uint32Array(jobs.length);
  const bytes = new Uint8Array(jobs.reduce((sum, job) => sum + job.bytes.length, 0));
  let end = 0;
  for (const [place, job] of jobs.entries()) {
    if (!isWellFormed(job)) throw new RangeError('a key or signature of another length');
    keys.set(job.publicKey, place * KEY_LENGTH);
    signatures.set(job.signature, place * SIGNATURE_LENGTH);
    bytes.set(job.bytes, end);
    end += job.bytes.length;
    ends[place] = end;
  }
  return { id, keys, signatures, ends, bytes };
}

/** The jobs of a batch, as views into it. */
export function jobsOf({ keys, signatures, ends, bytes }: SignatureBatch): readonly SignatureJob[] {
  return Array.from(ends, (end, place) => ({
    publicKey: keys.subarray(place * KEY_LENGTH, (place + 1) * KEY_LENGTH),
    signature: signatures.subarray(place * SIGNATURE_LENGTH, (place + 1) * SIGNATURE_LENGTH),
    bytes: bytes.subarray(ends[place - 1] ?? 0, end),
  }));
}

/** Whether key and signature have the lengths of Ed25519. */
export function isWellFormed({ publicKey, signature }: SignatureJob): boolean {
  return publicKey.length === KEY_LENGTH && signature.length === SIGNATURE_LENGTH;
}
