import type { EventId } from '@shared/ids.ts';
import type { NoteRecord, NotesByPost } from '@domain/feed/note.ts';
import type { PostKey, PostRecord } from '@domain/feed/post.ts';
import type { FeedStore, PostShelf } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PostView, PostWindow, PostWindowState } from '../workspace/feedViews.ts';

/** Posts loaded at a time. */
export const FEED_PAGE = 30;
/** Most stretches in memory that show something; beyond them the newest are let go. */
export const MOST_PAGES = 20;
/** Most stretches in memory that show nothing. */
const MOST_BLANK = 20;
/** Rows of which none is shown are watched together up to so many, with room for what comes late. */
const MOST_IN_BLANK = 150;
/** Most posts of one stretch of time: what comes late for it is added to it. */
const MOST_IN_PAGE = 300;
/** More than this are not counted above what is shown. */
const MOST_FRESH = 100;

/** Makes of a post what is shown; null where it is not. */
export type ViewPost<View> = (post: PostRecord, notes: readonly NoteRecord[]) => View | null;

/** What a window over posts reads. */
export interface PostWindowParts<View> {
  readonly feed: Pick<FeedStore, 'page' | 'watchPage' | 'watchNotes'>;
  readonly shelf: PostShelf;
  /** Changes with whatever is shown around posts. */
  readonly views: LiveQuery<ViewPost<View>>;
}

const NOTHING_SAID: readonly NoteRecord[] = [];

/** One stretch of time, watched by itself: what is said about a post of it reads nothing of the others anew. */
class Stretch {
  posts: readonly PostRecord[] | null = null;
  notes: NotesByPost | null = null;
  hasFailed = false;
  /** Rows of it that were shown when it was looked at last; null while nobody has looked. */
  seen: number | null = null;
  readonly before: PostKey | null;
  readonly after: PostKey | null;
  private readonly stop: Disposer;
  private stopNotes: Disposer = () => undefined;
  private ids: readonly EventId[] = [];

  constructor(
    { feed, shelf }: Omit<PostWindowParts<unknown>, 'views'>,
    ends: { readonly before: PostKey | null; readonly after: PostKey | null },
    tell: () => void,
  ) {
    this.before = ends.before;
    this.after = ends.after;
    this.stop = feed.watchPage({ ...shelf, ...ends, limit: MOST_IN_PAGE }).subscribe((state) => {
      if (state.status === 'failed') this.hasFailed = true;
      if (state.status === 'ready') {
        this.posts = state.value;
        this.watchNotes(feed, tell);
      }
      if (state.status !== 'loading') tell();
    });
  }

  dispose(): void {
    this.stop();
    this.stopNotes();
  }

  private watchNotes(feed: PostWindowParts<unknown>['feed'], tell: () => void): void {
    const ids = (this.posts ?? []).map(({ id }) => id);
    if (this.notes !== null && ids.length === this.ids.length && ids.every((id, place) => id === this.ids[place]))
      return;
    this.ids = ids;
    this.stopNotes();
    this.stopNotes = feed.watchNotes(ids).subscribe((state) => {
      if (state.status === 'loading') return;
      this.hasFailed ||= state.status === 'failed';
      if (state.status === 'ready') this.notes = state.value;
      tell();
    });
  }
}

interface Shown<View> {
  readonly post: PostRecord;
  readonly notes: readonly NoteRecord[];
  readonly by: ViewPost<View>;
  readonly view: View | null;
}

/**
 * A sliding, live window over many posts (FED-12): stretches of time, newest first. What comes later than its newest is counted and waits,
 * but for one's own; what comes late for a stretch that is shown stands where it belongs.
 */
export class SlidingPostWindow<View extends PostView> implements PostWindow<View> {
  private readonly shown = writableSnapshot<PostWindowState<View>>({
    status: 'loading',
    posts: [],
    hasOlder: false,
    fresh: 0,
  });
  private readonly parts: PostWindowParts<View>;
  private readonly stopViews: Disposer;
  private stretches: Stretch[] = [];
  private stopFresh: Disposer = () => undefined;
  private fresh: readonly PostRecord[] = [];
  private viewOf: ViewPost<View> | null = null;
  private known: ReadonlyMap<EventId, Shown<View>> = new Map();
  private hasOlder = false;
  private hasLetGo = false;
  private isReading = false;
  private isClosed = false;

  constructor(parts: PostWindowParts<View>) {
    this.parts = parts;
    this.stopViews = parts.views.subscribe((state) => {
      if (state.status === 'failed') this.fail();
      if (state.status !== 'ready') return;
      this.viewOf = state.value;
      this.show();
    });
    void this.open();
  }

  get state(): Snapshot<PostWindowState<View>> {
    return this.shown;
  }

  readonly showOlder = (): void => {
    const last = this.stretches.at(-1);
    if (!this.hasOlder || this.isReading || last === undefined) return;
    void this.read(last.after);
  };

  readonly showNewest = (): void => {
    if (this.isReading || this.isClosed) return;
    void this.open();
  };

  readonly close = (): void => {
    this.isClosed = true;
    this.stopViews();
    this.stopFresh();
    for (const stretch of this.stretches) stretch.dispose();
  };

  private async open(): Promise<void> {
    const page = await this.pageBelow(null);
    if (this.isClosed || page === null) return;
    const [newest] = page;
    for (const stretch of this.stretches.splice(0)) stretch.dispose();
    this.hasLetGo = false;
    // Where nothing is shown nobody's place can be moved: what comes is shown at once.
    this.watchAbove(newest === undefined ? null : above(newest));
    this.add(newest === undefined ? null : above(newest), page);
  }

  private async read(before: PostKey | null): Promise<void> {
    const page = await this.pageBelow(before);
    if (this.isClosed || page === null) return;
    this.add(before, page);
  }

  private async pageBelow(before: PostKey | null): Promise<readonly PostRecord[] | null> {
    const { feed, shelf } = this.parts;
    this.isReading = true;
    const page = await feed.page({ ...shelf, before, limit: FEED_PAGE });
    this.isReading = false;
    if (page.ok) return page.value;
    this.fail();
    return null;
  }

  private add(before: PostKey | null, page: readonly PostRecord[]): void {
    const last = page.length < FEED_PAGE ? undefined : page.at(-1);
    this.hasOlder = last !== undefined;
    const blank = this.stretches.at(-1);
    const isWidened =
      blank !== undefined && isBlank(blank) && (blank.posts?.length ?? 0) + page.length <= MOST_IN_BLANK;
    if (isWidened) this.stretches.pop()?.dispose();
    const ends = { before: isWidened ? blank.before : before, after: last === undefined ? null : below(last) };
    this.stretches.push(new Stretch(this.parts, ends, () => this.show()));
  }

  /** What shows something is let go only for what shows something too: a window that fills itself keeps all of it. */
  private letGo(): void {
    const blank = this.stretches.slice(0, -1).filter(isBlank);
    if (blank.length > MOST_BLANK) this.drop(blank.slice(0, blank.length - MOST_BLANK));
    const full = this.stretches.filter((stretch) => !isBlank(stretch));
    const first = full.length > MOST_PAGES ? full.at(-MOST_PAGES) : undefined;
    if (first === undefined) return;
    this.hasLetGo = true;
    this.drop(this.stretches.slice(0, this.stretches.indexOf(first)));
    this.watchAbove(first.before);
  }

  private drop(stretches: readonly Stretch[]): void {
    for (const stretch of stretches) stretch.dispose();
    this.stretches = this.stretches.filter((stretch) => !stretches.includes(stretch));
  }

  private watchAbove(key: PostKey | null): void {
    const { feed, shelf } = this.parts;
    this.stopFresh();
    this.fresh = [];
    if (key === null) return;
    this.stopFresh = feed.watchPage({ ...shelf, before: null, after: key, limit: MOST_FRESH }).subscribe((state) => {
      if (state.status !== 'ready') return;
      this.fresh = state.value;
      this.show();
    });
  }

  private fail(): void {
    this.shown.set({ ...this.shown.get(), status: 'failed' });
  }

  private show(): void {
    const { viewOf } = this;
    if (viewOf === null || this.isClosed || this.stretches.length === 0) return;
    if (this.stretches.some(({ hasFailed }) => hasFailed)) return this.fail();
    // The page that was just asked for is waited for; what is shown stays until it is there.
    if (this.stretches.some(({ posts, notes }) => posts === null || notes === null)) return;
    this.look(viewOf);
    this.letGo();
    const posts = this.stretches.flatMap((stretch) =>
      (stretch.posts ?? []).flatMap(({ id }) => this.known.get(id)?.view ?? []),
    );
    const fresh = this.fresh.flatMap((post) => viewOf(post, NOTHING_SAID) ?? []);
    this.shown.set({ status: 'ready', posts, hasOlder: this.hasOlder, fresh: fresh.length });
    // Who posts wants to see it; what was let go is not new.
    if (fresh.some(({ person }) => person.own) && !this.hasLetGo) this.showNewest();
    else if (posts.length < FEED_PAGE / 2) this.showOlder();
  }

  private look(viewOf: ViewPost<View>): void {
    const known = new Map<EventId, Shown<View>>();
    for (const stretch of this.stretches) {
      stretch.seen = 0;
      for (const post of stretch.posts ?? []) {
        const row = this.rowOf(post, stretch.notes?.get(post.id) ?? NOTHING_SAID, viewOf);
        known.set(post.id, row);
        if (row.view !== null) stretch.seen += 1;
      }
    }
    this.known = known;
  }

  /** The view shown before where nothing of it changed, so that it is not drawn again. */
  private rowOf(post: PostRecord, notes: readonly NoteRecord[], by: ViewPost<View>): Shown<View> {
    const before = this.known.get(post.id);
    const isSame = before?.by === by && before.post === post && isSameNotes(before.notes, notes);
    return isSame ? before : { post, notes, by, view: by(post, notes) };
  }
}

function isBlank({ seen }: Stretch): boolean {
  return seen === 0;
}

function isSameNotes(one: readonly NoteRecord[], other: readonly NoteRecord[]): boolean {
  return one.length === other.length && one.every(({ id }, place) => id === other[place]?.id);
}

/** A key right above a post: nothing else is between the two. */
function above({ at, id }: PostRecord): PostKey {
  // Only compared, never looked up.
  return { at, id: `${id}~` as EventId };
}

/** A key right below a post. */
function below({ at, id }: PostRecord): PostKey {
  return { at, id: id.slice(0, -1) as EventId };
}
