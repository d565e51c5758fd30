import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { IndexEntry } from '@domain/search/entries.ts';
import { type Searchable, isDeletion, searchableOf } from '@domain/search/searchable.ts';
import { termsOf } from '@domain/search/terms.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { ChainHead, StoreError } from '@ports/documentStore.ts';
import type { IndexedChain } from '@ports/searchShelf.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import { authorOf } from './authorOf.ts';
import { carefully } from './carefully.ts';
import { type ChainPiece, type Missing, chainName, countMissing, missingOf, readMissing } from './chainPieces.ts';
import { forgetGone } from './forgetGone.ts';
import type { IndexerParts } from './indexerParts.ts';
import { type MergeError, mergeParts, partsToMerge } from './mergeParts.ts';
import { PartBuilder } from './partBuilder.ts';
import { PendingArticles } from './pendingArticles.ts';
import { isSomeTakenBack } from './takenBack.ts';
import { takeFeeds } from './takeFeeds.ts';
import { type EntrySink, countTalks, takeTalks } from './takeTalks.ts';

const NO_TERMS: ReadonlySet<string> = new Set();
/** So many things are written as one part at most. */
const MOST_IN_PART = 2048;
/** So many events are looked at before it is noted, even where nothing in them is found. */
const MOST_LOOKED_AT = 16_384;
/** Rest after each slice of work while others are at work, ms. */
const PAUSE = 40;
/** How long until it is looked again whether it is still to stand back, ms. */
const HELD = 1000;

/**
 * Brings the index up to what is in the store, once (SRC-12): what is new first, then what is older, newest first. What is done is
 * noted in the same step in which it is written, so that it can end anywhere and go on there.
 */
export class IndexerPass {
  private readonly parts: IndexerParts;
  private readonly slice: WorkSlice;
  private readonly chains = new Map<string, IndexedChain>();
  private readonly heads = new Map<string, ChainHead>();
  private readonly buckets = new Map<string, readonly BucketHead[]>();
  /** How far back each chain was read, ms. */
  private readonly frontiers = new Map<string, number>();
  private readonly touched = new Map<string, IndexedChain>();
  private readonly pending = new PendingArticles();
  /** Spaces in which something went. */
  private readonly left = new Set<SpaceId>();
  private builder = new PartBuilder();
  private lookedAt = 0;
  private missing = 0;
  private total = 0;

  constructor(parts: IndexerParts) {
    this.parts = parts;
    this.slice = new WorkSlice(parts.clock);
  }

  /** Does all there is to do. A failure has written nothing by halves. */
  async run(): Promise<Result<void, MergeError>> {
    const begun = await this.begin();
    if (!begun.ok) return begun;
    for (let next = this.next(); next !== null && !this.parts.isOver(); next = this.next()) {
      const taken = await this.take(next);
      if (!taken.ok) return taken;
      if (this.builder.count < MOST_IN_PART && this.lookedAt < MOST_LOOKED_AT) continue;
      const written = await this.write();
      if (!written.ok) return written;
    }
    const entries = await this.takeEntries();
    if (!entries.ok) return entries;
    return this.parts.isOver() ? ok() : this.finish();
  }

  private async finish(): Promise<Result<void, MergeError>> {
    await this.addArrived();
    const written = await this.write();
    const forgotten = written.ok ? await this.forget() : written;
    return forgotten.ok ? this.merge() : forgotten;
  }

  private async begin(): Promise<Result<void, StoreError>> {
    const { store, shelf } = this.parts;
    const [heads, chains, pending] = await Promise.all([store.allChainHeads(), shelf.chains(), shelf.pending()]);
    if (!heads.ok) return heads;
    if (!chains.ok) return chains;
    if (!pending.ok) return pending;
    this.pending.load(pending.value);
    for (const head of heads.value) this.heads.set(chainName(head), head);
    for (const chain of chains.value) this.chains.set(chainName(chain), chain);
    this.total = heads.value.reduce((sum, { seq, floor }) => sum + seq - floor + 1, 0);
    this.missing = countMissing(heads.value, (head) => this.chains.get(chainName(head)));
    const talks = countTalks(this.parts.imports, this.chains);
    this.total += talks.total;
    this.missing += talks.missing;
    return this.tell();
  }

  /** What is above what is known anywhere, else the stretch that reaches closest to now. */
  private next(): Missing | null {
    let best: { readonly missing: Missing; readonly rank: number } | null = null;
    for (const [name, head] of this.heads) {
      const missing = missingOf(head, this.chains.get(name));
      if (missing === null) continue;
      const rank = missing.side === 'above' ? Number.POSITIVE_INFINITY : (this.frontiers.get(name) ?? head.at);
      if (best === null || rank > best.rank) best = { missing, rank };
    }
    return best?.missing ?? null;
  }

  private async take(missing: Missing): Promise<Result<void, StoreError>> {
    const { head } = missing;
    const buckets = await this.bucketsOf(head);
    if (!buckets.ok) return buckets;
    const piece = await readMissing(this.parts.store, buckets.value, missing);
    if (!piece.ok) return piece;
    const name = chainName(head);
    const chain = this.chains.get(name) ?? this.newChain(head);
    const author = await this.look(piece.value.events, chain);
    const looked = piece.value.seq - piece.value.floor - (missing.known.seq - missing.known.floor);
    this.lookedAt += looked;
    this.missing -= looked;
    const oldest = piece.value.events[0]?.content.at;
    if (missing.side === 'below') this.frontiers.set(name, oldest ?? 0);
    const known = { ...chain, author, floor: piece.value.floor, seq: piece.value.seq };
    this.know(known);
    return ok();
  }

  /** Takes up what can be found of events. Resolves to whose they are, as far as that is known. */
  private async look(events: ChainPiece['events'], { chain, author }: IndexedChain): Promise<AccountId | null> {
    const { store, clock } = this.parts;
    let known = author;
    const said: SignedEvent[] = [];
    for (const event of events) {
      if (isDeletion(event.content)) this.left.add(event.content.space);
      const found = carefully(() => searchableOf(event.content), null);
      if (found !== null) {
        known ??= await authorOf(store, event, found.kind);
        const { seq, at } = event.content;
        await this.index({ chain, seq, at, kind: found.kind }, found);
        if (found.kind === 'message' || found.kind === 'file') said.push(event);
      }
      await this.rest();
    }
    const [first] = said;
    if (first !== undefined && (await isSomeTakenBack(store, said, clock.now()))) this.left.add(first.content.space);
    return known;
  }

  /** An article whose document is not here is found by what its event says, until it comes. */
  private async index(entry: IndexEntry, { text, article }: Searchable): Promise<void> {
    const words = article === null ? '' : await this.parts.documents(article);
    if (words === null) this.pending.add({ chain: entry.chain, seq: entry.seq, at: entry.at });
    this.builder.add(
      entry,
      carefully(() => termsOf(`${text}\n${words ?? ''}`), NO_TERMS),
    );
  }

  /** What feeds of the web and chats from elsewhere say: they have no chains. */
  private async takeEntries(): Promise<Result<void, StoreError>> {
    const { imports, intake, webEntries, isOver } = this.parts;
    const sink: EntrySink = {
      chainAt: (place) => this.chains.get(chainName(place)) ?? this.newChain({ ...place, seq: -1 }),
      add: (entry, words) => this.addWords(entry, words),
      know: async (chain, count) => {
        this.missing -= count;
        this.know(chain);
        return this.builder.count < MOST_IN_PART ? ok() : this.write();
      },
      leave: (space) => this.left.add(space),
      isOver,
    };
    const feeds = await takeFeeds({ intake, webEntries }, this.chains, sink);
    return feeds.ok ? takeTalks(imports, this.chains, sink) : feeds;
  }

  private async addWords(entry: IndexEntry, words: string): Promise<void> {
    this.builder.add(entry, termsOf(words));
    await this.rest();
  }

  private know(chain: IndexedChain): void {
    this.chains.set(chainName(chain), chain);
    this.touched.set(chainName(chain), chain);
    this.parts.onStep();
  }

  private async addArrived(): Promise<void> {
    const chains = new Map([...this.chains.values()].map((chain) => [chain.chain, chain]));
    for (const { entry, text } of await this.pending.arrived(chains, this.parts)) await this.addWords(entry, text);
  }

  private newChain({ space, device, seq }: Pick<ChainHead, 'space' | 'device' | 'seq'>): IndexedChain {
    const chain = { chain: this.chains.size, space, device, author: null, floor: seq + 1, seq };
    this.chains.set(chainName(chain), chain);
    return chain;
  }

  private async bucketsOf({ space }: ChainHead): Promise<Result<readonly BucketHead[], StoreError>> {
    const known = this.buckets.get(space);
    if (known !== undefined) return ok(known);
    const read = await this.parts.store.bucketHeads(space);
    if (read.ok) this.buckets.set(space, read.value);
    return read;
  }

  private async write(): Promise<Result<void, StoreError>> {
    const pending = this.pending.changed;
    if (this.touched.size === 0 && pending === null) return ok();
    const add = await this.builder.build(() => this.rest());
    // What was erased meanwhile must not count as known.
    if (this.parts.isOver()) return ok();
    const noted = await this.noteLeft();
    if (!noted.ok) return noted;
    const chains = [...this.touched.values()];
    const written = await this.parts.shelf.change({ add, replaces: [], chains, pending });
    if (!written.ok) return written;
    this.builder = new PartBuilder();
    this.touched.clear();
    this.pending.noted();
    this.lookedAt = 0;
    this.slice.renew();
    this.parts.onStep();
    return this.tell();
  }

  /** Notes where something went, before it is noted that this was seen. */
  private async noteLeft(): Promise<Result<void, StoreError>> {
    if (this.left.size === 0) return ok();
    const before = await this.parts.shelf.forgetting();
    if (!before.ok) return before;
    const noted = await this.parts.shelf.noteForgetting([...new Set([...before.value, ...this.left])]);
    if (noted.ok) this.left.clear();
    return noted;
  }

  /** Takes out the words of what went. */
  private async forget(): Promise<Result<void, MergeError>> {
    const { shelf, store, webEntries, mayForget } = this.parts;
    if (!mayForget()) return ok();
    const noted = await shelf.forgetting();
    if (!noted.ok) return noted;
    const spaces = new Set(noted.value);
    if (spaces.size === 0) return ok();
    const gone = { spaces, chains: [...this.chains.values()], rest: () => this.rest(), isOver: this.parts.isOver };
    const forgotten = await forgetGone({ shelf, store, webEntries }, gone);
    if (!forgotten.ok || this.parts.isOver()) return forgotten;
    // What went meanwhile is for the next time.
    const now = await shelf.forgetting();
    return now.ok ? shelf.noteForgetting(now.value.filter((space) => !spaces.has(space))) : now;
  }

  private async merge(): Promise<Result<void, MergeError>> {
    const { shelf } = this.parts;
    while (!this.parts.isOver()) {
      const parts = await shelf.parts();
      if (!parts.ok) return parts;
      const together = partsToMerge(parts.value);
      if (together.length === 0) return ok();
      const merged = await mergeParts(shelf, together, { rest: () => this.rest() });
      if (!merged.ok) return merged;
      if (this.parts.isOver()) return ok();
      const changed = await shelf.change({
        add: merged.value,
        replaces: together.map(({ id }) => id),
        chains: [],
        pending: null,
      });
      if (!changed.ok) return changed;
    }
    return ok();
  }

  private tell(): Promise<Result<void, StoreError>> {
    const done = this.total - this.missing;
    const state = this.missing === 0 ? 'ready' : 'building';
    return this.parts.shelf.tellProgress({ state, done, total: this.total });
  }

  private async rest(): Promise<void> {
    if (!this.slice.isOver) return;
    this.parts.onStep();
    const { clock, isBusy, isHeld, isOver } = this.parts;
    while (isHeld?.() === true && !isOver()) {
      await new Promise<void>((resolve) => void clock.after(HELD, resolve));
      this.parts.onStep();
    }
    if (isBusy()) await new Promise<void>((resolve) => void clock.after(PAUSE, resolve));
    await this.slice.letGo();
  }
}
