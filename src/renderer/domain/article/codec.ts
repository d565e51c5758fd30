/** An article's document as bytes: what its blob holds. */
import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { MAX_ARTICLE_BYTES } from '../feed/post.ts';
import { type ArticleDocument, articleDocumentSchema } from './document.ts';

/** More values than an honest document of {@link MAX_ARTICLE_BYTES} has: what holds more is refused before any of it is looked at. */
const MOST_PARTS = 250_000;

/** Why bytes are no document: `newer` was made by a later version. */
export type ArticleProblem = 'malformed' | 'newer';

/**
 * A document as bytes (ART-2), null where it is larger than an article may be. Throws on one that does not fit its schema: a bug of
 * the caller.
 */
export function encodeArticle(document: ArticleDocument): Uint8Array | null {
  const bytes = encodeCanonical(v.parse(articleDocumentSchema, document));
  return bytes.length > MAX_ARTICLE_BYTES ? null : bytes;
}

/** Reads a document (ART-2). Whatever does not fit wholly is refused: nothing of it is shown. */
export function decodeArticle(bytes: Uint8Array): Result<ArticleDocument, { code: ArticleProblem; message: string }> {
  if (bytes.length > MAX_ARTICLE_BYTES) return fail('malformed', 'larger than an article may be');
  const decoded = decodeCanonical(bytes, MOST_PARTS);
  if (!decoded.ok) return fail('malformed', decoded.error.message);
  const parsed = v.safeParse(articleDocumentSchema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  const isNewer = v.is(v.object({ v: v.pipe(v.number(), v.minValue(2)) }), decoded.value);
  return fail(isNewer ? 'newer' : 'malformed', 'no document of this version');
}
