import type { BlobId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { articleText } from '@domain/article/words.ts';
import type { ArticleFace } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { readBlob } from '../channels/readBlob.ts';
import { WordMemory } from './wordMemory.ts';

/** What names the document of an article. */
export type ArticlePlace = Pick<ArticleFace, 'document' | 'size'>;

/** The words of an article's document; null while it is not here. */
export type ArticleDocuments = (article: ArticlePlace) => Promise<string | null>;

/**
 * Reads them where their bytes are here. Nothing is fetched for it; one that cannot be read has no words. A document never changes: those read
 * last are not read again with each letter that is typed.
 */
export function createArticleDocuments(
  store: { readonly blobs: Pick<DocumentStore['blobs'], 'get'> },
  blobs: Pick<BlobStore, 'read'>,
): ArticleDocuments {
  const memory = new WordMemory<BlobId>();
  return async ({ document, size }) => {
    // Whether it is here still is asked each time: what was let go is not found by what it said.
    const row = await store.blobs.get(document);
    if (!row.ok || row.value?.state !== 'complete' || row.value.size !== size) return null;
    const known = memory.get(document);
    const words = known ?? (await wordsIn(blobs, { document, size }));
    if (words !== null) memory.keep(document, words);
    return words;
  };
}

async function wordsIn(blobs: Pick<BlobStore, 'read'>, { document, size }: ArticlePlace): Promise<string | null> {
  const bytes = await readBlob(blobs, document, size);
  if (bytes === null) return null;
  const article = decodeArticle(bytes);
  return article.ok ? articleText(article.value) : '';
}
