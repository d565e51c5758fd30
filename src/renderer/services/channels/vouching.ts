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
  readonly contacts: Pick<ContactBook, 'get' | 'contacts'>;
  readonly replicator: Pick<Replicator, 'sessions'>;
}

/** Tells contacts which channels one vouches for, and keeps what they say (CHN-14). Nobody else is told, and it is passed on to nobody. */
export class Vouching {
  private readonly parts: VouchingParts;
  private readonly told = new Set<PeerSession>();
  /** What was said by who is no contact yet: the other side may know it a moment earlier, and says it once. */
  private readonly early = new Map<AccountId, Uint8Array>();
  private readonly disposers: Disposer[] = [];

  constructor(parts: VouchingParts) {
    this.parts = parts;
  }

  start(): void {
    const follow = () => this.follow();
    this.disposers.push(
      this.parts.replicator.sessions.subscribe(follow),
      // Who is a contact from now on may be linked already.
      this.parts.contacts.contacts.subscribe(follow),
    );
    follow();
  }

  dispose(): void {
    for (const dispose of this.disposers.splice(0)) dispose();
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
    if (!this.isContact(account)) {
      if (this.isLinked(account)) this.early.set(account, word);
      return true;
    }
    this.early.delete(account);
    const bytes = recordBytes({ v: 1, channels: read.channels });
    await this.parts.keeps.put([{ kind: ChannelKeep.vouches, id: account, bytes }]);
    return true;
  }

  private follow(): void {
    const linked = this.parts.replicator.sessions.get();
    for (const session of this.told) if (!linked.includes(session)) this.told.delete(session);
    for (const [account, word] of this.early) {
      if (!this.isLinked(account)) this.early.delete(account);
      else if (this.isContact(account)) void this.hear(account, word);
    }
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

  private isLinked(account: AccountId): boolean {
    return this.parts.replicator.sessions.get().some(({ peer }) => peer.account === account);
  }

  private isContact(account: AccountId): boolean {
    const record = this.parts.contacts.get(account)?.record;
    return record !== undefined && record.state === 'accepted' && !record.blocked;
  }
}
