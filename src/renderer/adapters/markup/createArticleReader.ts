import { type ArticleReader, MAX_FOREIGN_TEXT } from '@ports/articleReader.ts';

const loadBlocks = () => Promise.all([import('./cleanMarkup.ts'), import('./readBlocks.ts')]);

/** The reader over DOMPurify and marked, fetched when something is first read. */
export function createArticleReader(): ArticleReader {
  const readHtml: ArticleReader['readHtml'] = async (html, base) => {
    const [{ cleanMarkup }, { readBlocks }] = await loadBlocks();
    try {
      return readBlocks(cleanMarkup(html.slice(0, MAX_FOREIGN_TEXT)), base);
    } catch (cause) {
      // Elements within elements until the stack is full: nobody writes so to be read.
      if (cause instanceof RangeError) return [];
      throw cause;
    }
  };
  return {
    readHtml,
    readMarkdown: async (text) => {
      const { markdownToHtml } = await import('./markdownReader.ts');
      return readHtml(markdownToHtml(text.slice(0, MAX_FOREIGN_TEXT)));
    },
  };
}
