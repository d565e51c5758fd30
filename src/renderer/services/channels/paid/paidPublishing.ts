import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type ArticleDocument, picturesOf, shownPictures } from '@domain/article/document.ts';
import { dayOf } from '@domain/channel/dayKeys.ts';
import {
  POST_KEY_LENGTH,
  type PostKey,
  type SealedPicture,
  sealArticle,
  sealPicture,
  wrapKey,
} from '@domain/channel/paidPost.ts';
import { SEAL_NONCE_LENGTH } from '@domain/channel/seal.ts';
import type { PaidFace, Price } from '@domain/feed/paid.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { BlobLibrary } from '../../blobs/blobLibrary.ts';
import type { ChannelDraft } from '../../workspace/channelWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ChannelBook } from '../channelBook.ts';
import type { Inboxes } from '../inboxes.ts';
import { bytesSource, blobFailure } from '../keepBytes.ts';
import { readBlob } from '../readBlob.ts';
import { type Keyring, secretOf } from './keyring.ts';
import { readShown } from './shownPost.ts';
import { lastSold, readTerms } from './terms.ts';

/** What sealing works with. */
export interface PaidPublishingParts {
  readonly book: Pick<ChannelBook, 'get'>;
  readonly inboxes: Pick<Inboxes, 'of'>;
  readonly keyring: Pick<Keyring, 'keyOf'>;
  readonly feed: Pick<FeedStore, 'words' | 'post' | 'notes'>;
  readonly library: Pick<BlobLibrary, 'put'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/** A document as it is to be carried: sealed, with what its face says of it. */
export interface SealedDraft {
  readonly bytes: Uint8Array;
  readonly paid: PaidFace;
  /** What is to be given with it. */
  readonly blobs: readonly BlobId[];
}

/** A key, and what a face says of it. */
interface Wrapped extends PostKey {
  readonly face: Omit<PaidFace, 'price'>;
}

/** Seals what is sold before anything of it is said (CHN-31). */
export class PaidPublishing {
  private readonly parts: PaidPublishingParts;

  constructor(parts: PaidPublishingParts) {
    this.parts = parts;
  }

  /** `keep` hears of every blob that is made. */
  async seal(draft: ChannelDraft, keep: (blob: BlobId) => void): Promise<Result<SealedDraft, WorkspaceError>> {
    const price = await this.priceOf(draft);
    if (!price.ok) return price;
    const wrapped = await this.wrappedFor(draft);
    if (!wrapped.ok) return wrapped;
    const { space, key, face } = wrapped.value;
    const pictures = await this.sealPictures(draft.document, { space, key }, keep);
    if (!pictures.ok) return pictures;
    const nonce = this.nonce();
    const bytes = sealArticle({ document: draft.document, pictures: pictures.value }, { space, key, nonce });
    if (bytes === null) return fail('article-invalid', 'too much in it');
    const own = new Set<BlobId>(pictures.value.map(({ plain }) => plain));
    const others = picturesOf(draft.document).filter((blob) => !own.has(blob));
    const blobs = [...pictures.value.map(({ sealed }) => sealed), ...others];
    return ok({ bytes, paid: { ...face, price: price.value }, blobs });
  }

  /** What it costs by itself, in what the channel is paid in now. */
  private async priceOf({ channel, sale }: ChannelDraft): Promise<Result<Price | null, WorkspaceError>> {
    const known = this.parts.book.get(channel);
    const terms = known === null ? null : await readTerms(this.parts.feed, known);
    const isForSale = sale !== undefined && (sale.amount !== null || sale.isForSubscribers);
    if (terms === null || !isForSale || (sale.isForSubscribers && terms.subscription === null))
      return fail('channel-terms-missing', 'not said yet what reading costs');
    const { subscription: _subscription, ...target } = terms;
    return ok(sale.amount === null ? null : { ...target, amount: sale.amount });
  }

  /** A key for a new post; that of a post which is changed stays, for those who have it. */
  private async wrappedFor(draft: ChannelDraft): Promise<Result<Wrapped, WorkspaceError>> {
    const { channel: space, post } = draft;
    const isForSubscribers = draft.sale?.isForSubscribers === true;
    const paid = await this.before(post);
    const key = paid === null ? null : await this.parts.keyring.keyOf({ space, post, paid });
    if (paid === null || key === null) return this.wrap(space, { ...this.fresh(), isForSubscribers });
    if (paid.isForSubscribers !== isForSubscribers) return this.wrap(space, { key, day: paid.day, isForSubscribers });
    const { price: _price, ...face } = paid;
    return ok({ space, key, face });
  }

  private fresh(): { readonly key: Uint8Array; readonly day: number } {
    return { key: this.parts.random.bytes(POST_KEY_LENGTH), day: dayOf(this.parts.clock.now()) };
  }

  /** How it was sold last, though it may have been free for a while: who paid then has that key (CHN-32). */
  private async before(post: EventId | null): Promise<PaidFace | null> {
    const shown = post === null ? null : await readShown(this.parts.feed, post);
    return shown === null ? null : lastSold(shown.row, shown.notes);
  }

  private async wrap(
    space: SpaceId,
    { key, ...how }: Pick<PaidFace, 'day' | 'isForSubscribers'> & { readonly key: Uint8Array },
  ): Promise<Result<Wrapped, WorkspaceError>> {
    const channel = this.parts.book.get(space);
    const [inbox] = channel === null ? [] : await this.parts.inboxes.of(channel);
    const secret = inbox === undefined ? null : secretOf(inbox, how);
    if (inbox === undefined || secret === null) return fail('letter-keys-missing', 'not given yet');
    const nonce = this.nonce();
    const box = wrapKey(key, { space, inbox: inbox.key, secret, nonce });
    return ok({ space, key, face: { ...how, inbox: inbox.key, nonce, box } });
  }

  private async sealPictures(
    document: ArticleDocument,
    at: PostKey,
    keep: (blob: BlobId) => void,
  ): Promise<Result<readonly SealedPicture[], WorkspaceError>> {
    const sealed: SealedPicture[] = [];
    // A mini program's package is its own, and is not sealed.
    const files = new Map(shownPictures(document).map((file) => [file.blob, file]));
    for (const file of files.values()) {
      const bytes = await readBlob(this.parts.blobs, file.blob, file.size);
      if (bytes === null) return fail('file-missing', 'a picture that is not here');
      const kept = await this.parts.library.put(bytesSource(sealPicture(bytes, { ...at, nonce: this.nonce() })));
      if (!kept.ok) return { ok: false, error: blobFailure(kept.error) };
      keep(kept.value.id);
      sealed.push({ plain: file.blob, sealed: kept.value.id, size: kept.value.size });
    }
    return ok(sealed);
  }

  private nonce(): Uint8Array {
    return this.parts.random.bytes(SEAL_NONCE_LENGTH);
  }
}
