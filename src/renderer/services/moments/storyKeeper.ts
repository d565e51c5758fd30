import type { EventId } from '@shared/ids.ts';
import { MomentKeep } from '@domain/moments/kept.ts';
import { readStory } from '@domain/moments/story.ts';
import { type PostRecord, type Story, blobsOf } from '@domain/feed/post.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import { Turn } from '../turn.ts';

/** How many posts are swept at a time. */
const SWEPT = 50;
/** Longest a timer waits, ms: clocks jump, and a sleeping machine's timers stand still. */
const LONGEST_WAIT = 15 * 60_000;
/** Most posts that are looked through for stories not read yet. */
const LOOKED_THROUGH = 300;

/** What keeping stories works with. */
export interface StoryKeeperParts {
  readonly store: Pick<DocumentStore, 'feed'>;
  readonly keeper: FeedKeeper;
  readonly files: Pick<Files, 'fetch' | 'read' | 'onShown' | 'letGo'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Stories: fetches what they show, and takes away what is over (VIS-8). Other posts that end are swept with them. */
export class StoryKeeper {
  private readonly parts: StoryKeeperParts;
  private readonly followed = new Map<EventId, Disposer>();
  private readonly turn = new Turn();
  private stopWaiting: Disposer = () => undefined;
  private isDisposed = false;

  constructor(parts: StoryKeeperParts) {
    this.parts = parts;
  }

  /** Goes on with what was not here when the app was last closed, and sweeps from now on. */
  async start(): Promise<void> {
    const { feed } = this.parts.store;
    await this.sweep();
    const [recent, known] = [
      await feed.page({ lane: 'moments', before: null, limit: LOOKED_THROUGH }),
      await feed.keeps.all(MomentKeep.story),
    ];
    const here = new Set(known.ok ? known.value.map(({ id }) => id) : []);
    for (const post of recent.ok ? recent.value : []) if (!here.has(post.id)) this.follow(post);
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWaiting();
    for (const stop of this.followed.values()) stop();
    this.followed.clear();
  }

  /** A post came, or was made. */
  onPost(post: Pick<PostRecord, 'id' | 'story' | 'expires' | 'at'>): void {
    if (post.expires === null) return;
    this.follow(post);
    void this.schedule();
  }

  /** Keeps what a story shows. */
  async keep(post: EventId, bytes: Uint8Array): Promise<void> {
    const kept = await this.parts.keeper.put([{ kind: MomentKeep.story, id: post, bytes }]);
    if (!kept.ok) this.parts.log.write('warn', 'moments', `a story was not kept: ${kept.error.code}`);
  }

  /** It is deleted or over. */
  async forget(post: EventId): Promise<void> {
    this.followed.get(post)?.();
    this.followed.delete(post);
    await this.parts.keeper.remove(MomentKeep.story, post);
  }

  /** That it was seen is of no use any more; what was saved or hidden stays so. */
  private async unmark(post: EventId): Promise<void> {
    const { store, keeper } = this.parts;
    const mark = await store.feed.marks.get(post);
    if (!mark.ok || mark.value === null || mark.value.hidden || mark.value.saved !== null) return;
    await store.feed.marks.remove(post);
    await keeper.remove(MomentKeep.mark, post);
  }

  private follow({ id, story, expires, at }: Pick<PostRecord, 'id' | 'story' | 'expires' | 'at'>): void {
    const { files, clock } = this.parts;
    if (this.isDisposed || story === null || this.followed.has(id) || (expires ?? 0) <= clock.now()) return;
    const progress = files.fetch(story);
    const look = () => {
      if (progress.get().state === 'here') void this.read(id, story, at);
    };
    this.followed.set(id, progress.subscribe(look));
    look();
  }

  private async read(id: EventId, { blob, size }: Story, at: number): Promise<void> {
    const stop = this.followed.get(id);
    if (stop === undefined) return;
    stop();
    this.followed.delete(id);
    const bytes = await this.parts.files.read(blob);
    const body = bytes?.length === size ? readStory(bytes) : null;
    if (bytes === null || body === null) {
      this.parts.log.write('warn', 'moments', 'a story shows nothing that can be read');
      return;
    }
    await this.keep(id, bytes);
    this.parts.files.onShown(blobsOf(body), at);
  }

  /** Takes away what is over: the rows, what they showed, and bytes of which nothing speaks any more. */
  private sweep(): Promise<void> {
    return this.turn.take(async () => {
      const { feed } = this.parts.store;
      for (;;) {
        const over = await feed.expired(this.parts.clock.now(), SWEPT);
        if (!over.ok || over.value.length === 0 || this.isDisposed) break;
        await this.drop(over.value.map(({ id }) => id));
      }
      await this.wait();
    });
  }

  private async drop(ids: readonly EventId[]): Promise<void> {
    const { store, files } = this.parts;
    const blobs = [];
    for (const id of ids) {
      const uses = await store.feed.usesOfPost(id);
      blobs.push(...(uses.ok ? uses.value.map(({ blob }) => blob) : []));
      await this.forget(id);
      await this.unmark(id);
    }
    const dropped = await store.feed.dropPosts(ids);
    if (dropped.ok) await files.letGo(blobs);
    else this.parts.log.write('warn', 'moments', `what is over was not taken away: ${dropped.error.code}`);
  }

  private schedule(): Promise<void> {
    return this.turn.take(() => this.wait());
  }

  /** Until the next is over. */
  private async wait(): Promise<void> {
    const { store, clock } = this.parts;
    const next = await store.feed.expired(Number.MAX_SAFE_INTEGER, 1);
    if (this.isDisposed) return;
    this.stopWaiting();
    const ends = next.ok ? (next.value[0]?.expires ?? null) : null;
    if (ends === null) return;
    const delay = Math.min(Math.max(1, ends - clock.now()), LONGEST_WAIT);
    this.stopWaiting = clock.after(delay, () => void this.sweep());
  }
}
