import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { joinPapers } from '@domain/device/family.ts';
import { chainOf } from '@domain/identity/certificate.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { certifyWithSeed, newKeys } from './createIdentity.ts';
import { type Identity, type IdentityParts, readKeptPerson } from './identity.ts';
import { saveIdentity } from './saveIdentity.ts';
import { loadPhrase } from './keptPhrase.ts';

/** What is known of the account that this device is to be of: what a backup has of its identity, and the words a person typed. */
export interface RecoveryInput {
  readonly kept: Uint8Array;
  readonly words: string;
}

/** Whether the words are those of the account; changes nothing. `phrase-wrong` when they are another's, or none. */
export async function matchKeptWords(
  parts: Pick<IdentityParts, 'vault' | 'verify'>,
  input: RecoveryInput,
): Promise<Result<void, WorkspaceError>> {
  const seed = await seedOf(parts, input);
  if (!seed.ok) return seed;
  seed.value.seed.fill(0);
  return ok();
}

/**
 * Makes this a new device of an account: new keys, certified by the root that the words make, beside all devices the backup knew (RST-3). Words
 * and seed are kept no longer than that takes.
 */
export async function recoverIdentity(
  parts: IdentityParts,
  input: RecoveryInput,
): Promise<Result<Identity, WorkspaceError>> {
  const { vault, clock } = parts;
  const found = await seedOf(parts, input);
  if (!found.ok) return found;
  const { seed, person } = found.value;
  const keys = await newKeys(vault);
  if (!keys.ok) return keys;
  // Later than any the root gave before, whatever the clocks of those devices said.
  const before = person.papers.certificates.flatMap(chainOf).flatMap((one) => (one.by === null ? [one.at] : []));
  const at = Math.max(clock.now(), ...before.map((time) => time + 1));
  const certificate = await certifyWithSeed(parts, { seed, keys: keys.value, at });
  seed.fill(0);
  const { account, device } = certificate;
  const papers = joinPapers({ certificates: [certificate], revocations: [] }, person.papers);
  const { profile, signaling } = person;
  // A card of the account that is later than any it had: the others are to hear of this device.
  const profileAt = Math.max(at, person.profileAt + 1);
  const own = { account, device, certificate, papers, keys: keys.value };
  const identity = { ...own, profile, profileAt, signaling: [], meeting: signaling };
  const saved = await saveIdentity(vault, identity);
  return saved.ok ? ok(identity) : saved;
}

async function seedOf(
  { vault, verify }: Pick<IdentityParts, 'vault' | 'verify'>,
  { kept, words }: RecoveryInput,
): Promise<
  Result<
    { readonly seed: Uint8Array; readonly person: NonNullable<Awaited<ReturnType<typeof readKeptPerson>>> },
    WorkspaceError
  >
> {
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = phrase.entropyOfWords(words);
  if (!entropy.ok) return entropy;
  const person = await readKeptPerson(kept, verify);
  const own = person?.papers.certificates[0];
  if (person === null || own === undefined) return fail('internal', 'the kept identity cannot be read');
  const seed = phrase.rootSeedOf(entropy.value);
  entropy.value.fill(0);
  const root = await vault.publicKeyOfSeed(seed);
  return equalBytes(root, own.root) ? ok({ seed, person }) : fail('phrase-wrong', 'the phrase of another account');
}
