import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Sign, type SignedBytes, type Verify, signValue, verifySigned } from '../codec/signed.ts';
import { accountOfRoot, deviceOfKey } from './account.ts';

const PURPOSE = 'device-certificate';

/** What a device may do for its account. */
export const roleSchema = v.picklist(['chat', 'spend', 'issue', 'clerk', 'deal']);
/** See {@link roleSchema}. */
export type Role = v.InferOutput<typeof roleSchema>;

const certificateSchema = v.strictObject({
  v: v.literal(1),
  root: bytesOf(32),
  signing: bytesOf(32),
  agreement: bytesOf(32),
  roles: v.pipe(v.array(roleSchema), v.maxLength(16)),
  at: timeSchema,
});

/** A device certified by the root key of its account (IDN-3). */
export interface Certificate {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly root: Uint8Array;
  readonly signing: Uint8Array;
  readonly agreement: Uint8Array;
  readonly roles: readonly Role[];
  readonly at: number;
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

/** Reads and verifies a certificate. */
export async function readCertificate(
  signed: SignedBytes,
  verify: Verify,
): Promise<Result<Certificate, CertificateError>> {
  const read = readCanonical(certificateSchema, signed.bytes);
  if (read === null) return fail('certificate-malformed', 'not a device certificate');
  const { root, signing, agreement, roles, at } = read;
  if (!(await verifySigned(PURPOSE, signed, { key: root, verify }))) {
    return fail('certificate-forged', 'not signed by the root key it names');
  }
  return ok({
    account: accountOfRoot(root),
    device: deviceOfKey(signing),
    root,
    signing,
    agreement,
    roles,
    at,
    signed,
  });
}
