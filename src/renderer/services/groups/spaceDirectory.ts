import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { accountOfDevice, boundedEnd, chainEndOf, floorsFor } from '@domain/group/places.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { type ChainEnd, type Directory, GIVEN_NOTHING } from '../replication/context.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';

/** What the directory of every space is made of. */
export interface SpaceDirectoryParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
}

/** Who is in which space: the chats of two by the contact book, groups by their rosters (GRS-5, GRS-6). */
export class SpaceDirectory implements Directory {
  private readonly parts: SpaceDirectoryParts;
  private shared: { readonly of: unknown; readonly spaces: Map<AccountId, readonly SpaceId[]> } | null = null;

  constructor(parts: SpaceDirectoryParts) {
    this.parts = parts;
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    const group = this.parts.groups.of(space);
    if (group === null) return this.parts.contacts.accountOf(space, device);
    const owner = accountOfDevice(group.roster, device) ?? founderOf(group, device);
    return owner ?? (device === this.parts.self.device ? this.parts.self.account : null);
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    const group = this.parts.groups.of(space);
    if (group === null) return this.parts.contacts.devicesOf(space);
    const founders = group.founderCard?.certificates.map(({ device }) => device) ?? [];
    return [...new Set([this.parts.self.device, ...founders, ...group.roster.devices.keys()])];
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    const { contacts, groups } = this.parts;
    const all = groups.groups.get();
    if (this.shared?.of !== all) this.shared = { of: all, spaces: new Map() };
    let spaces = this.shared.spaces.get(account);
    if (spaces === undefined) {
      const known = [...all.values(), ...groups.leaving.all.values()];
      spaces = known.flatMap((group) => this.spacesFor(group, account));
      this.shared.spaces.set(account, spaces);
    }
    return this.isBlocked(account) ? [] : [...contacts.sharedWith(account), ...spaces];
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    const group = this.parts.groups.of(space);
    if (group === null) return this.parts.contacts.readersOf(space);
    return peopleOf(group).filter(
      (account) =>
        account !== this.parts.self.account &&
        !this.isBlocked(account) &&
        this.spacesFor(group, account).includes(space),
    );
  }

  endOf(space: SpaceId, device: DeviceId): ChainEnd | null {
    const group = this.parts.groups.of(space);
    if (group === null) return this.parts.contacts.endOf(space, device);
    const owner = group.roster.founded ? accountOfDevice(group.roster, device) : null;
    const end = owner === null ? null : endIn(group, space, device);
    // A device that its own account took out ends there, whatever the group says of the person (DEV-4).
    const cut = owner === null ? null : this.parts.contacts.papers.endOf(owner, space, device);
    const lower = cut !== null && (end === null || cut.seq < end.seq) ? cut : end;
    return space === group.record.space ? lower : boundedEnd(lower);
  }

  floorOf(space: SpaceId, account: AccountId, device: DeviceId): number {
    const group = this.parts.groups.of(space);
    if (group === null) return -1;
    // Who welcomed us, or says so, gives us the roster; they are given of it when it names them.
    const isJoining = group.record.state === 'joining' && account !== this.parts.self.account;
    if (isJoining && !group.roster.members.has(account)) return GIVEN_NOTHING;
    if (space !== group.record.space) return this.isHeldBack(group, account, device) ? GIVEN_NOTHING : -1;
    const floors = floorsFor(group.roster, account);
    return (floors?.find((floor) => floor.device === device)?.seq ?? 0) - 1;
  }

  /** That we left is said once somebody took what we said before: of who is out nothing is taken any more (GRS-19). */
  private isHeldBack({ record }: KnownGroup, account: AccountId, device: DeviceId): boolean {
    const { self, groups } = this.parts;
    return account !== self.account && device === self.device && groups.leaving.isSilent(record.space);
  }

  /** What of a group an account may be given now: of one we left its talk, too, while own words are to go out first (GRS-19). */
  private spacesFor(group: KnownGroup, account: AccountId): readonly SpaceId[] {
    const spaces = spacesByState(group, account);
    const isSilent = spaces.length > 0 && this.parts.groups.leaving.isSilent(group.record.space);
    return isSilent ? [group.record.space, group.record.roster] : spaces;
  }

  notBefore(space: SpaceId): number {
    const gaps = this.parts.groups.get(space)?.roster.gaps.get(this.parts.self.device) ?? [];
    return Math.max(0, ...gaps.map(({ before }) => before ?? 0));
  }

  isOpenEnded(space: SpaceId): boolean {
    return this.parts.groups.of(space) !== null;
  }

  private isBlocked(account: AccountId): boolean {
    return this.parts.contacts.get(account)?.record.blocked === true;
  }
}

function endIn({ roster, record }: KnownGroup, space: SpaceId, device: DeviceId): ChainEnd | null {
  return chainEndOf(roster, space === record.space ? 'talk' : 'roster', device);
}

function founderOf({ founderCard, roster }: KnownGroup, device: DeviceId): AccountId | null {
  if (founderCard === null || roster.founded) return null;
  return founderCard.certificates.some((certificate) => certificate.device === device) ? founderCard.account : null;
}

/** Everyone who might be given something of a group. */
function peopleOf({ roster, record, welcomers }: KnownGroup): readonly AccountId[] {
  const sources = record.welcomedBy === null ? [record.founder] : [record.founder, record.welcomedBy];
  return [...new Set([...roster.members.keys(), ...(record.state === 'joining' ? [...sources, ...welcomers] : [])])];
}

/** What of a group an account may be given now, as far as we are in it ourselves (GRS-5). */
function spacesByState(group: KnownGroup, account: AccountId): readonly SpaceId[] {
  const { record, roster } = group;
  const isMember = roster.members.has(account);
  switch (record.state) {
    case 'active':
    case 'dissolved':
      return isMember ? [record.roster, record.space] : [];
    case 'left':
    case 'removed':
      // Our leaving is to be told to those who stay, and what put us out may turn out to count for nothing: only their roster can
      // say so. For whom we are out gives us nothing.
      return isMember ? [record.roster] : [];
    case 'joining':
      return isMember || isSource(group, account) ? [record.roster] : [];
  }
}

/** Who may give us the roster while it does not name us; they are given nothing of it before it names them (GRS-5). */
function isSource({ record, welcomers }: KnownGroup, account: AccountId): boolean {
  return account === record.welcomedBy || account === record.founder || welcomers.has(account);
}
