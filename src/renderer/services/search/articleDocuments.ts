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

/** Reads them where their bytes are here. Nothing is fetched for it; one that cannot be read has no words. */
export function createArticleDocuments(
  store: Pick<DocumentStore, 'blobs'>,
  blobs: Pick<BlobStore, 'read'>,
): ArticleDocuments {
  return async ({ document, size }) => {
    const row = await store.blobs.get(document);
    if (!row.ok || row.value?.state !== 'complete') return null;
    const bytes = await readBlob(blobs, document, size);
    if (bytes === null) return null;
    const article = decodeArticle(bytes);
    return article.ok ? articleText(article.value) : '';
  };
}
