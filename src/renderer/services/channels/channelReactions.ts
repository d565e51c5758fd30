import type { SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { ChannelBook } from './channelBook.ts';
import { channelAuthor } from './knownChannel.ts';
import { OwnReactions, type OwnReactionParts } from './ownReactions.ts';
import { ReactionDesk, type ReactionDeskParts } from './reactionDesk.ts';
import type { LetterFlood } from './letterFlood.ts';
import { TallyLog } from './tallyLog.ts';
import type { FeedStore } from '@ports/feedStore.ts';

/** What both ends of reactions work with. */
export interface ChannelReactionParts
  extends Omit<ReactionDeskParts, 'log' | 'feed' | 'release' | 'book'>, Omit<OwnReactionParts, 'flood' | 'book'> {
  readonly book: ChannelBook;
  readonly feed: Pick<FeedStore, 'words' | 'posts'>;
  readonly flood: LetterFlood;
}

/** Both ends of reactions to posts of channels (CHN-19): what this person thinks, and what editors count. */
export class ChannelReactions {
  readonly own: OwnReactions;
  readonly desk: ReactionDesk;
  private readonly parts: ChannelReactionParts;
  private isOpen = false;

  constructor(parts: ChannelReactionParts) {
    this.parts = parts;
    this.own = new OwnReactions(parts);
    const release = (id: string) => parts.flood.release(id);
    this.desk = new ReactionDesk({ ...parts, log: new TallyLog(parts), release });
  }

  /** Goes on with what no editor has yet. Call once the database has all that the journal has. */
  start(): Promise<void> {
    this.isOpen = true;
    return this.own.start();
  }

  dispose(): void {
    this.own.dispose();
    this.desk.dispose();
  }

  /** Editors counted reactions: nobody needs to carry them any more. What writers say counts nothing. */
  tallied(space: SpaceId, { author, content }: AdmittedEvent): void {
    const told = author === channelAuthor(space) ? TallyLog.read(content.body) : null;
    if (told === null) return;
    this.parts.flood.settleReceipts(told.receipts);
    void this.own.counted(told.post, told.receipts);
    const isOwn = this.parts.book.get(space)?.pen?.device === content.device;
    if (this.isOpen && !isOwn) this.desk.counted(space, told);
  }
}
