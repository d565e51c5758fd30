import { createContext, use } from 'react';
import type { ArticleReader } from '@ports/articleReader.ts';

/** Holds the reader of foreign text for all screens; set once by the shell. */
export const ArticleReaderContext = createContext<ArticleReader | null>(null);

/** What makes blocks of pasted text. A screen outside the shell that asks for it is a bug, and throws. */
export function useArticleReader(): ArticleReader {
  const reader = use(ArticleReaderContext);
  if (reader === null) throw new Error('useArticleReader needs the shell above it');
  return reader;
}
