import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Family, lastPlaceOf } from '@domain/device/family.ts';
import { isOwnKind } from '@domain/device/ownWord.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { MomentsRealm } from '../moments/momentsRealm.ts';
import type { ChainEnd, Directory } from '../replication/context.ts';
import type { CutIds } from './cutIds.ts';

/** What the directory of own devices works with. */
export interface OwnDirectoryParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  /** The devices of the account now. */
  readonly family: () => Family;
  /** The space of own devices. */
  readonly space: SpaceId;
  readonly contacts: Pick<ContactBook, 'contacts'>;
  readonly groups: Pick<GroupBook, 'groups'>;
  /** Circles and what is beside them, which own devices give each other as well (VIS-20). */
  readonly circles?: Pick<MomentsRealm, 'has' | 'spaces' | 'version'>;
  /** Everybody else's. */
  readonly over: Directory;
  readonly cutIds: CutIds;
}

/** The spaces own devices give each other, and what they were read from. */
interface KnownSpaces {
  readonly people: unknown;
  readonly groups: unknown;
  readonly circles: unknown;
  readonly spaces: ReadonlySet<SpaceId>;
  /** Those of talks of two. */
  readonly direct: ReadonlySet<SpaceId>;
}

/**
 * Every space as a device sees it that has equals (DEV-12): they write as the account and are given the chats, the groups and the
 * space of own devices. Chains of devices that were taken out end (DEV-4).
 */
export class OwnDirectory implements Directory {
  private readonly parts: OwnDirectoryParts;
  private owned: KnownSpaces | null = null;

  constructor(parts: OwnDirectoryParts) {
    this.parts = parts;
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    const { self, over } = this.parts;
    // Whose devices write in a circle the circles know.
    if (this.isCircle(space)) return over.accountOf(space, device);
    // Anybody can certify a key that is another's: of own devices one knows.
    if (this.hasDevice(device) && (this.isOwn(space) || this.isShared(space))) return self.account;
    return this.isOwn(space) ? null : over.accountOf(space, device);
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    const own = [...this.parts.family().devices.keys()];
    if (this.isOwn(space)) return own;
    const all = this.parts.over.devicesOf(space);
    if (this.isCircle(space)) return all;
    return own.length > 1 && this.isShared(space) ? [...new Set([...all, ...own])] : all;
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    const { self, over } = this.parts;
    return account === self.account ? [...this.known().spaces] : over.sharedWith(account);
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    const { self, over } = this.parts;
    if (this.isOwn(space)) return [self.account];
    const others = over.readersOf(space);
    return this.hasOthers && this.isShared(space) ? [...others, self.account] : others;
  }

  endOf(space: SpaceId, device: DeviceId): ChainEnd | null {
    const { over, cutIds } = this.parts;
    // Who we talk with can claim our devices, and take them out in their account: here they have no say (DEV-34).
    const isOurs = this.isOwn(space) || (this.hasDevice(device) && this.isDirect(space));
    const others = isOurs ? null : over.endOf(space, device);
    const seq = lastPlaceOf(this.parts.family(), space, device);
    const end = seq === null || (others !== null && others.seq <= seq) ? others : { seq, id: null };
    return end === null || end.id !== null ? end : cutIds.complete(space, device, end);
  }

  floorOf(space: SpaceId, account: AccountId, device: DeviceId): number {
    return this.isOwn(space) ? -1 : this.parts.over.floorOf(space, account, device);
  }

  notBefore(space: SpaceId): number {
    return this.isOwn(space) ? 0 : (this.parts.over.notBefore?.(space) ?? 0);
  }

  takes(space: SpaceId, kind: string): boolean {
    return this.isOwn(space) ? isOwnKind(kind) : !isOwnKind(kind) && this.parts.over.takes?.(space, kind) !== false;
  }

  isOpenEnded(space: SpaceId): boolean {
    return this.isOwn(space) || this.parts.over.isOpenEnded(space);
  }

  /** Whether the account has devices beside this one that stand. */
  get hasOthers(): boolean {
    const { devices, revoked } = this.parts.family();
    return devices.size - revoked.size > 1;
  }

  private isOwn(space: SpaceId): boolean {
    return space === this.parts.space;
  }

  private isCircle(space: SpaceId): boolean {
    return this.parts.circles?.has(space) === true;
  }

  private hasDevice(device: DeviceId): boolean {
    return this.parts.family().devices.has(device);
  }

  private isDirect(space: SpaceId): boolean {
    return this.known().direct.has(space);
  }

  private isShared(space: SpaceId): boolean {
    return this.known().spaces.has(space);
  }

  /** What own devices give each other: every chat, group and circle that is known here, whatever became of it. */
  private known(): KnownSpaces {
    const people = this.parts.contacts.contacts.get();
    const groups = this.parts.groups.groups.get();
    const circles = this.parts.circles?.version.get();
    if (this.owned?.people !== people || this.owned.groups !== groups || this.owned.circles !== circles) {
      const direct = [...people.values()].map(({ record }) => record.space);
      const shared = [...groups.values()].flatMap(({ record }) => [record.roster, record.space]);
      const spaces = new Set([this.parts.space, ...shared, ...direct, ...(this.parts.circles?.spaces() ?? [])]);
      this.owned = { people, groups, circles, spaces, direct: new Set(direct) };
    }
    return this.owned;
  }
}
