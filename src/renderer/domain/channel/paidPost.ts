/** Sealing what only those read who paid (CHN-31). Readers carry the sealed bytes; this is the way to and from them. */
import * as v from 'valibot';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { bytesUpTo, countSchema, wireId } from '@shared/schemas.ts';
import { decodeArticle, encodeArticle } from '../article/codec.ts';
import type { ArticleDocument } from '../article/document.ts';
import { joinBytes } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { idBytes } from '../event/codec.ts';
import type { PaidFace } from '../feed/paid.ts';
import { MAX_ARTICLE_BYTES, MOST_ARTICLE_FILES } from '../feed/post.ts';
import { type Seal, openBytes, openValue, sealBytes, sealValue } from './seal.ts';

/** Length of the key of a post. */
export const POST_KEY_LENGTH = 32;

const blobBytes = wireId<BlobId>();
const sealedArticleSchema = v.strictObject({
  v: v.literal(1),
  document: bytesUpTo(MAX_ARTICLE_BYTES),
  pictures: v.pipe(
    v.array(v.strictObject({ plain: blobBytes, sealed: blobBytes, size: countSchema })),
    v.maxLength(MOST_ARTICLE_FILES),
    v.readonly(),
  ),
});

/** A picture of a paid post: what it is to whoever can open it, and what is carried. */
export interface SealedPicture {
  readonly plain: BlobId;
  readonly sealed: BlobId;
  /** Of the sealed bytes. */
  readonly size: number;
}

/** What a paid post holds. */
export interface PaidArticle {
  readonly document: ArticleDocument;
  readonly pictures: readonly SealedPicture[];
}

/** A key of a post, and where it is used. */
export interface PostKey {
  readonly space: SpaceId;
  readonly key: Uint8Array;
}

/** The text as it is carried; null where it is larger than an article may be. */
export function sealArticle(
  { document, pictures }: PaidArticle,
  at: PostKey & { readonly nonce: Uint8Array },
): Uint8Array | null {
  const bytes = encodeArticle(document);
  if (bytes === null) return null;
  const value = {
    v: 1,
    document: bytes,
    pictures: pictures.map(({ plain, sealed, size }) => ({ plain: idBytes(plain), sealed: idBytes(sealed), size })),
  };
  const sealed = sealBytes(encodeCanonical(value), sealOf('document', at, at.nonce));
  return sealed.length > MAX_ARTICLE_BYTES ? null : sealed;
}

/** The way back: null for what was sealed with something else, or is no article. Never throws. */
export function openArticle(bytes: Uint8Array, at: PostKey): PaidArticle | null {
  const opened = openBytes(bytes, (nonce) => sealOf('document', at, nonce));
  const read = opened === null ? null : readCanonical(sealedArticleSchema, opened);
  if (read === null) return null;
  const document = decodeArticle(read.document);
  return document.ok ? { document: document.value, pictures: read.pictures } : null;
}

/** A picture as it is carried. */
export function sealPicture(bytes: Uint8Array, at: PostKey & { readonly nonce: Uint8Array }): Uint8Array {
  return sealBytes(bytes, sealOf('picture', at, at.nonce));
}

/** See {@link openArticle}. */
export function openPicture(bytes: Uint8Array, at: PostKey): Uint8Array | null {
  return openBytes(bytes, (nonce) => sealOf('picture', at, nonce));
}

/** The key of a post sealed for its face. */
export function wrapKey(
  key: Uint8Array,
  at: { readonly space: SpaceId; readonly inbox: Uint8Array; readonly secret: Uint8Array; readonly nonce: Uint8Array },
): Uint8Array {
  return sealValue(key, wrapSeal(at), 1);
}

/** The way back; null for another secret. */
export function unwrapKey(
  { box, nonce, inbox }: Pick<PaidFace, 'box' | 'nonce' | 'inbox'>,
  at: { readonly space: SpaceId; readonly secret: Uint8Array },
): Uint8Array | null {
  const key = openValue(box, wrapSeal({ ...at, inbox, nonce }));
  return key instanceof Uint8Array && key.length === POST_KEY_LENGTH ? key : null;
}

function wrapSeal(at: {
  readonly space: SpaceId;
  readonly inbox: Uint8Array;
  readonly secret: Uint8Array;
  readonly nonce: Uint8Array;
}): Seal {
  return { purpose: 'post-key', secret: at.secret, place: joinBytes(idBytes(at.space), at.inbox), nonce: at.nonce };
}

function sealOf(purpose: 'document' | 'picture', { space, key }: PostKey, nonce: Uint8Array): Seal {
  return { purpose, secret: key, place: idBytes(space), nonce };
}
