import type { AccountId } from '@shared/ids.ts';
import { LATE_MOMENTS, isLate } from '@domain/feed/late.ts';
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
  readonly feed: Pick<FeedStore, 'keeps'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly clock: Pick<Clock, 'after'>;
}

/** Moments that come after one looked, and stand before that (FED-15). */
export class LateMoments {
  private readonly parts: LateMomentParts;
  private readonly arrivals: LateArrivals;
  private lookedAt = 0;
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
    const row = await this.parts.feed.keeps.get(MomentKeep.looked, LOOKED_AT.posts);
    const looked = row.ok && row.value !== null ? readLooked(row.value.bytes) : null;
    this.lookedAt = Math.max(this.lookedAt, looked?.at ?? 0, looked?.upTo ?? 0);
    this.isOpen = true;
  }

  onPost(post: PostRecord): void {
    if (!this.isOpen || post.author === this.parts.self || post.story !== null) return;
    // What was posted before one knew them is no news, whenever it comes.
    const since = this.parts.contacts.get(post.author)?.record.addedAt ?? Infinity;
    if (isLate(post, { looked: this.lookedAt, since })) this.arrivals.add(LATE_MOMENTS, post.id);
  }

  /** Everything up to a time was looked at, and with it what came late. */
  looked(at: number): Promise<void> {
    this.lookedAt = at;
    return this.arrivals.clear(LATE_MOMENTS);
  }

  dispose(): void {
    this.arrivals.dispose();
  }
}
