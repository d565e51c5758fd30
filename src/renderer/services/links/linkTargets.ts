import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import { type Family, familyOf, standingIn } from '@domain/device/family.ts';
import { type Certificate, chainOf } from '@domain/identity/certificate.ts';
import { readInvite } from '@domain/invite/invite.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { KnownContact } from '../contacts/contactBook.ts';
import type { KnownGroup } from '../groups/knownGroup.ts';
import type { Identity } from '../identity/identity.ts';
import type { MeshGroup } from './meshKeeper.ts';

/** Most newcomers one meets at once beside the mesh. */
const MOST_NEWCOMERS = 16;

/** A device to be in a room with. */
export interface LinkTarget {
  readonly account: AccountId;
  readonly certificate: Certificate;
  readonly signaling: readonly string[];
  /** It was taken out. It is met at the door alone: its card may tell that the root thinks otherwise (LNK-16), and an own one is told (LNK-33). */
  readonly isOut?: true;
}

/** How long a device that the root took out is awaited, to be told, ms. */
export const AWAITED_AFTER_ROOT = 365 * 86_400_000;

/** Devices of a family that may yet be back, or were taken out by the root since then. */
function* outsiders({ devices, revoked, revocations }: Family, since = Infinity): Generator<Certificate> {
  const final = new Set(revocations.filter(({ by, at }) => by === null && at < since).map(({ device }) => device));
  for (const certificate of devices.values())
    if (revoked.has(certificate.device) && !final.has(certificate.device)) yield certificate;
}

/** What is known of the own devices. */
export type OwnDevices = Pick<Identity, 'account' | 'device' | 'papers' | 'meeting'>;

/** Devices of which a signature of their own is known: that they belong to the account (IDN-8), or on a paper of it. */
function provenIn({ certificates, revocations }: Family): Set<DeviceId> {
  const signers = [...certificates, ...revocations].flatMap(({ by }) => (by === null ? [] : chainOf(by)));
  const consenting = certificates.filter(({ by }) => by !== null);
  return new Set([...signers, ...consenting].map(({ device }) => device));
}

/** Whose each device is. The root of an account can certify another's device: it belongs to the contact whose card it signed itself, or to whom it consented to belong. */
export function contactTargets(
  contacts: readonly KnownContact[],
  familyIn: (account: AccountId) => Family,
): ReadonlyMap<DeviceId, LinkTarget> {
  const owners = new Map<DeviceId, LinkTarget>();
  const claimed = new Map<DeviceId, LinkTarget>();
  for (const { certificates, signer, record, signaling } of contacts) {
    const { account } = record;
    const family = familyIn(account);
    const proven = provenIn(family).add(signer);
    const take = (certificate: Certificate, target: LinkTarget) => {
      const { device } = certificate;
      const into = proven.has(device) ? owners : claimed;
      if (!into.has(device) || device === signer) into.set(device, target);
    };
    for (const certificate of certificates) take(certificate, { account, certificate, signaling });
    for (const certificate of outsiders(family)) take(certificate, { account, certificate, signaling, isOut: true });
  }
  return new Map([...claimed, ...owners]);
}

/** The other devices of the own account. One that the root took out is among them for a year, to be told so when it comes back (LNK-33). */
export function ownTargets(
  { account, device, papers, meeting: signaling }: OwnDevices,
  now = Infinity,
): ReadonlyMap<DeviceId, LinkTarget> {
  const family = familyOf(papers);
  const targets = new Map<DeviceId, LinkTarget>();
  for (const certificate of outsiders(family, now - AWAITED_AFTER_ROOT))
    targets.set(certificate.device, { account, certificate, signaling, isOut: true });
  for (const certificate of standingIn(papers)) targets.set(certificate.device, { account, certificate, signaling });
  targets.delete(device);
  return targets;
}

/** The devices of a group that may be linked with: those of its members, but of blocked people (LNK-5). */
export function meshGroupOf({ record, roster }: KnownGroup, isBlocked: (account: AccountId) => boolean): MeshGroup {
  const devices = [...roster.devices].filter(([, account]) => roster.members.has(account) && !isBlocked(account));
  return { space: record.space, devices: new Map(devices) };
}

/** The certificate of a member's device, by the newest card of the roster. */
export function memberTarget(groups: Iterable<KnownGroup>, device: DeviceId, account: AccountId): LinkTarget | null {
  for (const { roster } of groups) {
    const card: ContactCard | undefined = roster.members.get(account)?.card;
    const certificate = card?.certificates.find((one) => one.device === device);
    if (card !== undefined && certificate !== undefined) return { account, certificate, signaling: card.signaling };
  }
  return null;
}

/** Members let in by an own invite who may not have the roster yet: they are met wherever they are on the ring (INV-17). */
export function newcomersOf(
  { roster }: KnownGroup,
  { self, since }: { readonly self: AccountId; readonly since: number },
): ReadonlyMap<DeviceId, AccountId> {
  const newcomers = [...roster.members.values()]
    .filter(({ addedBy, via, addedAt }) => addedBy === self && via !== null && addedAt > since)
    .toSorted((a, b) => b.addedAt - a.addedAt)
    .slice(0, MOST_NEWCOMERS);
  return new Map(newcomers.flatMap(({ account, devices }) => devices.map((device) => [device, account] as const)));
}

/** The device of who let us in, while we wait for the roster. */
export async function inviterTarget(
  { record, seed }: KnownGroup,
  verify: VerifySignature,
): Promise<readonly [DeviceId, LinkTarget] | null> {
  if (record.state !== 'joining' || seed.invite === null) return null;
  const invite = await readInvite(seed.invite, verify);
  if (!invite.ok) return null;
  const { certificate, signaling } = invite.value;
  return [certificate.device, { account: certificate.account, certificate, signaling }];
}
