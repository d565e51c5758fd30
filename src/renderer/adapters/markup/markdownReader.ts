import { Marked } from 'marked';

/** CommonMark with GitHub's tables and strikes. What it makes of text is as foreign as any other page's: clean it. */
const markdown = new Marked({ async: false, gfm: true });

/** HTML of Markdown. */
export function markdownToHtml(text: string): string {
  // Without asynchronous extensions the answer is there at once; the type allows for them.
  const html = markdown.parse(text);
  return typeof html === 'string' ? html : '';
}
