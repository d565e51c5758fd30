import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { type Certificate, readCertificate } from '@domain/identity/certificate.ts';
import type { FamilyPapers } from '@domain/device/family.ts';
import { type Profile, profileSchema } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys, KeyVault, KeyVaultError, VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';

/** Name under which the identity is kept in the vault; the database can be lost without it. */
export const IDENTITY_NAME = 'identity.v1';

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const storedFields = {
  certificate: pair,
  profile: profileSchema,
  profileAt: timeSchema,
  signaling: v.array(v.string()),
};
const familyFields = { certificates: v.array(pair), revocations: v.array(pair), meeting: v.array(v.string()) };
const storedSchema = v.variant('v', [
  v.strictObject({ v: v.literal(1), ...storedFields }),
  /** Of an account with other devices. */
  v.strictObject({ v: v.literal(2), ...storedFields, ...familyFields }),
  /** Of which more is known than there is room for under one name. */
  v.strictObject({ v: v.literal(3), ...storedFields, ...familyFields, apart: v.array(v.string()) }),
]);
type Stored = v.InferOutput<typeof storedSchema>;

/** Who one is on this device. */
export interface Identity {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly certificate: Certificate;
  /** What is known of all devices of the account, this one too. */
  readonly papers: FamilyPapers;
  readonly keys: DeviceKeys;
  readonly profile: Profile;
  /** When profile or addresses last changed, ms; the version of the contact card. */
  readonly profileAt: number;
  /** Where the newest card says we can be found. */
  readonly signaling: readonly string[];
  /** Where other devices of the account said they can be found, the last that said so first. */
  readonly meeting: readonly string[];
}

/** What identities are made of. */
export interface IdentityParts {
  readonly vault: KeyVault;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
}

/** Opens the identity of this profile; null before the first start. */
export async function openIdentity({ vault, verify }: IdentityParts): Promise<Result<Identity | null, WorkspaceError>> {
  const stored = await vault.recall(IDENTITY_NAME);
  if (!stored.ok) return unreadable(stored.error);
  if (stored.value === null) return ok(null);
  const kept = readStored(stored.value);
  if (kept === null) return unavailable('the kept identity cannot be read');
  const keys = await vault.openDevice();
  if (!keys.ok) return unreadable(keys.error);
  if (keys.value === null) return unavailable('the device keys are gone');
  const [bytes, signature] = kept.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok || !equalBytes(certificate.value.signing, keys.value.public.signing)) {
    return unavailable('the kept identity does not fit the device keys');
  }
  const { account, device } = certificate.value;
  const { profile, profileAt, signaling } = kept;
  const papers = await papersOf(kept, certificate.value, { verify, vault });
  if (papers === null) return fail('host-unreachable', 'the code for several devices did not come');
  const own = { account, device, certificate: certificate.value, papers, keys: keys.value };
  return ok({ ...own, profile, profileAt, signaling, meeting: kept.v === 1 ? [] : kept.meeting });
}

/** What is kept of the account's devices; null when the code for it did not come. Of one device there is nothing to be read. */
async function papersOf(
  kept: Stored,
  own: Certificate,
  from: { readonly verify: VerifySignature; readonly vault?: KeyVault },
): Promise<FamilyPapers | null> {
  if (kept.v === 1) return { certificates: [own], revocations: [] };
  const load = () => import('./keptPapers.ts');
  // A change of the network ends what is under way; what comes after it works.
  const code = await load()
    .catch(load)
    .catch(() => null);
  return code === null ? null : code.readKeptPapers(kept, own, from);
}

/** Whose identity was kept, without the keys, and with the papers that are in it alone; null when it cannot be read, or its certificate does not hold. */
export async function readKeptPerson(
  stored: Uint8Array,
  verify: VerifySignature,
): Promise<Pick<Identity, 'account' | 'profile' | 'profileAt' | 'papers' | 'signaling'> | null> {
  const kept = readStored(stored);
  if (kept === null) return null;
  const [bytes, signature] = kept.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok) return null;
  const { profile, profileAt, signaling } = kept;
  const papers = await papersOf(kept, certificate.value, { verify });
  if (papers === null) return null;
  return { account: certificate.value.account, profile, profileAt, papers, signaling };
}

function readStored(bytes: Uint8Array): Stored | null {
  return readCanonical(storedSchema, bytes);
}

/** A lock that is closed is no fault. */
function unreadable({ code, message }: KeyVaultError): Result<never, WorkspaceError> {
  return code === 'vault-locked' ? fail(code, message) : unavailable(message);
}

/** Says that the vault does not do what it is there for. */
export function unavailable(message: string): Result<never, WorkspaceError> {
  return fail('vault-unavailable', message);
}
