import type { SpaceId } from '@shared/ids.ts';
import type { JoinProgress } from '@domain/group/groupRecord.ts';
import { readInvite } from '@domain/invite/invite.ts';
import type { JoinedRoom } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { askInRoom } from './askRoom.ts';
import type { PairingParts } from './inviteDesk.ts';

/** What asking to be let into groups works with. */
export type GroupAskParts = Omit<PairingParts, 'contacts' | 'store' | 'onMutual'> & { readonly groups: GroupBook };

/** Goes to the room of every invite into a group whose request is still to be delivered (INV-17). */
export class GroupAskDesk {
  private readonly rooms = new Map<SpaceId, { readonly invite: string; readonly room: JoinedRoom }>();
  private readonly unsubscribe: Disposer;
  private readonly parts: GroupAskParts;
  private disposed = false;

  constructor(parts: GroupAskParts) {
    this.parts = parts;
    this.unsubscribe = parts.groups.groups.subscribe(() => void this.follow());
    void this.follow();
  }

  dispose(): void {
    this.disposed = true;
    this.unsubscribe();
    for (const { room } of this.rooms.values()) room.leave();
    this.rooms.clear();
  }

  private async follow(): Promise<void> {
    for (const [space, { invite, room }] of this.rooms) {
      if (this.invitePending(space) === invite) continue;
      this.rooms.delete(space);
      room.leave();
    }
    for (const space of this.parts.groups.groups.get().keys()) {
      const invite = this.invitePending(space);
      if (invite !== null && !this.rooms.has(space)) await this.goTo(space, invite);
    }
  }

  /** The invite by which we still have to ask. */
  private invitePending(space: SpaceId): string | null {
    const group = this.parts.groups.get(space);
    return group?.record.state === 'joining' && group.seed.request === 'sending' ? group.seed.invite : null;
  }

  private async goTo(space: SpaceId, payload: string): Promise<void> {
    const invite = await readInvite(payload, this.parts.verify);
    if (!invite.ok || this.disposed || this.rooms.has(space) || this.invitePending(space) !== payload) return;
    if (invite.value.expires <= this.parts.clock.now()) return this.settle(space, payload, 'expired');
    const room = askInRoom(this.parts, invite.value, (code) => void this.settle(space, payload, code));
    this.rooms.set(space, { invite: payload, room });
  }

  private async settle(space: SpaceId, payload: string, code: JoinProgress): Promise<void> {
    if (this.disposed) return;
    await this.parts.groups.change(space, ({ seed }) =>
      seed.invite === payload && seed.request === 'sending' ? { seed: { ...seed, request: code } } : null,
    );
  }
}
