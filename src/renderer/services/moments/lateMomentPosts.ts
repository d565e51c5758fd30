import type { AccountId } from '@shared/ids.ts';
import { LATE_MOMENTS, LATE_NEWS, isLate } from '@domain/feed/late.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { LOOKED_AT, MomentKeep, readLooked } from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { LateArrivals } from '../feed/lateArrivals.ts';

/** What late moments are told by. */
export interface LateMomentParts {
  readonly self: AccountId;
  readonly feed: Pick<FeedStore, 'keeps' | 'post'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly clock: Pick<Clock, 'after'>;
}

/** Moments, and what is said about one's own, that come after one looked, and stand before that (FED-15). */
export class LateMoments {
  private readonly parts: LateMomentParts;
  private readonly arrivals: LateArrivals;
  private lookedAt = 0;
  private lookedAtNews = 0;
  private isOpen = false;

  constructor(parts: LateMomentParts) {
    const { feed, keeper } = parts;
    this.parts = parts;
    const keeps = {
      all: (kind: string) => feed.keeps.all(kind),
      put: (...rows: Parameters<FeedKeeper['put']>) => keeper.put(...rows),
      remove: (kind: string, id: string) => keeper.remove(kind, id),
    };
    this.arrivals = new LateArrivals({ keeps, clock: parts.clock });
  }

  /** What is restored from the journal came before. Call once the database has all that the journal has. */
  async open(): Promise<void> {
    await this.arrivals.load();
    this.lookedAt = Math.max(this.lookedAt, await this.keptLook(LOOKED_AT.posts));
    this.lookedAtNews = Math.max(this.lookedAtNews, await this.keptLook(LOOKED_AT.news));
    this.isOpen = true;
  }

  private async keptLook(what: string): Promise<number> {
    const row = await this.parts.feed.keeps.get(MomentKeep.looked, what);
    const looked = row.ok && row.value !== null ? readLooked(row.value.bytes) : null;
    return Math.max(looked?.at ?? 0, looked?.upTo ?? 0);
  }

  onPost(post: PostRecord): void {
    if (!this.isOpen || post.author === this.parts.self || post.story !== null) return;
    // What was posted before one knew them is no news, whenever it comes.
    if (isLate(post, { looked: this.lookedAt, since: this.knownSince(post.author) }))
      this.arrivals.add(LATE_MOMENTS, post.id);
  }

  /** Something was said about a post. What others say about own posts, or answer below others', is news. */
  async onNote(note: NoteRecord): Promise<void> {
    const { said, author } = note;
    const isNews = said.act === 'remark' || (said.act === 'like' && said.mark !== null);
    if (!this.isOpen || !isNews || author === this.parts.self) return;
    if (!isLate(note, { looked: this.lookedAtNews, since: this.knownSince(author) })) return;
    if (await this.isOfOwn(note)) this.arrivals.add(LATE_NEWS, note.id);
  }

  private async isOfOwn({ post, said }: NoteRecord): Promise<boolean> {
    const { feed, self } = this.parts;
    const found = await feed.post(post);
    if (found.ok && found.value?.author === self) return true;
    if (said.act !== 'remark' || said.to === null) return false;
    const spoken = await feed.keeps.get(MomentKeep.said, post);
    return spoken.ok && spoken.value !== null;
  }

  private knownSince(author: AccountId): number {
    return this.parts.contacts.get(author)?.record.addedAt ?? Infinity;
  }

  /** Everything up to a time was looked at, and with it what came late. */
  looked(at: number): Promise<void> {
    this.lookedAt = at;
    return this.arrivals.clear(LATE_MOMENTS);
  }

  /** The same of news. */
  lookedAtNewsUpTo(at: number): Promise<void> {
    this.lookedAtNews = at;
    return this.arrivals.clear(LATE_NEWS);
  }

  dispose(): void {
    this.arrivals.dispose();
  }
}
