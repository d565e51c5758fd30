import type { AccountId } from '@shared/ids.ts';
import type { RequestProgress } from '@domain/contact/contact.ts';
import { readInvite } from '@domain/invite/invite.ts';
import type { JoinedRoom } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { askInRoom } from './askRoom.ts';
import type { PairingParts } from './inviteDesk.ts';

/** The asking side: goes to the room of every invite whose request is still to be delivered, for as long as it takes. */
export class AskDesk {
  private readonly rooms = new Map<AccountId, JoinedRoom>();
  private readonly unsubscribe: Disposer;
  private readonly parts: PairingParts;
  private disposed = false;

  constructor(parts: PairingParts) {
    this.parts = parts;
    this.unsubscribe = parts.contacts.contacts.subscribe(() => void this.follow());
    void this.follow();
  }

  dispose(): void {
    this.disposed = true;
    this.unsubscribe();
    for (const room of this.rooms.values()) room.leave();
    this.rooms.clear();
  }

  private async follow(): Promise<void> {
    const people = this.parts.contacts.contacts.get();
    for (const [account, room] of this.rooms) {
      if (people.get(account)?.record.request === 'sending') continue;
      this.rooms.delete(account);
      room.leave();
    }
    for (const { record } of people.values()) {
      if (record.request === 'sending' && !record.blocked && record.invite !== null) {
        await this.goTo(record.account, record.invite);
      }
    }
  }

  private async goTo(account: AccountId, payload: string): Promise<void> {
    if (this.rooms.has(account)) return;
    const invite = await readInvite(payload, this.parts.verify);
    const isSending = this.parts.contacts.get(account)?.record.request === 'sending';
    if (!invite.ok || !isSending || this.disposed || this.rooms.has(account)) return;
    if (invite.value.expires <= this.parts.clock.now()) return this.settle(account, 'expired');
    const room = askInRoom(this.parts, invite.value, (code) => {
      // Only a group has somebody to put out.
      void this.settle(account, code === 'removed' ? 'refused' : code);
    });
    this.rooms.set(account, room);
  }

  private async settle(account: AccountId, code: RequestProgress): Promise<void> {
    if (this.parts.contacts.get(account)?.record.request !== 'sending') return;
    await this.parts.contacts.change(account, { request: code });
  }
}
