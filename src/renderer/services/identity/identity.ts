import * as v from 'valibot';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { type Certificate, certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { type Profile, profileSchema } from '@domain/profile/profile.ts';
import type { Clock } from '@ports/clock.ts';
import type { DeviceKeys, KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import { PHRASE_NAME, loadPhrase } from './keptPhrase.ts';
import { keepMintSeed } from './mintSeedKeeper.ts';

/** Name under which the identity is kept in the vault; the database can be lost without it. */
export const IDENTITY_NAME = 'identity.v1';

const storedSchema = v.strictObject({
  v: v.literal(1),
  certificate: v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]),
  profile: profileSchema,
  profileAt: timeSchema,
  signaling: v.array(v.string()),
});

/** Who one is on this device. */
export interface Identity {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly certificate: Certificate;
  readonly keys: DeviceKeys;
  readonly profile: Profile;
  /** When profile or addresses last changed, ms; the version of the contact card. */
  readonly profileAt: number;
  /** Where the newest card says we can be found. */
  readonly signaling: readonly string[];
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
  return ok({ account, device, certificate: certificate.value, keys: keys.value, profile, profileAt, signaling });
}

/** Whose identity was kept, without the keys; null when it cannot be read, or its certificate does not hold. */
export async function readKeptPerson(
  stored: Uint8Array,
  verify: VerifySignature,
): Promise<Pick<Identity, 'account' | 'profile'> | null> {
  const kept = readStored(stored);
  if (kept === null) return null;
  const [bytes, signature] = kept.certificate;
  const certificate = await readCertificate({ bytes, signature }, verify);
  return certificate.ok ? { account: certificate.value.account, profile: kept.profile } : null;
}

function readStored(stored: Uint8Array): v.InferOutput<typeof storedSchema> | null {
  return readCanonical(storedSchema, stored);
}

/** First start: an account root from fresh entropy, a device certified by it (IDN-3…IDN-5). The root key is not kept. */
export async function createIdentity(
  parts: IdentityParts,
  profile: Profile,
): Promise<Result<Identity, WorkspaceError>> {
  const { vault, verify, clock, random } = parts;
  const kept = await vault.recall(IDENTITY_NAME);
  if (!kept.ok) return unavailable(kept.error.message);
  if (kept.value !== null) return unavailable('there is an identity already');
  const known = await vault.openDevice();
  if (!known.ok) return unavailable(known.error.message);
  const keys = known.value === null ? await vault.createDevice() : { ok: true as const, value: known.value };
  if (!keys.ok) return unavailable(keys.error.message);
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = random.bytes(phrase.ENTROPY_LENGTH);
  const seed = phrase.rootSeedOf(entropy);
  const root = await vault.publicKeyOfSeed(seed);
  const at = clock.now();
  const fields = { root, ...keys.value.public, roles: ['chat', 'spend', 'issue', 'clerk', 'deal'] as const, at };
  const signed = await certifyDevice(fields, (bytes) => vault.signWithSeed(seed, bytes));
  const certificate = await readCertificate(signed, verify);
  if (!certificate.ok) throw new Error(`an own certificate was refused: ${certificate.error.code}`);
  const keptPhrase = await vault.keep(PHRASE_NAME, entropy);
  if (!keptPhrase.ok) return unavailable(keptPhrase.error.message);
  const { account, device } = certificate.value;
  const identity = {
    account,
    device,
    certificate: certificate.value,
    keys: keys.value,
    profile,
    profileAt: at,
    signaling: [],
  };
  const saved = await saveIdentity(vault, identity);
  return saved.ok ? ok(identity) : saved;
}

/** Keeps a changed profile. */
export async function saveIdentity(vault: KeyVault, identity: Identity): Promise<Result<void, WorkspaceError>> {
  const { bytes, signature } = identity.certificate.signed;
  const { profile, profileAt, signaling } = identity;
  const stored = { v: 1, certificate: [bytes, signature], profile, profileAt, signaling };
  const kept = await vault.keep(IDENTITY_NAME, encodeCanonical(stored));
  return kept.ok ? ok() : unavailable(kept.error.message);
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
