/** Reads a bundle (WAL-150) and believes nothing in it: every certificate and every signature is checked. */
import * as v from 'valibot';
import { decodeCanonical } from '@domain/codec/canonical.ts';
import { type Result, fail, ok, type Failure } from '@shared/result.ts';
import { type CheckSignature, nameOf, underTag } from './proofs.ts';
import { type FormName, type Said, forms } from './recordForms.ts';

/** Largest bundle, bytes. */
export const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PARTS = 1_000_000;
const MOST_RECORD_BYTES = 32_768;
const MOST_ENVELOPE_BYTES = MOST_RECORD_BYTES + 8 * 102 + 16;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Why a bundle is refused; the message says it in a sentence. */
export type Refusal = Failure<'not-a-bundle' | 'another-version' | 'does-not-hold'>;

/** A certificate whose root signed it (IDN-3). */
export interface Certified {
  readonly account: string;
  readonly device: string;
  readonly roles: readonly string[];
}

/** A record of one type, its id, and the keys that signed it. */
export type Signed = {
  [Name in FormName]: {
    readonly type: Name;
    readonly id: string;
    readonly says: Said<Name>;
    readonly keys: readonly string[];
  };
}[FormName];
/** A {@link Signed} of one type. */
export type SignedAs<Name extends FormName> = Extract<Signed, { readonly type: Name }>;

/** What a bundle holds, all of it proven. */
export interface Contents {
  readonly certificates: readonly Certified[];
  readonly records: readonly Signed[];
}

const byteString = v.instance(Uint8Array);
const key = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32);
const signature = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 64);
const bundleForm = v.strictTuple([v.literal(1), v.array(byteString), v.array(byteString)]);
const certificateForm = v.strictObject({
  v: v.literal(1),
  root: key,
  signing: key,
  agreement: key,
  roles: v.pipe(v.array(v.picklist(['chat', 'spend', 'issue', 'clerk', 'deal'])), v.maxLength(16)),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LATEST)),
});
const signedPair = v.strictTuple([byteString, signature]);
const envelopeForm = v.strictTuple([
  byteString,
  v.pipe(v.array(v.strictTuple([key, signature])), v.minLength(1), v.maxLength(8)),
]);
const recordForm = v.looseObject({
  v: v.literal(1),
  t: v.string(),
  nonce: v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 16),
});

/** See the head of this file. Never throws for what the file holds. */
export async function readContents(bytes: Uint8Array, check: CheckSignature): Promise<Result<Contents, Refusal>> {
  const lists = readLists(bytes);
  if (!lists.ok) return lists;
  const certificates: Certified[] = [];
  for (const [place, packed] of lists.value.certificates.entries()) {
    const read = await readCertified(packed, check);
    if (!read.ok) return fail('does-not-hold', `Certificate ${place + 1}: ${read.error.message}.`);
    certificates.push(read.value);
  }
  const records: Signed[] = [];
  for (const [place, packed] of lists.value.records.entries()) {
    const read = await readSigned(packed, check);
    if (!read.ok) return fail('does-not-hold', `Record ${place + 1}: ${read.error.message}.`);
    records.push(read.value);
  }
  return ok({ certificates, records });
}

interface Lists {
  readonly certificates: readonly Uint8Array[];
  readonly records: readonly Uint8Array[];
}

function readLists(bytes: Uint8Array): Result<Lists, Refusal> {
  if (bytes.length > MOST_BYTES) return fail('not-a-bundle', 'It is larger than any bundle.');
  const decoded = decodeCanonical(bytes, MOST_PARTS);
  if (!decoded.ok) return fail('not-a-bundle', `It is no bundle, or it was cut or changed (${decoded.error.message}).`);
  const [version] = Array.isArray(decoded.value) ? (decoded.value as readonly unknown[]) : [];
  if (typeof version === 'number' && version !== 1) {
    return fail('another-version', `It is of version ${version}; this program reads version 1.`);
  }
  const lists = v.safeParse(bundleForm, decoded.value);
  if (!lists.success) return fail('not-a-bundle', 'It is no bundle.');
  const [, certificates, records] = lists.output;
  const isSorted = ascends(certificates) && ascends(records);
  return isSorted ? ok({ certificates, records }) : fail('not-a-bundle', 'What it holds is out of order.');
}

function ascends(list: readonly Uint8Array[]): boolean {
  return list.every((each, place) => place === 0 || Buffer.compare(list[place - 1] ?? each, each) < 0);
}

type Flaw = Failure<'flaw'>;
const flaw = (message: string) => fail('flaw', message);

async function readCertified(packed: Uint8Array, check: CheckSignature): Promise<Result<Certified, Flaw>> {
  const outer = decodeCanonical(packed);
  const pair = v.safeParse(signedPair, outer.ok ? outer.value : null);
  if (!pair.success) return flaw('not a signed value');
  const [bytes, proof] = pair.output;
  const inner = decodeCanonical(bytes);
  const form = v.safeParse(certificateForm, inner.ok ? inner.value : null);
  if (!form.success) return flaw('not a device certificate');
  const { root, signing, roles } = form.output;
  const message = underTag('banyan/signed/1', 'device-certificate', bytes);
  if (!(await check(root, proof, message))) return flaw('its root did not sign it');
  const device = Buffer.from(signing).toString('base64url');
  return ok({ account: nameOf('banyan/account/1', '', root), device, roles });
}

async function readSigned(packed: Uint8Array, check: CheckSignature): Promise<Result<Signed, Flaw>> {
  const outer = decodeCanonical(packed, 32);
  const envelope = v.safeParse(envelopeForm, outer.ok ? outer.value : null);
  if (!envelope.success || packed.length > MOST_ENVELOPE_BYTES) return flaw('not a record with its signatures');
  const [bytes, proofs] = envelope.output;
  const record = readRecord(bytes);
  if (!record.ok) return record;
  const keys = proofs.map(([by]) => Buffer.from(by).toString('base64url'));
  if (keys.some((each, place) => place > 0 && (keys[place - 1] ?? '') >= each)) return flaw('signers out of order');
  const message = underTag('wallet/1', record.value.type, bytes);
  for (const [by, proof] of proofs) if (!(await check(by, proof, message))) return flaw('a signature does not hold');
  // The body was read by the form of this very type, which the compiler cannot follow through the table.
  return ok({ ...record.value, keys } as Signed);
}

function readRecord(bytes: Uint8Array): Result<Omit<Signed, 'keys'>, Flaw> {
  const decoded = bytes.length <= MOST_RECORD_BYTES ? decodeCanonical(bytes, 2048) : null;
  const outline = v.safeParse(recordForm, decoded?.ok === true ? decoded.value : null);
  if (!outline.success) return flaw('not a record of version 1');
  const { v: _version, t: type, nonce: _nonce, ...fields } = outline.output;
  if (!isFormName(type)) return flaw('a type this version does not know');
  const says = v.safeParse(forms[type], fields);
  if (!says.success) return flaw(`not a sound ${type} (${says.issues[0].message})`);
  return ok({ type, id: nameOf('wallet/1', type, bytes), says: says.output } as Omit<Signed, 'keys'>);
}

function isFormName(type: string): type is FormName {
  return Object.hasOwn(forms, type);
}
