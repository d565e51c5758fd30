import type { AccountId } from '@shared/ids.ts';
import { ChannelKeep, recordBytes } from '@domain/channel/records.ts';
import { MOST_VOUCHES, decodeVouchWord, encodeWord } from '@domain/channel/words.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { PeerSession } from '../replication/peerSession.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';

/** What vouching works with. */
export interface VouchingParts {
  readonly book: ChannelBook;
  readonly keeps: ChannelKeeps;
  readonly contacts: ContactBook;
  readonly replicator: Pick<Replicator, 'sessions'>;
}

/** Tells contacts which channels one vouches for, and keeps what they say (CHN-14). Nobody else is told, and it is passed on to nobody. */
export class Vouching {
  private readonly parts: VouchingParts;
  private readonly told = new Set<PeerSession>();
  private stop: Disposer = () => undefined;

  constructor(parts: VouchingParts) {
    this.parts = parts;
  }

  start(): void {
    const { sessions } = this.parts.replicator;
    this.stop = sessions.subscribe(() => this.follow());
    this.follow();
  }

  dispose(): void {
    this.stop();
  }

  /** What one vouches for changed: everybody who is linked hears it, the others at the next link. */
  tellAll(): void {
    for (const session of this.parts.replicator.sessions.get())
      if (this.isContact(session.peer.account)) this.tell(session);
  }

  /** Takes what a contact says. False when it is nothing that is said here. */
  async hear(account: AccountId, word: Uint8Array): Promise<boolean> {
    const read = decodeVouchWord(word);
    if (read === null) return false;
    // Of who is no contact nobody is shown anything.
    if (!this.isContact(account)) return true;
    const bytes = recordBytes({ v: 1, channels: read.channels });
    await this.parts.keeps.put([{ kind: ChannelKeep.vouches, id: account, bytes }]);
    return true;
  }

  private follow(): void {
    const linked = this.parts.replicator.sessions.get();
    for (const session of this.told) if (!linked.includes(session)) this.told.delete(session);
    for (const session of linked) {
      if (this.told.has(session) || !this.isContact(session.peer.account)) continue;
      this.told.add(session);
      this.tell(session);
    }
  }

  private tell(session: PeerSession): void {
    const channels = [...this.parts.book.channels.get().values()]
      .filter(({ record }) => record.vouched)
      .slice(0, MOST_VOUCHES)
      .map(({ record: { key, name, signaling } }) => ({ key, name, signaling }));
    session.say({ t: 'feed.word', lane: 'channels', word: encodeWord({ t: 'vouch', channels }) });
  }

  private isContact(account: AccountId): boolean {
    const record = this.parts.contacts.get(account)?.record;
    return record !== undefined && record.state === 'accepted' && !record.blocked;
  }
}
