import { type Result, fail, ok } from '@shared/result.ts';
import { type Certificate, certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import type { Profile } from '@domain/profile/profile.ts';
import type { DeviceKeys, KeyVault } from '@ports/keyVault.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { IDENTITY_NAME, type Identity, type IdentityParts, unavailable } from './identity.ts';
import { PHRASE_NAME, loadPhrase } from './keptPhrase.ts';
import { saveIdentity } from './saveIdentity.ts';

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
