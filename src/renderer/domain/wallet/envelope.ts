import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { tagged, taggedHash } from '../codec/bytes.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import type { Sign, Verify } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { SIGNATURE_LENGTH } from '../event/event.ts';
import { type Field, Misfit, bytes, count, list, pattern, device as deviceField } from './fields.ts';
import type { RecordId } from './ids.ts';
import {
  type Draft,
  MAX_RECORD_BYTES,
  MAX_RECORD_PARTS,
  MAX_SIGNATURES,
  NONCE_LENGTH,
  RECORD_VERSION,
  type RecordOf,
  type RecordSignature,
  type RecordType,
  type VerifiedOf,
  type VerifiedRecord,
  type WalletRecord,
  bodies,
} from './record.ts';

/** Domain tag of wallet records. */
export const WALLET_TAG = 'wallet/1';
/** What signatures take at most: 32 + 64 bytes each, and their heads. */
const MAX_ENVELOPE_BYTES = MAX_RECORD_BYTES + MAX_SIGNATURES * 102 + 16;

/** Why bytes are no record. `record-newer-version` is no offence: it counts nothing here, and is kept (WAL-7). */
export type RecordFormError = Failure<'record-too-large' | 'record-malformed' | 'record-newer-version'>;

const typeField = pattern(/^[a-z][a-z-]{0,31}$/);
const nonceField = bytes(NONCE_LENGTH);
const signatureField = bytes(SIGNATURE_LENGTH);

/** Whether this version knows records of a type. */
export function isRecordType(type: string): type is RecordType {
  return Object.hasOwn(bodies, type);
}

/** The canonical bytes of a record (WAL-1). Throws on a body that does not fit its type: a bug of the caller. */
export function encodeRecord<Type extends RecordType>({ type, nonce, body }: Draft<Type>): Uint8Array {
  // One table of fields by type: the compiler cannot see that the entry fits the body.
  const field = bodies[type] as unknown as Field<unknown>;
  const fields = field.write(body) as Record<string, unknown>;
  // Writing takes most things as they are: what nobody could read must not be signed.
  field.read(fields);
  return encodeCanonical({ v: RECORD_VERSION, t: type, nonce: nonceField.write(nonce), ...fields });
}

/** What is signed (WAL-3). */
export function recordSigningBytes(type: RecordType, recordBytes: Uint8Array): Uint8Array {
  return tagged(WALLET_TAG, type, recordBytes);
}

/** The id of a record (WAL-2): signatures are no part of it. */
export function recordIdOf(type: RecordType, recordBytes: Uint8Array): RecordId {
  return toBase64url(taggedHash(WALLET_TAG, type, recordBytes)) as RecordId;
}

/** The id a draft will have once signed, whoever signs it. */
export function draftId(draft: Draft): RecordId {
  return recordIdOf(draft.type, encodeRecord(draft));
}

/** One byte string of a record and its signatures: CBOR `[bytes, [[key, signature], …]]` (WAL-1). */
export function packRecord({ bytes: recordBytes, signatures }: Pick<WalletRecord, 'bytes' | 'signatures'>): Uint8Array {
  return encodeCanonical([recordBytes, signatures.map(({ key, signature }) => [idBytes(key), signature])]);
}

/** Reads a record strictly (WAL-1, WAL-7). Says nothing about its signatures. Never throws. */
export function decodeRecord(packed: Uint8Array): Result<WalletRecord, RecordFormError> {
  if (packed.length > MAX_ENVELOPE_BYTES) return fail('record-too-large', `${packed.length} bytes`);
  const decoded = decodeCanonical(packed, 4 + 3 * MAX_SIGNATURES);
  if (!decoded.ok) return fail('record-malformed', decoded.error.message);
  try {
    return ok(readEnvelope(decoded.value));
  } catch (cause) {
    if (!(cause instanceof Misfit)) throw cause;
    return fail(cause.isNewer ? 'record-newer-version' : 'record-malformed', cause.message);
  }
}

function readEnvelope(value: unknown): WalletRecord {
  if (!Array.isArray(value) || value.length !== 2) throw new Misfit('not a pair');
  const [recordBytes, signatures] = value as readonly unknown[];
  if (!(recordBytes instanceof Uint8Array) || recordBytes.length > MAX_RECORD_BYTES) throw new Misfit('not bytes');
  return readContent(recordBytes, readSignatures(signatures));
}

const signaturesField: Field<readonly (readonly unknown[])[]> = list(
  {
    read: (wire) => {
      if (!Array.isArray(wire) || wire.length !== 2) throw new Misfit('not a signature');
      return wire as readonly unknown[];
    },
    write: (value) => value,
  },
  1,
  MAX_SIGNATURES,
);

function readSignatures(wire: unknown): readonly RecordSignature[] {
  const signatures = signaturesField
    .read(wire)
    .map(([key, signature]) => ({ key: deviceField.read(key), signature: signatureField.read(signature) }));
  const isOrdered = signatures.every(({ key }, place) => place === 0 || (signatures[place - 1]?.key ?? '') < key);
  if (!isOrdered) throw new Misfit('signatures out of order');
  return signatures;
}

function readContent(recordBytes: Uint8Array, signatures: readonly RecordSignature[]): WalletRecord {
  const decoded = decodeCanonical(recordBytes, MAX_RECORD_PARTS);
  if (!decoded.ok) throw new Misfit(decoded.error.message);
  const { value } = decoded;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misfit('not a map');
  const { v, t, nonce, ...fields } = value as Readonly<Record<string, unknown>>;
  const type = typeField.read(t);
  if (count.read(v) !== RECORD_VERSION) throw new Misfit('another version', true);
  if (!isRecordType(type)) throw new Misfit(`a ${type}`, true);
  const record = {
    id: recordIdOf(type, recordBytes),
    type,
    nonce: nonceField.read(nonce),
    body: bodies[type].read(fields),
    bytes: recordBytes,
    signatures,
  };
  // Type and body come from one entry of the table.
  return record as WalletRecord;
}

/** Checks every signature (WAL-3): one that does not hold makes the whole envelope worthless. */
export async function verifyRecord(
  record: WalletRecord,
  verify: Verify,
): Promise<Result<VerifiedRecord, Failure<'record-forged'>>> {
  const signed = recordSigningBytes(record.type, record.bytes);
  const answers = await Promise.all(
    record.signatures.map(({ key, signature }) => verify(idBytes(key), signature, signed)),
  );
  // The brand is given here and in `sealRecord` alone.
  return answers.every(Boolean) ? ok(record as VerifiedRecord) : fail('record-forged', 'a signature does not hold');
}

/** Who signs: a device's key or a root key. */
export interface Signer {
  readonly key: DeviceId;
  readonly sign: Sign;
}

/** Signs a draft. Throws on a body that does not fit: a bug of the caller. */
export async function sealRecord<Type extends RecordType>(
  draft: Draft<Type>,
  ...signers: readonly Signer[]
): Promise<VerifiedOf<Type>> {
  const recordBytes = encodeRecord(draft);
  const signed = recordSigningBytes(draft.type, recordBytes);
  const signatures = await Promise.all(signers.map(async ({ key, sign }) => ({ key, signature: await sign(signed) })));
  const record: RecordOf<Type> = {
    ...draft,
    id: recordIdOf(draft.type, recordBytes),
    bytes: recordBytes,
    signatures: inOrder(signatures),
  };
  return record as VerifiedOf<Type>;
}

/**
 * Both sets of signatures on one record (WAL-3): what has the same id says the same. Of more than an envelope holds those that carry weight stay
 * before others, and those of `one` before those of `other`. Throws on two ids.
 */
export function joinSignatures<R extends WalletRecord>(
  one: R,
  other: WalletRecord,
  carries: (signature: RecordSignature) => boolean = () => false,
): R {
  if (one.id !== other.id) throw new TypeError('signatures of two records');
  const known = new Set(one.signatures.map(({ key }) => key));
  const added = other.signatures.filter(({ key }) => !known.has(key));
  if (added.length === 0) return one;
  const kept = mostOf([...one.signatures, ...added], carries);
  return kept.some((each) => added.includes(each)) ? { ...one, signatures: inOrder(kept) } : one;
}

function mostOf(
  signatures: readonly RecordSignature[],
  carries: (signature: RecordSignature) => boolean,
): readonly RecordSignature[] {
  if (signatures.length <= MAX_SIGNATURES) return signatures;
  const weighty = signatures.filter(carries);
  const others = signatures.filter((each) => !weighty.includes(each));
  return [...weighty, ...others].slice(0, MAX_SIGNATURES);
}

function inOrder(signatures: readonly RecordSignature[]): readonly RecordSignature[] {
  return signatures.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
