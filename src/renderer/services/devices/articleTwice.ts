/** Of two posts that own devices made of one draft while they did not hear each other, one stays (DEV-76). */
import type { BlobId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { filesOf, picturesOf } from '@domain/article/document.ts';
import type { Choice } from '@domain/device/choices.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { ArticleFace, PostRecord } from '@domain/feed/post.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Drafts } from '../channels/drafts.ts';
import type { Publishing } from '../channels/publishing.ts';
import { readBlob } from '../channels/readBlob.ts';
import type { Files } from '../files/files.ts';
import { Turn } from '../turn.ts';
import { postIn } from './articleDraftWords.ts';
import { type Pair, isOne, keyOf, pairsIn } from './articlePairs.ts';
import { FileWaiter } from './fileWaiter.ts';
import type { OwnFile } from './ownFiles.ts';
import type { OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** Name, among the store's values, of what is to give way yet. */
const NAME = 'articles-twice';
/** A post gives way once the other is here for this long, ms: what was said of that one comes with it, that it was deleted above all. */
export const TWICE_RESTS = 60_000;

/** For this long after it gave way to one that says the same it is looked at each start whether that had been deleted before, ms. */
export const TWICE_LOOKED = 30 * 24 * 3_600_000;

/** What giving way works with. */
export interface TwiceParts {
  readonly log: Pick<OwnLog, 'everSaid'>;
  /** This device. */
  readonly device: DeviceId;
  readonly store: Pick<DocumentStore, 'values' | 'blobs'> & {
    readonly feed: Pick<DocumentStore['feed'], 'post' | 'notes' | 'watchPost'>;
  };
  readonly publishing: Pick<Publishing, 'remove'>;
  readonly drafts: Pick<Drafts, 'putOver'>;
  readonly files: Pick<Files, 'blobs' | 'fetch'> & { readonly library: Pick<Files['library'], 'setKeep'> };
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** The last place of a chain of a channel that counts; null where it does not end. */
  readonly lastOf: (space: SpaceId, device: DeviceId) => number | null;
  /** Ends when the database has what the journal has: what it lacks before is not gone. */
  readonly whole: () => Promise<unknown>;
}

/** A post that stands, as it was last edited. */
interface Standing {
  readonly post: PostRecord;
  readonly article: ArticleFace;
}

/**
 * Another own device told of its post last: that one stays, the same for every device, and what this one posted of the same draft is taken back, but not on that word alone:
 * once the other post is here with all it shows, and was not deleted. Where ours says something else it is a draft again, that nobody publishes by itself. What is sold stays:
 * somebody may have paid for it. So does what the other knew of when it posted: that was on purpose.
 */
export class ArticleTwice implements OwnSync {
  private readonly parts: TwiceParts;
  private readonly turn = new Turn();
  private readonly coming: FileWaiter;
  /** What is waited for, by pair: the other post, or that it rested. */
  private readonly waiting = new Map<string, Disposer>();
  private isOver = false;

  constructor(parts: TwiceParts) {
    this.parts = parts;
    this.coming = new FileWaiter(parts.files);
  }

  /** What was not done when the app ended. */
  start(): void {
    void this.pairs().then((pairs) => pairs.forEach((pair) => this.await(pair)));
  }

  dispose(): void {
    this.isOver = true;
    for (const stop of this.waiting.values()) stop();
    this.waiting.clear();
    this.coming.dispose();
  }

  tellAll(): void {
    // What drafts became is told with their going.
  }

  /** Notes what is to give way to what another own device told of, and does it when that can be done. */
  async hear(choice: Choice): Promise<void> {
    const told = postIn(choice);
    if (told === null) return;
    const known = new Set([told.post, ...told.beside]);
    const own = await this.parts.log.everSaid(choice.key, this.parts.device);
    const others = own.flatMap((value) => postIn({ value })?.post ?? []).filter((post) => !known.has(post));
    for (const post of new Set(others)) {
      const pair = { post, stays: told.post, isKept: false };
      await this.change((pairs) => (pairs.some((one) => isOne(one, pair)) ? pairs : [...pairs, pair]));
      this.await(pair);
    }
  }

  private async pairs(): Promise<readonly Pair[]> {
    const kept = await this.parts.store.values.get(NAME);
    return pairsIn(kept.ok ? kept.value?.value : null);
  }

  private async change(next: (pairs: readonly Pair[]) => readonly Pair[]): Promise<boolean> {
    const { values } = this.parts.store;
    return (await values.update(NAME, (now) => ({ name: NAME, value: next(pairsIn(now?.value)) }))).ok;
  }

  /** Looks at it once the other post is here, and was for a while. */
  private await(pair: Pair): void {
    if (this.isOver) return;
    const key = keyOf(pair);
    this.waiting.get(key)?.();
    const watch = { stop: (): void => undefined };
    const wait: Disposer = () => watch.stop();
    this.waiting.set(key, wait);
    watch.stop = this.parts.store.feed.watchPost(pair.stays).subscribe((state) => {
      if (state.status !== 'ready' || this.waiting.get(key) !== wait) return;
      // What ours gave way to is not here any more: that is looked at, too.
      if (state.value === null && pair.gave === undefined) return;
      // It is not to be ended in the midst of its first word.
      void Promise.resolve().then(() => watch.stop());
      this.waiting.set(
        key,
        this.parts.clock.after(TWICE_RESTS, () => this.lookLater(pair)),
      );
    });
  }

  private lookLater(pair: Pair): void {
    void this.turn.take(async () => {
      await this.parts.whole();
      const now = (await this.pairs()).find((one) => isOne(one, pair));
      if (now === undefined || this.isOver || !(await this.isDone(now))) return;
      await this.change((pairs) => pairs.filter((one) => !isOne(one, pair)));
    });
  }

  /** Gives way where that can be done; false where it is to be looked at again, at the next start if not before. */
  private async isDone(pair: Pair): Promise<boolean> {
    const [ours, theirs] = [await this.standing(pair.post), await this.standing(pair.stays)];
    if (pair.gave !== undefined && ours === null) return this.isSettled(pair, pair.gave);
    if (ours === undefined || theirs === undefined) return false;
    if (ours === null || theirs === null || !this.mayGive(ours, theirs)) return this.isLeft(pair);
    if (!(await this.isSafe(pair, ours, theirs))) return false;
    // Of one that says the same it is to be seen that it was not deleted before.
    return (await this.parts.publishing.remove(pair.post)).ok && !saysSame(ours.article, theirs.article);
  }

  /** Ours does not give way. */
  private async isLeft({ gave }: Pair): Promise<true> {
    await this.keep(gave?.blobs ?? [], false);
    return true;
  }

  /** Whether what ours says is lost in no case. */
  private async isSafe(pair: Pair, ours: Standing, { article }: Standing): Promise<boolean> {
    if (saysSame(ours.article, article)) return this.isNoted(pair, ours.article);
    return (await this.isWhole(pair, article)) && (await this.isDraft(pair, ours));
  }

  /** Notes that it gives way to one that says the same, before it does. */
  private async isNoted(pair: Pair, { document, blobs }: ArticleFace): Promise<boolean> {
    const gave = { at: this.parts.clock.now(), blobs: [document, ...blobs] };
    await this.keep(gave.blobs, true);
    return this.change((pairs) => pairs.map((one) => (isOne(one, pair) ? { ...one, gave } : one)));
  }

  /**
   * It gave way to one that had been deleted, as is heard now only, by way of whom both came; or to one that counts no more, as the chain it
   * lay in ends before it (its device wrote that chain twice, or was taken out): what both said is a draft.
   */
  private async isSettled(pair: Pair, { at, blobs }: NonNullable<Pair['gave']>): Promise<boolean> {
    const fate = await this.fateOf(pair.stays);
    if (fate === 'unknown' || (fate === 'stands' && this.parts.clock.now() - at <= TWICE_LOOKED)) return false;
    const lost = fate === 'stands' ? null : await this.lostOf(pair, fate === 'cut' ? null : at);
    if (lost === undefined || (lost !== null && !(await this.isDraft(pair, lost)))) return false;
    await this.keep(lost === null ? blobs : blobs.slice(0, 1), false);
    return true;
  }

  /** What became of the post that ours gave way to: it was here then. */
  private async fateOf(id: EventId): Promise<'stands' | 'deleted' | 'cut' | 'unknown'> {
    const post = await this.parts.store.feed.post(id);
    if (!post.ok) return 'unknown';
    if (post.value === null || this.isCut(post.value)) return 'cut';
    const theirs = await this.standing(id);
    if (theirs === undefined) return 'unknown';
    return theirs === null ? 'deleted' : 'stands';
  }

  private mayGive(ours: Standing, theirs: Standing): boolean {
    return areOfOne(ours, theirs) && !this.isCut(theirs.post);
  }

  /** Whether its chain ends before it: nobody is given it any more, though it may be seen here. */
  private isCut({ space, device, seq }: PostRecord): boolean {
    const last = this.parts.lastOf(space, device);
    return last !== null && seq > last;
  }

  /** What ours said, where the other was deleted before ours gave way (`gaveAt` null: counts no more); null where it was after that, undefined where that is not known now. */
  private async lostOf({ post: id, stays }: Pair, gaveAt: number | null): Promise<Standing | null | undefined> {
    const { feed } = this.parts.store;
    const [post, notes] = [await feed.post(id), await feed.notes([id, stays])];
    if (!post.ok || post.value === null || !notes.ok) return undefined;
    const isBefore =
      gaveAt === null || notes.value.get(stays)?.some((note) => note.said.act === 'delete' && note.at < gaveAt);
    const said = notes.value.get(id)?.filter((note) => note.said.act !== 'delete') ?? [];
    const article = articleIn(post.value, said);
    return isBefore === true && article !== null ? { post: post.value, article } : null;
  }

  private async keep(blobs: readonly BlobId[], isKept: boolean): Promise<void> {
    for (const blob of blobs) await this.parts.files.library.setKeep(blob, isKept);
  }

  /** Null where it was deleted, or is no article; undefined where it is not here. */
  private async standing(id: EventId): Promise<Standing | null | undefined> {
    const { feed } = this.parts.store;
    const [post, notes] = [await feed.post(id), await feed.notes([id])];
    if (!post.ok || post.value === null || !notes.ok) return undefined;
    const article = articleIn(post.value, notes.value.get(id) ?? []);
    return article === null ? null : { post: post.value, article };
  }

  /** Whether what stays is here with all it shows; else that is fetched, and looked at again. */
  private async isWhole(pair: Pair, article: ArticleFace): Promise<boolean> {
    const missing = await this.missing(article);
    if (missing !== null) this.coming.wait(keyOf(pair), missing, () => this.lookLater(pair));
    return missing === null;
  }

  private async missing({ document, size }: ArticleFace): Promise<OwnFile | null> {
    const bytes = await readBlob(this.parts.files.blobs, document, size);
    if (bytes === null) return { blob: document, size };
    const read = decodeArticle(bytes);
    for (const file of read.ok ? filesOf(read.value) : []) if (!(await this.isHere(file.blob))) return file;
    return null;
  }

  private async isHere(blob: BlobId): Promise<boolean> {
    const row = await this.parts.store.blobs.get(blob);
    return row.ok && row.value?.state === 'complete';
  }

  /** Keeps what our post says as a draft, once: it may have been written at, or deleted, where the post could not go at the first time. */
  private async isDraft(pair: Pair, { post, article }: Standing): Promise<boolean> {
    if (pair.isKept) return true;
    const { files, drafts, clock } = this.parts;
    const { title, summary, series, document, size } = article;
    const bytes = await readBlob(files.blobs, document, size);
    const read = bytes === null ? null : decodeArticle(bytes);
    if (read?.ok !== true) return false;
    const around = { id: `twice-${pair.post}`, channel: post.space, post: null, title, summary, series };
    await this.keep(picturesOf(read.value), true);
    const draft = { ...around, publishAt: null, changedAt: clock.now(), document: read.value };
    if (!(await drafts.putOver(null, draft, {})).ok) return false;
    return this.change((pairs) => pairs.map((one) => (isOne(one, pair) ? { ...one, isKept: true } : one)));
  }
}

function articleIn(post: PostRecord, notes: readonly NoteRecord[]): ArticleFace | null {
  return foldPost(post, notes).body?.article ?? null;
}

/** Two of one channel; where either is sold both stay. */
function areOfOne(ours: Standing, theirs: Standing): boolean {
  const isOfOne = ours.post.space === theirs.post.space && ours.post.author === theirs.post.author;
  return isOfOne && ours.article.paid === undefined && theirs.article.paid === undefined;
}

function saysSame(one: ArticleFace, other: ArticleFace): boolean {
  const isTold = one.title === other.title && one.summary === other.summary && one.series === other.series;
  return isTold && one.document === other.document;
}
