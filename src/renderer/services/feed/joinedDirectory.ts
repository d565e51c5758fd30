import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { laneOf } from '@domain/feed/project.ts';
import type { Directory } from '../replication/context.ts';

/** Spaces of one kind that are no chats, and who is in them: circles of moments, channels. */
export interface Realm extends Omit<Directory, 'notBefore'> {
  /** Whether a space is one of these. What no realm has is a chat's. */
  has(space: SpaceId): boolean;
  takes(space: SpaceId, kind: string): boolean;
}

/** One directory of chats and realms. A space belongs to the first realm that has it; chats hold nothing of a feed (ADM-13). */
export class JoinedDirectory implements Directory {
  private readonly chats: Directory;
  private readonly realms: readonly Realm[];

  constructor(chats: Directory, realms: readonly Realm[]) {
    this.chats = chats;
    this.realms = realms;
  }

  accountOf(space: SpaceId, device: DeviceId): AccountId | null {
    return this.of(space).accountOf(space, device);
  }

  devicesOf(space: SpaceId): readonly DeviceId[] {
    return this.of(space).devicesOf(space);
  }

  sharedWith(account: AccountId): readonly SpaceId[] {
    return [this.chats, ...this.realms].flatMap((directory) => directory.sharedWith(account));
  }

  readersOf(space: SpaceId): readonly AccountId[] {
    return this.of(space).readersOf(space);
  }

  endOf(space: SpaceId, device: DeviceId): ReturnType<Directory['endOf']> {
    return this.of(space).endOf(space, device);
  }

  floorOf(space: SpaceId, account: AccountId, device: DeviceId): number {
    return this.of(space).floorOf(space, account, device);
  }

  notBefore(space: SpaceId): number {
    return this.realmOf(space) === null ? (this.chats.notBefore?.(space) ?? 0) : 0;
  }

  takes(space: SpaceId, kind: string): boolean {
    return this.realmOf(space)?.takes(space, kind) ?? laneOf(kind) === null;
  }

  isOpenEnded(space: SpaceId): boolean {
    return this.of(space).isOpenEnded(space);
  }

  private of(space: SpaceId): Directory {
    return this.realmOf(space) ?? this.chats;
  }

  private realmOf(space: SpaceId): Realm | null {
    return this.realms.find((realm) => realm.has(space)) ?? null;
  }
}
