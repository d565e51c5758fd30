/** Drafts of articles, brought back into channels one still writes for (IMA-13). */
import type { SpaceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { FileLine, LineOf } from '@domain/exporting/all/lines.ts';
import { MAX_SUMMARY, MAX_TITLE } from '@domain/feed/post.ts';
import { draftDocument, pictureLines } from '@domain/importing/articleDraft.ts';
import { isDraftId } from '../../channels/draftId.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import type { ExportFile } from '../zipFile.ts';
import { type BackWorkspace, type Weighed, readNow } from './backStep.ts';

/** Largest picture that is taken, bytes: it is read whole. */
const MOST_PICTURE = 32 * 1024 * 1024;

type ArticleLine = Extract<LineOf<'drafts'>, { readonly kind: 'article' }>;
type Find = (path: string) => ExportFile | null;

/** Weighs drafts of articles. One that is here stays as it is; one of a channel for which one does not write has no place. */
export async function articleScale(whole: BackWorkspace, find: Find): Promise<(line: ArticleLine) => Promise<Weighed>> {
  const channels = await readNow(whole.channels.channels());
  const own = new Set(channels.flatMap(({ id, role, feed }) => (role !== null && feed === null ? [id] : [])));
  const known = new Set<string>();
  return async (line) => {
    const { id } = line;
    if (!own.has(line.channel as SpaceId) || !isDraftId(id) || draftDocument(line.blocks, () => null) === null)
      return 'without';
    if (known.has(id) || (await readNow(whole.channels.draft(id))) !== null) return 'here';
    known.add(id);
    return { act: () => bring(whole, line, find), undo: () => whole.deleteDraft(id) };
  };
}

/** Its pictures are encoded anew, as any that is put into an article. It goes out at no time by itself. */
async function bring(whole: BackWorkspace, line: ArticleLine, find: Find): Outcome<unknown> {
  const pictures = new Map<string | null, FileReference>();
  for (const file of pictureLines(line.blocks)) {
    const kept = await keepPicture(whole, file, find);
    if (kept !== null) pictures.set(file.path, kept);
  }
  const document = draftDocument(line.blocks, ({ path }) => pictures.get(path) ?? null);
  if (document === null) return fail('article-invalid', 'no document');
  const { id, title, summary, series } = line;
  const around = { id, channel: line.channel as SpaceId, post: null, publishAt: null, document };
  return whole.bringDraft({
    ...around,
    title: title.slice(0, MAX_TITLE),
    summary: summary.slice(0, MAX_SUMMARY),
    series: series.slice(0, MAX_TITLE),
  });
}

/** Null where it is not there, or no picture: the rest of the draft comes. */
async function keepPicture(whole: BackWorkspace, line: FileLine, find: Find): Promise<FileReference | null> {
  const found = line.path === null ? null : find(line.path);
  if (found === null || found.size > MOST_PICTURE) return null;
  const source = found.source();
  try {
    const bytes = await source.slice(0, source.size).arrayBuffer();
    const file = new File([bytes], line.name, { type: line.type });
    const kept = await whole.keepArticlePicture({ file, asFile: false, caption: '' });
    // What is no picture after all goes with the next clean-up, as no draft shows it.
    return kept.ok && kept.value.file.picture !== null ? kept.value.file : null;
  } catch {
    return null;
  } finally {
    await source.close?.();
  }
}
