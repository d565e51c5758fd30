import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { type Certificate, certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import type { FamilyPapers } from '@domain/device/family.ts';
import { type Profile, profileSchema } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys, KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { PHRASE_NAME, loadPhrase } from './keptPhrase.ts';
import { keepMintSeed } from './mintSeedKeeper.ts';

/** Most that the vault takes under one name, bytes. */
export const MAX_IDENTITY_BYTES = 65_536;
/** Name under which the identity is kept in the vault; the database can be lost without it. */
export const IDENTITY_NAME = 'identity.v1';

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const storedFields = {
  certificate: pair,
  profile: profileSchema,
  profileAt: timeSchema,
  signaling: v.array(v.string()),
};
const storedSchema = v.variant('v', [
  v.strictObject({ v: v.literal(1), ...storedFields }),
  /** Of an account with other devices. */
  v.strictObject({
    v: v.literal(2),
    ...storedFields,
    certificates: v.array(pair),
    revocations: v.array(pair),
    meeting: v.array(v.string()),
  }),
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
  if (!stored.ok) return unavailable(stored.error.message);
  if (stored.value === null) return ok(null);
  const kept = readStored(stored.value);
  if (kept === null) return unavailable('the kept identity cannot be read');
  const keys = await vault.openDevice();
  if (!keys.ok) return unavailable(keys.error.message);
  if (keys.value === null) return unavailable('the device keys are gone');
  const [bytes, signature] = kept.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  if (!certificate.ok || !equalBytes(certificate.value.signing, keys.value.public.signing)) {
    return unavailable('the kept identity does not fit the device keys');
  }
  const { account, device } = certificate.value;
  const { profile, profileAt, signaling } = kept;
  const papers = await papersOf(kept, certificate.value, verify);
  if (papers === null) return fail('host-unreachable', 'the code for several devices did not come');
  const own = { account, device, certificate: certificate.value, papers, keys: keys.value };
  return ok({ ...own, profile, profileAt, signaling, meeting: kept.v === 2 ? kept.meeting : [] });
}

/** What is kept of the account's devices; null when the code for it did not come. Of one device there is nothing to be read. */
async function papersOf(kept: Stored, own: Certificate, verify: VerifySignature): Promise<FamilyPapers | null> {
  if (kept.v === 1) return { certificates: [own], revocations: [] };
  const load = () => import('./keptPapers.ts');
  // A change of the network ends what is under way; what comes after it works.
  const code = await load()
    .catch(load)
    .catch(() => null);
  return code === null ? null : code.readKeptPapers(kept, own, verify);
}

/** Whose identity was kept, without the keys; null when it cannot be read, or its certificate does not hold. */
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
  const papers = await papersOf(kept, certificate.value, verify);
  if (papers === null) return null;
  return { account: certificate.value.account, profile, profileAt, papers, signaling };
}

function readStored(bytes: Uint8Array): Stored | null {
  return readCanonical(storedSchema, bytes);
}

/** First start: an account root from fresh entropy, a device certified by it (IDN-3…IDN-5). The root key is not kept. */
export async function createIdentity(
  parts: IdentityParts,
  profile: Profile,
): Promise<Result<Identity, WorkspaceError>> {
  const { vault, clock, random } = parts;
  const keys = await newKeys(vault);
  if (!keys.ok) return keys;
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = random.bytes(phrase.ENTROPY_LENGTH);
  const seed = phrase.rootSeedOf(entropy);
  const at = clock.now();
  const certificate = await certifyWithSeed(parts, { seed, keys: keys.value, at });
  const keptPhrase = await vault.keep(PHRASE_NAME, entropy);
  if (!keptPhrase.ok) return unavailable(keptPhrase.error.message);
  const { account, device } = certificate;
  const papers = { certificates: [certificate], revocations: [] };
  const own = { account, device, certificate, papers, keys: keys.value };
  const identity = { ...own, profile, profileAt: at, signaling: [], meeting: [] };
  const saved = await saveIdentity(vault, identity);
  return saved.ok ? ok(identity) : saved;
}

/** Certifies the keys of this device with the root itself, for everything a device may do. */
export async function certifyWithSeed(
  { vault, verify }: Pick<IdentityParts, 'vault' | 'verify'>,
  { seed, keys, at }: { readonly seed: Uint8Array; readonly keys: DeviceKeys; readonly at: number },
): Promise<Certificate> {
  const root = await vault.publicKeyOfSeed(seed);
  const fields = { root, ...keys.public, roles: ['chat', 'spend', 'issue', 'clerk', 'deal'] as const, at };
  const signed = await certifyDevice(fields, (bytes) => vault.signWithSeed(seed, bytes));
  const certificate = await readCertificate(signed, verify);
  if (!certificate.ok) throw new Error(`an own certificate was refused: ${certificate.error.code}`);
  return certificate.value;
}

/** Keys of a device that has no identity yet: those of a start that did not come to an end, else new ones. */
export async function newKeys(vault: KeyVault): Promise<Result<DeviceKeys, WorkspaceError>> {
  const kept = await vault.recall(IDENTITY_NAME);
  if (!kept.ok) return unavailable(kept.error.message);
  if (kept.value !== null) return unavailable('there is an identity already');
  const known = await vault.openDevice();
  if (!known.ok) return unavailable(known.error.message);
  if (known.value !== null) return ok(known.value);
  const made = await vault.createDevice();
  return made.ok ? made : unavailable(made.error.message);
}

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

/** The twelve words, while they are kept; null once they were checked. */
export async function recoveryWords(vault: KeyVault): Promise<Result<readonly string[] | null, WorkspaceError>> {
  const entropy = await vault.recall(PHRASE_NAME);
  if (!entropy.ok) return unavailable(entropy.error.message);
  if (entropy.value === null) return ok(null);
  const phrase = await loadPhrase();
  return phrase === null
    ? fail('host-unreachable', 'the word list cannot be loaded')
    : ok(phrase.wordsOf(entropy.value));
}

/** Whether the person checked the phrase, so that it is no longer kept. */
export async function isPhraseChecked(vault: KeyVault): Promise<boolean> {
  const entropy = await vault.recall(PHRASE_NAME);
  return entropy.ok && entropy.value === null;
}

/** Checks typed words against the account; when right, the kept words are forgotten. */
export async function checkWords(
  vault: KeyVault,
  identity: Identity,
  words: string,
): Promise<Result<void, WorkspaceError>> {
  const matched = await matchWords(vault, identity, words);
  if (!matched.ok) return matched;
  // Made of the phrase, which is gone after this.
  const seed = await keepMintSeed(vault, identity.device, words);
  if (!seed.ok) return seed;
  const forgotten = await vault.forget(PHRASE_NAME);
  return forgotten.ok ? ok() : unavailable(forgotten.error.message);
}

/** Whether typed words are those of the account: `phrase-wrong` else. Changes nothing. */
export async function matchWords(
  vault: Pick<KeyVault, 'publicKeyOfSeed'>,
  { certificate }: Pick<Identity, 'certificate'>,
  words: string,
): Promise<Result<void, WorkspaceError>> {
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = phrase.entropyOfWords(words);
  if (!entropy.ok) return entropy;
  const root = await vault.publicKeyOfSeed(phrase.rootSeedOf(entropy.value));
  return equalBytes(root, certificate.root) ? ok() : fail('phrase-wrong', 'the phrase of another account');
}

function unavailable(message: string): Result<never, WorkspaceError> {
  return fail('vault-unavailable', message);
}
