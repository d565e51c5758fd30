import { mailboxAddress } from '@shared/mailbox/frames.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import type { KnownContact } from '../contacts/contactBook.ts';
import type { KnownGroup } from '../groups/knownGroup.ts';
import { type LinkTarget, type OwnDevices, contactTargets, memberTarget, ownTargets } from '../links/linkTargets.ts';
import type { Family } from '@domain/device/family.ts';

/** Larger groups have somebody in between (MBC-3). */
const MOST_GROUP_DEVICES = 24;
/** Most mailbox services used with one device. */
const MOST_SERVICES = 6;

/** A device with which one shares mailboxes. */
export interface MailTarget {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly certificate: Certificate;
  /** Where it said it can be found. */
  readonly signaling: readonly string[];
  /** What of chats it may be given. */
  readonly spaces: readonly SpaceId[];
}

/** Whom one knows. */
export interface Known {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly own: OwnDevices;
  readonly ownSpace: SpaceId;
  readonly contacts: readonly KnownContact[];
  readonly groups: readonly KnownGroup[];
  readonly familyIn: (account: AccountId) => Family;
  readonly sharedWith: (account: AccountId) => readonly SpaceId[];
}

/** The devices one shares mailboxes with (MBC-3): of accepted contacts, of small groups, and the own ones. */
export function mailTargets(known: Known): ReadonlyMap<DeviceId, MailTarget> {
  const { contacts, groups, self } = known;
  const blocked = new Set(contacts.filter(({ record }) => record.blocked).map(({ record }) => record.account));
  const accepted = contacts.filter(({ record }) => !record.blocked && record.state === 'accepted');
  const targets = new Map<DeviceId, LinkTarget>();
  for (const [device, account] of groups.flatMap(smallGroupDevices)) {
    const target = blocked.has(account) ? null : memberTarget(groups, device, account);
    if (target !== null) targets.set(device, target);
  }
  for (const [device, target] of contactTargets(accepted, known.familyIn)) targets.set(device, target);
  for (const [device, target] of ownTargets(known.own)) targets.set(device, target);
  targets.delete(self.device);
  const chats = chatSpaces(known);
  const spacesOf = (account: AccountId) => known.sharedWith(account).filter((space) => chats.has(space));
  return new Map(
    [...targets]
      .filter(([, { isOut }]) => isOut !== true)
      .map(([device, { account, certificate, signaling }]) => [
        device,
        { account, device, certificate, signaling, spaces: spacesOf(account) },
      ]),
  );
}

/** Chats, groups and what own devices share: what is public or fleeting by nature does not wait in mailboxes. */
function chatSpaces({ contacts, groups, ownSpace }: Known): ReadonlySet<SpaceId> {
  const direct = contacts.map(({ record }) => record.space);
  return new Set([...direct, ...groups.flatMap(({ record }) => [record.roster, record.space]), ownSpace]);
}

function smallGroupDevices({ record, roster }: KnownGroup): readonly (readonly [DeviceId, AccountId])[] {
  if (record.state !== 'active' && record.state !== 'dissolved' && record.state !== 'joining') return [];
  const devices = [...roster.devices].filter(([, account]) => roster.members.has(account));
  return devices.length > MOST_GROUP_DEVICES ? [] : devices;
}

/** What one's own services are. */
export interface OwnServices {
  /** Signaling services of the settings, and mailboxes named there. */
  readonly signaling: readonly string[];
  readonly mailboxes: readonly string[];
  /** Signaling services of the own host, which keep nothing. */
  readonly host: readonly string[];
}

/** Mailbox services of the settings. */
export function ownServices({ signaling, mailboxes, host }: OwnServices): readonly string[] {
  const beside = signaling.filter((address) => !host.includes(address)).map(mailboxAddress);
  return [...new Set([...beside.filter((address) => address !== null), ...mailboxes])];
}

/** Mailbox services that both of a pair look at: first those of the other side, then one's own (MBC-2). */
export function sharedServices(target: Pick<MailTarget, 'signaling'>, own: OwnServices): readonly string[] {
  const mine = own.signaling.filter((address) => !own.host.includes(address));
  const theirs = target.signaling.filter((address) => mine.includes(address) || !isLoopback(address));
  const beside = [...theirs, ...mine].filter((address) => !own.host.includes(address)).map(mailboxAddress);
  return [...new Set([...beside.filter((address) => address !== null), ...own.mailboxes])].slice(0, MOST_SERVICES);
}

/** An address that is another machine for whoever reads it. */
function isLoopback(address: string): boolean {
  return /^wss?:\/\/(?:[^/]*@)?(?:localhost|[^/:]*\.localhost|127(?:\.\d+){3}|\[::1\])(?:[:/?]|$)/i.test(address);
}
