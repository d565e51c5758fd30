import type { BlobId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { articleText } from '@domain/article/words.ts';
import type { ArticleFace } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { readBlob } from '../channels/readBlob.ts';

/** What names the document of an article. */
export type ArticlePlace = Pick<ArticleFace, 'document' | 'size'>;

/** The words of an article's document; null while it is not here. */
export type ArticleDocuments = (article: ArticlePlace) => Promise<string | null>;

/** Most letters of documents that are kept read, UTF-16 code units: those read last. */
const MOST_KEPT = 2_000_000;

/**
 * Reads them where their bytes are here. Nothing is fetched for it; one that cannot be read has no words. A document never changes: those read
 * last are not read again with each letter that is typed.
 */
export function createArticleDocuments(
  store: { readonly blobs: Pick<DocumentStore['blobs'], 'get'> },
  blobs: Pick<BlobStore, 'read'>,
): ArticleDocuments {
  const kept = new Map<BlobId, string>();
  let letters = 0;
  const keep = (document: BlobId, words: string) => {
    const before = kept.get(document);
    letters += before === undefined ? weightOf(words) : 0;
    kept.delete(document);
    kept.set(document, words);
    for (const [oldest, said] of kept) {
      if (letters <= MOST_KEPT) return;
      kept.delete(oldest);
      letters -= weightOf(said);
    }
  };
  return async ({ document, size }) => {
    // Whether it is here still is asked each time: what was let go is not found by what it said.
    const row = await store.blobs.get(document);
    if (!row.ok || row.value?.state !== 'complete' || row.value.size !== size) return null;
    const known = kept.get(document);
    const words = known ?? (await wordsIn(blobs, { document, size }));
    if (words !== null) keep(document, words);
    return words;
  };
}

/** One without words takes its place, too. */
function weightOf(words: string): number {
  return words.length + 100;
}

async function wordsIn(blobs: Pick<BlobStore, 'read'>, { document, size }: ArticlePlace): Promise<string | null> {
  const bytes = await readBlob(blobs, document, size);
  if (bytes === null) return null;
  const article = decodeArticle(bytes);
  return article.ok ? articleText(article.value) : '';
}
