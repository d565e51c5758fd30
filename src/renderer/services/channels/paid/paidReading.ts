import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import {
  type PaidArticle,
  type PostKey,
  type SealedPicture,
  openArticle,
  openPicture,
} from '@domain/channel/paidPost.ts';
import { openedRecordSchema, paidRecordBytes } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import type { ArticleFace } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { BlobLibrary } from '../../blobs/blobLibrary.ts';
import type { Files } from '../../files/files.ts';
import type { PaidState } from '../../workspace/paidWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import { blobFailure, bytesSource } from '../keepBytes.ts';
import { readBlob } from '../readBlob.ts';
import type { Keyring } from './keyring.ts';
import { readShown } from './shownPost.ts';

/** Pictures that are waited for at once. */
const MOST_WAITED = 100;

/** What opening works with. */
export interface PaidReadingParts {
  readonly store: {
    readonly feed: Pick<DocumentStore['feed'], 'post' | 'notes'>;
    readonly blobs: Pick<DocumentStore['blobs'], 'watch'>;
  };
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly library: Pick<BlobLibrary, 'put' | 'setKeep'>;
  readonly files: Pick<Files, 'fetch' | 'letGo'>;
  readonly keeps: Pick<ChannelKeeps, 'get' | 'put'>;
  readonly keyring: Pick<Keyring, 'keyOf'>;
}

type Opened = Result<{ readonly state: PaidState }, WorkspaceError>;

/**
 * Opens paid posts this device has the key of. What comes out lies beside the sealed bytes, in blobs that no event speaks of: they are shown here, and
 * given to nobody (CHN-31).
 */
export class PaidReading {
  private readonly parts: PaidReadingParts;
  private readonly waited = new Map<BlobId, Disposer>();
  private readonly under = new Map<EventId, Promise<Opened>>();

  constructor(parts: PaidReadingParts) {
    this.parts = parts;
  }

  dispose(): void {
    for (const stop of this.waited.values()) stop();
    this.waited.clear();
  }

  /** `sealed`: there is no key here; `coming`: its sealed bytes are on their way. */
  open(post: EventId): Promise<Opened> {
    const under = this.under.get(post) ?? this.openOnce(post).finally(() => this.under.delete(post));
    this.under.set(post, under);
    return under;
  }

  private async openOnce(post: EventId): Promise<Opened> {
    const found = await this.face(post);
    if (found === null) return fail('post-missing', 'not here');
    const { space, face } = found;
    if (face.paid === undefined) return ok({ state: 'open' });
    const key = await this.parts.keyring.keyOf({ space, post, paid: face.paid });
    if (key === null) return ok({ state: 'sealed' });
    const bytes = await readBlob(this.parts.blobs, face.document, face.size);
    if (bytes === null) {
      this.parts.files.fetch({ blob: face.document, size: face.size });
      return ok({ state: 'coming' });
    }
    const article = openArticle(bytes, { space, key });
    // Whoever made the post sealed something else than its face says.
    if (article === null) return ok({ state: 'sealed' });
    const kept = await this.keepDocument(post, face.document, article);
    if (!kept.ok) return kept;
    for (const picture of article.pictures) await this.bring(picture, { space, key });
    return ok({ state: 'open' });
  }

  private async keepDocument(
    post: EventId,
    sealed: BlobId,
    { document }: PaidArticle,
  ): Promise<Result<void, WorkspaceError>> {
    const bytes = encodeArticle(document);
    if (bytes === null) return fail('article-invalid', 'too much in it');
    const kept = await this.keep(bytes);
    if (!kept.ok) return kept;
    const before = await this.parts.keeps.get(ChannelKeep.opened, post);
    const old = before.ok ? readRecord(openedRecordSchema, before.value) : null;
    const record = { v: 1 as const, sealed, plain: kept.value, size: bytes.length };
    const noted = await this.parts.keeps.put([{ kind: ChannelKeep.opened, id: post, bytes: paidRecordBytes(record) }]);
    if (!noted.ok) return fail('storage-failed', noted.error.message);
    // What it was before an edit is shown no more.
    if (old !== null && old.plain !== kept.value) await this.letGo(old.plain);
    return ok();
  }

  private async letGo(plain: BlobId): Promise<void> {
    await this.parts.library.setKeep(plain, false);
    await this.parts.files.letGo([plain]);
  }

  /** Opens a picture, now or once its sealed bytes are here. */
  private async bring(picture: SealedPicture, at: PostKey): Promise<void> {
    if (await this.openPicture(picture, at)) return;
    const { sealed, size } = picture;
    if (this.waited.has(sealed) || this.waited.size >= MOST_WAITED) return;
    this.parts.files.fetch({ blob: sealed, size });
    let isOver = false;
    const stop = this.parts.store.blobs.watch(sealed).subscribe((state) => {
      if (isOver || state.status !== 'ready' || state.value?.state !== 'complete') return;
      isOver = true;
      void this.openPicture(picture, at).then(() => {
        this.waited.get(sealed)?.();
        this.waited.delete(sealed);
      });
    });
    this.waited.set(sealed, stop);
  }

  /** False while its bytes are not here. */
  private async openPicture({ sealed, size, plain }: SealedPicture, at: PostKey): Promise<boolean> {
    const bytes = await readBlob(this.parts.blobs, sealed, size);
    if (bytes === null) return false;
    const opened = openPicture(bytes, at);
    const kept = opened === null ? null : await this.keep(opened);
    // Of bytes that are not what the document shows nothing would ever be shown.
    if (kept?.ok === true && kept.value !== plain) await this.letGo(kept.value);
    return true;
  }

  private async keep(bytes: Uint8Array): Promise<Result<BlobId, WorkspaceError>> {
    const kept = await this.parts.library.put(bytesSource(bytes));
    if (!kept.ok) return { ok: false, error: blobFailure(kept.error) };
    await this.parts.library.setKeep(kept.value.id, true);
    return ok(kept.value.id);
  }

  private async face(post: EventId): Promise<{ readonly space: SpaceId; readonly face: ArticleFace } | null> {
    const shown = await readShown(this.parts.store.feed, post);
    const face = shown?.body.article ?? null;
    return shown === null || face === null ? null : { space: shown.row.space, face };
  }
}
