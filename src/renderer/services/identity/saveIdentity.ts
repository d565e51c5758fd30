import { type Result, ok } from '@shared/result.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import { NO_PAPERS } from '@domain/device/family.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { IDENTITY_NAME, type Identity, unavailable } from './identity.ts';

/** Most that the vault takes under one name, bytes. */
const MAX_IDENTITY_BYTES = 65_536;

/** Keeps a changed profile, or what is new of the account's devices. */
export async function saveIdentity(vault: KeyVault, identity: Identity): Promise<Result<void, WorkspaceError>> {
  const whole = encodeIdentity(identity);
  const bytes = whole.length <= MAX_IDENTITY_BYTES ? whole : await keptWithin(vault, identity);
  if (bytes === null) return unavailable('not all that is known of the devices could be kept');
  const kept = await vault.keep(IDENTITY_NAME, bytes);
  return kept.ok ? ok() : unavailable(kept.error.message);
}

/** What is too large for one name of the vault is kept under several; null when that failed. */
async function keptWithin(vault: KeyVault, identity: Identity): Promise<Uint8Array | null> {
  const load = () => import('./papersApart.ts');
  const code = await load()
    .catch(load)
    .catch(() => null);
  const bare = encodeIdentity({ ...identity, papers: NO_PAPERS }, ['']);
  const kept = (await code?.keepPapersApart(vault, identity.papers, MAX_IDENTITY_BYTES - bare.length)) ?? null;
  return kept === null ? null : encodeIdentity({ ...identity, papers: kept.within }, kept.apart);
}

/** The bytes an identity is kept as: the vault takes at most {@link MAX_IDENTITY_BYTES}. `apart` names papers that are kept beside it. */
function encodeIdentity(identity: Identity, apart: readonly string[] = []): Uint8Array {
  const { profile, profileAt, signaling, papers, meeting } = identity;
  const pairOf = ({ signed }: { readonly signed: SignedBytes }) => [signed.bytes, signed.signature];
  const plain = { certificate: pairOf(identity.certificate), profile, profileAt, signaling };
  const isAlone = papers.certificates.length <= 1 && papers.revocations.length === 0 && apart.length === 0;
  const value = isAlone
    ? { v: 1, ...plain }
    : {
        ...{ v: 2, ...plain },
        certificates: papers.certificates.map(pairOf),
        revocations: papers.revocations.map(pairOf),
        meeting,
        ...(apart.length === 0 ? {} : { v: 3, apart }),
      };
  return encodeCanonical(value);
}
