import { type Result, ok } from '@shared/result.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { IDENTITY_NAME, type Identity, unavailable } from './identity.ts';

/** Most that the vault takes under one name, bytes. */
export const MAX_IDENTITY_BYTES = 65_536;

/** Keeps a changed profile, or what is new of the account's devices. */
export async function saveIdentity(vault: KeyVault, identity: Identity): Promise<Result<void, WorkspaceError>> {
  const kept = await vault.keep(IDENTITY_NAME, encodeIdentity(identity));
  return kept.ok ? ok() : unavailable(kept.error.message);
}

/** The bytes an identity is kept as: the vault takes at most {@link MAX_IDENTITY_BYTES}. */
export function encodeIdentity(identity: Identity): Uint8Array {
  const { profile, profileAt, signaling, papers, meeting } = identity;
  const pairOf = ({ signed }: { readonly signed: SignedBytes }) => [signed.bytes, signed.signature];
  const plain = { certificate: pairOf(identity.certificate), profile, profileAt, signaling };
  const isAlone = papers.certificates.length <= 1 && papers.revocations.length === 0;
  const value = isAlone
    ? { v: 1, ...plain }
    : {
        ...{ v: 2, ...plain },
        certificates: papers.certificates.map(pairOf),
        revocations: papers.revocations.map(pairOf),
        meeting,
      };
  return encodeCanonical(value);
}
