/** Posts of people and channels as lines of an export (EXA-3). */
import type { BlobId } from '@shared/ids.ts';
import type { Block } from '../../article/document.ts';
import type { FileReference } from '../../chat/file.ts';
import type { PostBody } from '../../feed/post.ts';
import { fileFacts } from '../chatJson.ts';
import type { FileLine, PostLine } from './lines.ts';

/** Where a file is in the archive; null where it is not. */
export type PathOf = (file: FileReference) => string | null;

/** What a post shows. `blocks`: the text of its article, null where it is not here. */
export function bodyLine(
  body: PostBody,
  blocks: readonly Block[] | null,
  pathOf: PathOf,
): Pick<PostLine, 'text' | 'files' | 'voice' | 'link' | 'shared' | 'program' | 'article'> {
  const { text, files, voice, link, shared, program, article } = body;
  const line = (file: FileReference): FileLine => fileFacts(file, pathOf(file));
  return {
    text,
    files: files.map(line),
    ...(voice === undefined ? {} : { voice: { duration: voice.duration } }),
    ...(link === null ? {} : { link: { url: link.url, title: link.title, description: link.description } }),
    ...(shared === null
      ? {}
      : { shared: { channel: shared.channel, post: shared.post, name: shared.name, title: shared.title } }),
    ...(program === null ? {} : { program: { name: program.name } }),
    ...(article === null
      ? {}
      : {
          article: {
            title: article.title,
            summary: article.summary,
            series: article.series,
            words: article.words,
            cover: article.cover === null ? null : line(article.cover),
            paid: article.paid !== undefined,
            blocks: blocks === null ? null : blockLines(blocks, pathOf),
          },
        }),
  };
}

/** Blocks of an article with their files as lines tell files; small pictures inside of them are left out. */
export function blockLines(blocks: readonly Block[], pathOf: PathOf): { block: string }[] {
  // What is made of a block names the same block.
  return blocks.map((block) => plain(block, pathOf) as { block: string });
}

function plain(value: unknown, pathOf: PathOf): unknown {
  if (value instanceof Uint8Array) return null;
  if (Array.isArray(value)) return value.map((one) => plain(one, pathOf));
  if (typeof value !== 'object' || value === null) return value;
  if (isFile(value)) return fileFacts(value, pathOf(value));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, pathOf)]));
}

/** Articles are read by their schema: what has these two is a whole file. */
function isFile(value: object): value is FileReference {
  return 'blob' in value && 'mime' in value;
}

/** Files that blocks show. */
export function filesIn(value: unknown): readonly FileReference[] {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(filesIn);
  if (isFile(value)) return [value];
  return Object.values(value).flatMap(filesIn);
}

/** The name of a blob's file: by its id, which its bytes decide, and an ending that opens as what it is. */
export function mediaPath(blob: BlobId, ending: string): string {
  return `media/${blob}${ending}`;
}
