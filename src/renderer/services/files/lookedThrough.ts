import type { BlobId, DeviceId, SpaceId } from '@shared/ids.ts';
import {
  LOOKED_KEEP,
  LOOKED_SINCE_KEEP,
  type Span,
  isWithin,
  joined,
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
    const { span, blobs } = this.open.get(id) ?? { span: undefined, blobs: [] };
    const next = joined(span, { from: place.seq, to: place.seq });
    this.open.set(id, { span: next, blobs: fetched === null ? blobs : [...blobs, fetched] });
    if (span !== undefined) return;
    const turn = this.turns.get(id) ?? new Turn();
    this.turns.set(id, turn);
    void turn.take(() => this.keep(id));
  }

  /** The person does not want it: whether it is noted that it is fetched is no matter any more. */
  leave(blob: BlobId): void {
    for (const one of [...this.awaited]) if (one.blob === blob) one.end();
  }

  /** Once every message there is is known: looks through those that the app ended before. */
  async takeUp(decide: Decide): Promise<void> {
    const found = await this.read();
    if (found === null) return;
    // Most chats were looked through to their ends.
    const fresh = new Set(found.heads.filter((head) => !this.isWhole(head)).map(({ space }) => space));
    const fetched: BlobId[] = [];
    for (const { space, activeAt } of found.chats)
      if (activeAt >= found.after && fresh.has(space))
        fetched.push(...(await this.lookThrough(space, found.after, decide)));
    await this.areNoted(fetched);
    if (this.isOver) return;
    const spaces = new Set<SpaceId>(found.chats.map(({ space }) => space));
    await this.put(spansOf(found.heads.filter(({ space }) => spaces.has(space))));
    await this.forgetBut(spaces);
    this.begin();
  }

  dispose(): void {
    this.isOver = true;
    for (const { end } of [...this.awaited]) end();
  }

  /** What there is, and from when on it may have to be looked through; null where that cannot be read. */
  private async read(): Promise<Found | null> {
    const { store, clock, history } = this.parts;
    const since = await this.since();
    const kept = await store.feed.keeps.all(LOOKED_KEEP);
    // Read before the files: what comes meanwhile is looked through as it comes.
    const heads = await store.allChainHeads();
    const chats = await store.conversations.all();
    if (since === null || !kept.ok || !heads.ok || !chats.ok) return null;
    for (const { id, bytes } of kept.value) {
      const span = readSpan(bytes);
      if (span !== null) this.spans.set(id, span);
    }
    return { heads: heads.value, chats: chats.value, after: Math.max(since, clock.now() - history()) };
  }

  /** Of chats that are no more nothing is noted. */
  private async forgetBut(spaces: ReadonlySet<SpaceId>): Promise<void> {
    for (const id of [...this.spans.keys()]) {
      const [space] = id.split('/');
      if (spaces.has(space as SpaceId)) continue;
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

  /** What of a chat is fetched from now on. */
  private async lookThrough(space: SpaceId, after: number, decide: Decide): Promise<readonly BlobId[]> {
    const fetched: BlobId[] = [];
    for (const file of (await firstReady(this.parts.store.watchAttachments(space, after))) ?? []) {
      const message = await this.undecided(file);
      if (message !== null && decide(message, file)) fetched.push(file.blob);
    }
    return fetched;
  }

  /** The message of a file that nobody decided about; null for any other. */
  private async undecided({ space, message, blob }: AttachmentRecord): Promise<MessageRecord | null> {
    const { store } = this.parts;
    const row = await store.blobs.get(blob);
    if (!row.ok || row.value !== null || this.isOver) return null;
    const found = await store.message(space, message);
    return found.ok && found.value !== null && !this.isLooked(found.value) ? found.value : null;
  }

  private isWhole(head: ChainHead): boolean {
    const span = this.spans.get(idOf(head));
    return span !== undefined && isWithin(span, head.floor) && isWithin(span, head.seq);
  }

  private isLooked(place: ChainPlace): boolean {
    const span = this.spans.get(idOf(place));
    return span !== undefined && isWithin(span, place.seq);
  }

  private async keep(id: string): Promise<void> {
    const open = this.open.get(id);
    this.open.delete(id);
    if (open === undefined) return;
    await this.areNoted(open.blobs);
    await this.begun;
    if (!this.isOver) await this.put(new Map([[id, open.span]]));
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

  private async areNoted(blobs: readonly BlobId[]): Promise<void> {
    for (const blob of blobs) if (!this.isOver) await this.isNoted(blob);
  }

  /** Once a row says that it is fetched, or is here; or nobody wants it. */
  private isNoted(blob: BlobId): Promise<void> {
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
