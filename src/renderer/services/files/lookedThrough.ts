import type { BlobId, DeviceId, SpaceId } from '@shared/ids.ts';
import * as v from 'valibot';
import { blobIdSchema } from '@shared/schemas.ts';
import {
  LEFT_KEEP,
  LOOKED_KEEP,
  LOOKED_SINCE_KEEP,
  type Span,
  isWithin,
  joined,
  leftBytes,
  readSince,
  readSpan,
  sinceBytes,
  spanBytes,
} from '@domain/blob/lookedThrough.ts';
import type { AttachmentRecord } from '@domain/chat/marks.ts';
import type { ConversationRecord, MessageRecord } from '@domain/chat/message.ts';
import type { Clock } from '@ports/clock.ts';
import type { ChainHead, DocumentStore, Stored } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';
import { firstReady } from '../workspace/liveQueries.ts';

/** What noting it works with. */
export interface LookedThroughParts {
  readonly store: Pick<
    DocumentStore,
    'feed' | 'blobs' | 'conversations' | 'allChainHeads' | 'watchAttachments' | 'message'
  >;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
  /** How long ago a file may have been told of to be fetched by itself, ms. */
  readonly history: () => number;
}

/** A message, by its place in its chain. */
export type ChainPlace = Pick<MessageRecord, 'space' | 'device' | 'seq'>;
/** Decides about a file that nobody decided about yet; whether it is fetched from now on. */
export type Decide = (message: ChainPlace & Pick<MessageRecord, 'author'>, file: AttachmentRecord) => boolean;

interface Found {
  /** What the person did not want, as it was kept. */
  readonly left: readonly BlobId[];
  readonly heads: readonly ChainHead[];
  readonly chats: readonly Pick<ConversationRecord, 'space' | 'activeAt'>[];
  readonly after: number;
}

interface Open {
  readonly span: Span;
  readonly blobs: readonly BlobId[];
}

/**
 * Which messages were looked through for files to fetch (FIL-15). It is noted after what is fetched is noted itself; so what the app ended between
 * is looked through at the next start, and what was decided, by a rule or a person, is not decided again.
 */
export class LookedThrough {
  private readonly parts: LookedThroughParts;
  private readonly spans = new Map<string, Span>();
  private readonly open = new Map<string, Open>();
  private readonly turns = new Map<string, Turn>();
  /** What the person does not want. */
  private readonly left = new Set<BlobId>();
  /** What was looked through before every message was known. */
  private early: { readonly places: Set<string>; readonly fetched: Set<BlobId> } | null = {
    places: new Set(),
    fetched: new Set(),
  };
  /** Chats whose files could not be read: nothing is noted of them, and the next start looks through them. */
  private readonly unread = new Set<SpaceId>();
  private readonly awaited = new Set<{ readonly blob: BlobId; readonly end: () => void }>();
  private readonly begun: Promise<void>;
  private begin: () => void = () => undefined;
  private isOver = false;

  constructor(parts: LookedThroughParts) {
    this.parts = parts;
    this.begun = new Promise((resolve) => (this.begin = resolve));
  }

  /** A message was looked through; `fetched`: its file is fetched from now on. */
  note(place: ChainPlace, fetched: BlobId | null): void {
    const id = idOf(place);
    this.early?.places.add(`${id}/${place.seq}`);
    if (fetched !== null) this.early?.fetched.add(fetched);
    const { span, blobs } = this.open.get(id) ?? { span: undefined, blobs: [] };
    const next = joined(span, { from: place.seq, to: place.seq });
    this.open.set(id, { span: next, blobs: fetched === null ? blobs : [...blobs, fetched] });
    if (span !== undefined) return;
    const turn = this.turns.get(id) ?? new Turn();
    this.turns.set(id, turn);
    void turn.take(() => this.keep(id));
  }

  /** The person does not want it: nobody decides about it any more, also where the app ends before it is noted what was looked through. */
  async leave(blob: BlobId): Promise<void> {
    this.left.add(blob);
    for (const one of [...this.awaited]) if (one.blob === blob) one.end();
    await this.parts.keeper.put([{ kind: LEFT_KEEP, id: blob, bytes: leftBytes() }]);
  }

  /** Once every message there is is known: looks through those that the app ended before. */
  async takeUp(decide: Decide): Promise<void> {
    const found = await this.read();
    if (found === null) return;
    // Most chats were looked through to their ends.
    const fresh = new Set(found.heads.filter((head) => !this.isWhole(head)).map(({ space }) => space));
    for (const { space, activeAt } of found.chats)
      if (activeAt >= found.after && fresh.has(space)) await this.lookThrough(space, found.after, decide);
    await this.areNoted(this.early?.fetched ?? []);
    if (this.isOver) return;
    await this.noteAll(found);
    this.early = null;
    this.begin();
  }

  dispose(): void {
    this.isOver = true;
    for (const { end } of [...this.awaited]) end();
  }

  /** What spoke of files that nobody wants is noted from here on: these need no note of their own. */
  private async noteAll({ heads, chats, left }: Found): Promise<void> {
    const spaces = new Set(chats.map(({ space }) => space));
    const kept = await this.put(spansOf(heads.filter(({ space }) => spaces.has(space) && !this.unread.has(space))));
    await this.forgetBut(spaces);
    if (!kept.ok || this.unread.size > 0) return;
    for (const blob of left) await this.parts.keeper.remove(LEFT_KEEP, blob);
  }

  /** What there is, and from when on it may have to be looked through; null where that cannot be read. */
  private async read(): Promise<Found | null> {
    const { store, clock, history } = this.parts;
    const since = await this.since();
    // Read before the heads: what speaks of these is behind them.
    const left = await store.feed.keeps.all(LEFT_KEEP);
    const kept = await store.feed.keeps.all(LOOKED_KEEP);
    // Read before the files: what comes meanwhile is looked through as it comes.
    const heads = await store.allChainHeads();
    const chats = await store.conversations.all();
    if (since === null || !left.ok || !kept.ok || !heads.ok || !chats.ok) return null;
    for (const { id, bytes } of kept.value) {
      const span = readSpan(bytes);
      if (span !== null) this.spans.set(id, span);
    }
    const gone = left.value.flatMap(({ id }) => (v.is(blobIdSchema, id) ? [id] : []));
    for (const blob of gone) this.left.add(blob);
    const after = Math.max(since, clock.now() - history());
    return { left: gone, heads: heads.value, chats: chats.value, after };
  }

  /** Of chats that are no more nothing is noted. */
  private async forgetBut(spaces: ReadonlySet<SpaceId>): Promise<void> {
    for (const id of [...this.spans.keys()]) {
      if (spaces.has(spaceOf(id))) continue;
      this.spans.delete(id);
      await this.parts.keeper.remove(LOOKED_KEEP, id);
    }
  }

  /** From when on it is noted: whatever is older was decided about, one way or another. Null where that cannot be read. */
  private async since(): Promise<number | null> {
    const { store, keeper, clock } = this.parts;
    const kept = await store.feed.keeps.get(LOOKED_SINCE_KEEP.kind, LOOKED_SINCE_KEEP.id);
    if (!kept.ok) return null;
    const at = kept.value === null ? null : readSince(kept.value.bytes);
    if (at !== null) return at;
    const now = clock.now();
    return (await keeper.put([{ ...LOOKED_SINCE_KEEP, bytes: sinceBytes(now) }])).ok ? now : null;
  }

  private async lookThrough(space: SpaceId, after: number, decide: Decide): Promise<void> {
    const files = await firstReady(this.parts.store.watchAttachments(space, after));
    if (files === null) this.unread.add(space);
    for (const file of files ?? []) {
      const message = await this.undecided(file);
      // Asked last: the person may have given it up meanwhile.
      if (message === null || this.isDecided(message, file.blob)) continue;
      if (decide(message, file)) this.early?.fetched.add(file.blob);
    }
  }

  /** The message of a file that nobody decided about; null for any other. */
  private async undecided({ space, message, blob }: AttachmentRecord): Promise<MessageRecord | null> {
    const { store } = this.parts;
    const row = await store.blobs.get(blob);
    if (!row.ok || row.value !== null || this.isOver) return null;
    const found = await store.message(space, message);
    return found.ok ? found.value : null;
  }

  private isWhole(head: ChainHead): boolean {
    const span = this.spans.get(idOf(head));
    return span !== undefined && isWithin(span, head.floor) && isWithin(span, head.seq);
  }

  private isDecided(place: ChainPlace, blob: BlobId): boolean {
    const id = idOf(place);
    const span = this.spans.get(id);
    const isLooked = span !== undefined && isWithin(span, place.seq);
    return isLooked || this.left.has(blob) || this.early?.places.has(`${id}/${place.seq}`) === true;
  }

  private async keep(id: string): Promise<void> {
    const open = this.open.get(id);
    this.open.delete(id);
    if (open === undefined) return;
    await this.areNoted(open.blobs);
    await this.begun;
    if (!this.isOver && !this.unread.has(spaceOf(id))) await this.put(new Map([[id, open.span]]));
  }

  private async put(found: ReadonlyMap<string, Span>): Stored {
    const changed = [...found].flatMap(([id, span]) => {
      const [known, next] = [this.spans.get(id), joined(this.spans.get(id), span)];
      return known?.from === next.from && known.to === next.to ? [] : [{ id, next }];
    });
    const kept = await this.parts.keeper.put(
      changed.map(({ id, next }) => ({ kind: LOOKED_KEEP, id, bytes: spanBytes(next) })),
    );
    if (kept.ok) for (const { id, next } of changed) this.spans.set(id, next);
    return kept;
  }

  private async areNoted(blobs: Iterable<BlobId>): Promise<void> {
    for (const blob of blobs) {
      if (!this.isOver) await this.isNoted(blob);
      this.early?.fetched.delete(blob);
    }
  }

  /** Once a row says that it is fetched, or is here; or nobody wants it. */
  private isNoted(blob: BlobId): Promise<void> {
    if (this.left.has(blob)) return Promise.resolve();
    return new Promise((resolve) => {
      let stop: Disposer | null = null;
      const one = {
        blob,
        end: () => {
          this.awaited.delete(one);
          stop?.();
          resolve();
        },
      };
      this.awaited.add(one);
      stop = this.parts.store.blobs.watch(blob).subscribe((state) => {
        if (state.status === 'ready' && state.value !== null) one.end();
      });
      // Answered before there was anything to stop.
      if (!this.awaited.has(one)) stop();
    });
  }
}

function spansOf(heads: readonly ChainHead[]): ReadonlyMap<string, Span> {
  return new Map(heads.map((head) => [idOf(head), { from: head.floor, to: head.seq }]));
}

function idOf({ space, device }: { readonly space: SpaceId; readonly device: DeviceId }): string {
  return `${space}/${device}`;
}

function spaceOf(id: string): SpaceId {
  const [space] = id.split('/');
  return space as SpaceId;
}
