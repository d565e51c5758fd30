import { type FamilyPapers, joinPapers } from '@domain/device/family.ts';
import { readRevocation } from '@domain/device/revocation.ts';
import { type Certificate, readCertificate } from '@domain/identity/certificate.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import { NONE_APART, readApart } from './papersApart.ts';

/** Papers as they are kept with an identity: bytes and signature of each. */
export interface KeptPapers {
  readonly certificates: readonly (readonly [Uint8Array, Uint8Array])[];
  readonly revocations: readonly (readonly [Uint8Array, Uint8Array])[];
  /** Names in the vault under which more are kept. */
  readonly apart?: readonly string[];
}

/** Reads what is kept of an account's devices. What does not hold, or is another account's, is left out: it comes again from other devices. */
export async function readKeptPapers(
  kept: KeptPapers,
  own: Certificate,
  { verify, vault }: { readonly verify: VerifySignature; readonly vault?: Pick<KeyVault, 'recall'> },
): Promise<FamilyPapers> {
  const apart = vault === undefined ? NONE_APART : await readApart(vault, kept.apart ?? []);
  const signed = ([bytes, signature]: readonly [Uint8Array, Uint8Array]) => ({ bytes, signature });
  const certificates = await Promise.all(
    [...kept.certificates, ...apart.certificates].map((each) => readCertificate(signed(each), verify)),
  );
  const revocations = await Promise.all(
    [...kept.revocations, ...apart.revocations].map((each) => readRevocation(signed(each), verify)),
  );
  return joinPapers(
    { certificates: [own], revocations: [] },
    {
      certificates: certificates.flatMap((read) => (read.ok && read.value.account === own.account ? [read.value] : [])),
      revocations: revocations.flatMap((read) => (read.ok && read.value.account === own.account ? [read.value] : [])),
    },
  );
}
