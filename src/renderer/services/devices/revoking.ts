import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Sign } from '@domain/codec/signed.ts';
import { type Family, holdsPapers, lastPlaceOf } from '@domain/device/family.ts';
import { type Revocation, readRevocation, revokeDevice } from '@domain/device/revocation.ts';
import { type Certificate, chainOf, mayCertify } from '@domain/identity/certificate.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { OwnSelf } from '../engine/ownSelf.ts';
import type { AsRoot } from '../identity/rootSigner.ts';
import type { Replicator } from '../replication/replicator.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { CutIds } from './cutIds.ts';

/** What making revocations works with. */
export interface RevokingParts {
  readonly own: OwnSelf;
  readonly store: Pick<DocumentStore, 'allChainHeads'>;
  readonly clock: Clock;
  readonly verify: VerifySignature;
  readonly asRoot: AsRoot;
  readonly replicator: Pick<Replicator, 'repair'>;
}

/** How long a start's comparison is waited for, ms: it cannot end while the journal cannot be read. */
const REPAIR_WAIT = 10_000;

/** Makes and learns a revocation of an own device (DEV-3): signed by this device, or with the words by the account itself. */
export async function revokeOwnDevice(
  parts: RevokingParts,
  device: DeviceId,
  words: string | null,
): Promise<Result<void, WorkspaceError>> {
  const { own, store, clock } = parts;
  const { certificate, keys } = own.identity.get();
  const { family } = own;
  if (!family.devices.has(device) || device === certificate.device) return fail('device-missing', 'no other device');
  // Before that the journal may have more of its chains: what lies beyond a cut is gone for everybody (REP-10).
  if (!(await isCompared(parts))) return fail('chains-unsure', 'not compared with the journal');
  const heads = await store.allChainHeads();
  if (!heads.ok) return { ok: false, error: storeFailure(heads.error) };
  const ofDevice = heads.value.filter((head) => head.device === device).toSorted((a, b) => b.at - a.at);
  // The newest first: of more than a revocation may say (DEV-3) those of the oldest talks are left out.
  const cuts = ofDevice.map(({ space, seq }) => [space, seq] as const);
  const fields = { root: certificate.root, device, keeps: keptBelow(family, device), cuts, at: clock.now() };
  if (words !== null) {
    const made = await parts.asRoot(words, ({ sign }) => seal(parts, { ...fields, by: null }, sign));
    return made.ok ? learn(parts, made.value) : made;
  }
  if (!mayCertify(certificate) || family.revoked.has(certificate.device))
    return fail('device-may-not', 'this device may not');
  return learn(parts, await seal(parts, { ...fields, by: certificate }, (bytes) => keys.sign(bytes)));
}

async function isCompared({ replicator, clock }: RevokingParts): Promise<boolean> {
  let cancel: Disposer = () => undefined;
  const late = new Promise<boolean>((resolve) => {
    cancel = clock.after(REPAIR_WAIT, () => resolve(false));
  });
  const compared = await Promise.race([replicator.repair.then(() => true), late]);
  cancel();
  return compared;
}

async function seal(
  { verify }: RevokingParts,
  fields: Parameters<typeof revokeDevice>[0],
  sign: Sign,
): Promise<Revocation> {
  const read = await readRevocation(await revokeDevice(fields, sign), verify);
  if (!read.ok) throw new Error(`an own revocation was refused: ${read.error.code}`);
  return read.value;
}

async function learn({ own }: RevokingParts, revocation: Revocation): Promise<Result<void, WorkspaceError>> {
  const said = { certificates: [], revocations: [revocation] };
  const learnt = await own.learn(said);
  if (!learnt.ok) return learnt;
  // Where others filled the room with words of their own, this one may not count: nobody is to believe that it did.
  const counts = own.family.revoked.has(revocation.device) && (revocation.by !== null || holdsPapers(own.family, said));
  return counts ? ok() : fail('device-word-unheard', 'there is no room for another revocation');
}

/** Devices that stand by what this one certified: that it is taken out is no reason that they fall. */
function keptBelow({ devices, revoked }: Family, device: DeviceId): readonly DeviceId[] {
  const restsOn = (certificate: Certificate) => chainOf(certificate).some((one) => one.device === device);
  return [...devices.values()]
    .filter((one) => one.device !== device && !revoked.has(one.device) && restsOn(one))
    .map((one) => one.device);
}

/** What following revocations works with. */
export interface EndsParts {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly cutIds: CutIds;
  readonly sharedWith: (account: AccountId) => readonly SpaceId[];
}

/** Reads where the chains of an account's devices that were taken out end in all that is shared: before anything is compared. */
export async function readEnds({ own, contacts, cutIds, sharedWith }: EndsParts, account: AccountId): Promise<void> {
  const family = account === own.identity.get().account ? own.family : contacts.papers.familyOf(account);
  for (const device of family.revoked) {
    // A contact can claim one of ours: where its chain ends is ours to say.
    if (family !== own.family && own.family.devices.has(device)) continue;
    for (const space of sharedWith(account)) await cutIds.read(space, device, lastPlaceOf(family, space, device) ?? -1);
  }
}

/** Devices of an account were added or taken out: who was taken out is linked no more, and what is shared is compared anew. */
export async function followDevices(parts: EndsParts, account: AccountId): Promise<void> {
  const { own, contacts, replicator, sharedWith } = parts;
  await readEnds(parts, account);
  const { revoked } = account === own.identity.get().account ? own.family : contacts.papers.familyOf(account);
  // An own device is told that it is out before its link ends (MSH-5); others' have nothing to hear of it from us.
  if (account !== own.identity.get().account)
    for (const device of revoked) replicator.disconnectDevice(account, device);
  for (const space of sharedWith(account)) await replicator.membershipChanged(space);
}
