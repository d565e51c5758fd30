import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { equalBytes, joinBytes, tagged } from '../codec/bytes.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type SignedBytes, type Verify, signValue, verifySigned } from '../codec/signed.ts';
import { accountOfRoot, deviceOfKey } from './account.ts';

const PURPOSE = 'device-certificate';

/** Most certificates between the root and a device, that of the device among them (IDN-7). */
export const MAX_CERTIFICATE_DEPTH = 8;

/** What a device may do for its account. `certify`: link further devices (IDN-7). */
export const roleSchema = v.picklist(['chat', 'spend', 'issue', 'clerk', 'deal', 'certify']);
/** See {@link roleSchema}. */
export type Role = v.InferOutput<typeof roleSchema>;

const certificateFields = {
  root: bytesOf(32),
  signing: bytesOf(32),
  agreement: bytesOf(32),
  roles: v.pipe(v.array(roleSchema), v.maxLength(16)),
  at: timeSchema,
};
const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const certificateSchema = v.variant('v', [
  v.strictObject({ v: v.literal(1), ...certificateFields }),
  /** By another device, whose own certificate it carries; `consent` is the signature of the device that is certified (IDN-8). */
  v.strictObject({ v: v.literal(2), ...certificateFields, by: pair, consent: bytesOf(64) }),
]);

/** A device certified by the root key of its account (IDN-3), or by a device that was (IDN-7). */
export interface Certificate {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly root: Uint8Array;
  readonly signing: Uint8Array;
  readonly agreement: Uint8Array;
  readonly roles: readonly Role[];
  readonly at: number;
  /** Of the device that certified this one; null: the root did. */
  readonly by: Certificate | null;
  /** As received; forwarded unchanged. */
  readonly signed: SignedBytes;
}

/** Why a certificate is refused. */
export type CertificateError = Failure<'certificate-malformed' | 'certificate-forged'>;

/** Certifies a device with the root key. */
export function certifyDevice(
  fields: { root: Uint8Array; signing: Uint8Array; agreement: Uint8Array; roles: readonly Role[]; at: number },
  signWithRoot: Sign,
): Promise<SignedBytes> {
  return signValue(PURPOSE, { v: 1, ...fields }, signWithRoot);
}

/** What a device signs to say that it belongs to the account of a root: nobody else can certify its key there (IDN-8). */
export function consentTo(root: Uint8Array, agreement: Uint8Array): Uint8Array {
  return tagged('banyan/device-consent/1', 'belong', joinBytes(root, agreement));
}

/** Certifies a device, which consented (IDN-8), with another that may (IDN-7). */
export function certifyByDevice(
  fields: { signing: Uint8Array; agreement: Uint8Array; consent: Uint8Array; roles: readonly Role[]; at: number },
  by: Certificate,
  sign: Sign,
): Promise<SignedBytes> {
  const value = { v: 2, ...fields, root: by.root, by: [by.signed.bytes, by.signed.signature] };
  return signValue(PURPOSE, value, sign);
}

/** Whether a device may certify others: one that the root certified may, any other where its certificate says so (IDN-7). */
export function mayCertify({ by, roles }: Pick<Certificate, 'by' | 'roles'>): boolean {
  return by === null || roles.includes('certify');
}

/** The certificates from the one the root signed down to this one. */
export function chainOf(certificate: Certificate): readonly Certificate[] {
  return certificate.by === null ? [certificate] : [...chainOf(certificate.by), certificate];
}

/** Reads and verifies a certificate, and those it rests on. */
export function readCertificate(signed: SignedBytes, verify: Verify): Promise<Result<Certificate, CertificateError>> {
  return readAt(signed, verify, MAX_CERTIFICATE_DEPTH);
}

async function readAt(
  signed: SignedBytes,
  verify: Verify,
  depth: number,
): Promise<Result<Certificate, CertificateError>> {
  const read = depth > 0 ? readCanonical(certificateSchema, signed.bytes) : null;
  if (read === null) return fail('certificate-malformed', 'not a device certificate');
  const by = read.v === 2 ? await readAt({ bytes: read.by[0], signature: read.by[1] }, verify, depth - 1) : ok(null);
  if (!by.ok) return by;
  if (by.value !== null && !mayBeBy(read, by.value)) return fail('certificate-forged', 'by a device that may not');
  if (!(await isSigned(signed, { read, by: by.value }, verify)))
    return fail('certificate-forged', 'not signed by the key it names, or by the one it is of');
  const { root, signing, agreement, roles, at } = read;
  return ok({
    account: accountOfRoot(root),
    device: deviceOfKey(signing),
    root,
    signing,
    agreement,
    roles,
    at,
    by: by.value,
    signed,
  });
}

/** Signed by the root or the device it names, and by the key it is of: who has the root's word needs no consent (IDN-8). */
async function isSigned(
  signed: SignedBytes,
  { read, by }: { readonly read: v.InferOutput<typeof certificateSchema>; readonly by: Certificate | null },
  verify: Verify,
): Promise<boolean> {
  if (!(await verifySigned(PURPOSE, signed, { key: by?.signing ?? read.root, verify }))) return false;
  return read.v === 1 || verify(read.signing, read.consent, consentTo(read.root, read.agreement));
}

/** A device gives no more than it has, and only in its own account. */
function mayBeBy({ root, roles }: Pick<Certificate, 'root' | 'roles'>, by: Certificate): boolean {
  const given = roles.filter((role) => role !== 'certify');
  return mayCertify(by) && equalBytes(root, by.root) && given.every((role) => by.roles.includes(role));
}
