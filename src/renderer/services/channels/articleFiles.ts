import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { type ArticleDocument, filesOf } from '@domain/article/document.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { foldPost } from '@domain/feed/fold.ts';
import { type ArticleFace, type PostBody, blobsOf } from '@domain/feed/post.ts';
import { projectFeed } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Files } from '../files/files.ts';
import type { ChannelBook } from './channelBook.ts';
import { channelAuthor } from './knownChannel.ts';
import { readBlob } from './readBlob.ts';

/** Posts older than this are fetched when somebody opens them, ms: a newcomer would fetch years at once. */
export const FETCH_BACK = 14 * 24 * 3_600_000;
/** Documents that are waited for at once. */
const MOST_WAITED = 200;

/** What fetching works with. */
export interface ArticleFileParts {
  readonly store: {
    readonly feed: Pick<DocumentStore['feed'], 'post' | 'notes' | 'usesOf'>;
    readonly blobs: Pick<DocumentStore['blobs'], 'watch'>;
  };
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly files: Pick<Files, 'onShown' | 'fetch'>;
  readonly book: Pick<ChannelBook, 'get'>;
  readonly clock: Clock;
}

/** Fetches what followed channels show, as files of chats are fetched: who reads an article has it, and gives it to the next reader (CHN-17). */
export class ArticleFiles {
  private readonly parts: ArticleFileParts;
  private readonly waited = new Map<BlobId, Disposer>();

  constructor(parts: ArticleFileParts) {
    this.parts = parts;
  }

  dispose(): void {
    for (const stop of this.waited.values()) stop();
    this.waited.clear();
  }

  onAdmitted(space: SpaceId, event: AdmittedEvent): void {
    if (this.parts.book.get(space)?.record.followed !== true) return;
    if (event.sortAt < this.parts.clock.now() - FETCH_BACK) return;
    // What a writer says is nothing the channel shows (CHN-4).
    if (event.author !== channelAuthor(space)) return;
    const { posts, notes } = projectFeed(event);
    const edited = notes.flatMap(({ post, said }) => (said.act === 'edit' ? [post] : []));
    for (const post of [...posts.map(({ id }) => id), ...edited]) void this.fetchShown(space, post, event.sortAt);
  }

  /** Fetches one picture or file of an article whose event does not say how large it is. False where no document here names it. */
  async fetchNamed(blob: BlobId): Promise<boolean> {
    const uses = await this.parts.store.feed.usesOf(blob);
    for (const { post } of uses.ok ? uses.value : []) {
      const document = await this.documentOf(post);
      const file = document === null ? undefined : filesOf(document).find((one) => one.blob === blob);
      if (file === undefined) continue;
      this.parts.files.fetch(file);
      return true;
    }
    return false;
  }

  private fetch(body: PostBody, at: number): void {
    const { article } = body;
    this.parts.files.onShown(blobsOf({ ...body, program: null }), at);
    if (article !== null) this.awaitDocument(article, at);
  }

  /** Fetches what a post shows now, where it is the channel's: an edit may come before its post. */
  private async fetchShown(space: SpaceId, post: EventId, at: number): Promise<void> {
    const shown = await this.shown(post);
    if (shown?.space === space && shown.body !== null) this.fetch(shown.body, at);
  }

  /** Its pictures are known once the document is here. */
  private awaitDocument({ document, size }: ArticleFace, at: number): void {
    if (this.waited.has(document) || this.waited.size >= MOST_WAITED) return;
    let isOver = false;
    const stop = this.parts.store.blobs.watch(document).subscribe((state) => {
      if (isOver || state.status !== 'ready' || state.value?.state !== 'complete') return;
      isOver = true;
      void this.read(document, size).then((read) => {
        this.waited.get(document)?.();
        this.waited.delete(document);
        if (read !== null) this.parts.files.onShown(filesOf(read), at);
      });
    });
    this.waited.set(document, stop);
  }

  private async documentOf(post: EventId): Promise<ArticleDocument | null> {
    const face = (await this.shown(post))?.body?.article ?? null;
    return face === null ? null : this.read(face.document, face.size);
  }

  /** What a post shows, by the edits that count; null for one that is not its channel's own. */
  private async shown(id: EventId): Promise<{ readonly space: SpaceId; readonly body: PostBody | null } | null> {
    const { feed } = this.parts.store;
    const [post, notes] = await Promise.all([feed.post(id), feed.notes([id])]);
    if (!post.ok || !notes.ok || post.value === null) return null;
    const { space, author } = post.value;
    return author === channelAuthor(space)
      ? { space, body: foldPost(post.value, notes.value.get(id) ?? []).body }
      : null;
  }

  private async read(document: BlobId, size: number): Promise<ArticleDocument | null> {
    const bytes = await readBlob(this.parts.blobs, document, size);
    const decoded = bytes === null ? null : decodeArticle(bytes);
    return decoded?.ok === true ? decoded.value : null;
  }
}
