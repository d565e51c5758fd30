import type { EventId, SpaceId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import type { Block } from '@domain/article/document.ts';
import { stamp } from '@domain/exporting/all/form.ts';
import type { PostLine } from '@domain/exporting/all/lines.ts';
import { bodyLine, filesIn } from '@domain/exporting/all/postFacts.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostBody, PostKey, PostRecord } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { FeedStore, PostRange, PostShelf } from '@ports/feedStore.ts';
import { readBlob } from '../../channels/readBlob.ts';
import type { ViewPost } from '../../feed/postWindow.ts';
import type { ChannelPostView } from '../../workspace/channelWorkspace.ts';
import type { PostView } from '../../workspace/feedViews.ts';
import type { MomentView } from '../../workspace/momentsWorkspace.ts';
import { StoreUnreadError } from '../messagesOf.ts';
import type { AllMedia } from './allMedia.ts';

/** Posts read at a time. */
const PAGE = 100;

/** What posts are read with. */
export interface PostParts {
  readonly feed: Pick<FeedStore, 'page' | 'notes'>;
  readonly blobs: Pick<BlobStore, 'read'>;
}

/** Which posts, and how they are seen. */
export interface PostSource<View extends PostView = PostView> {
  readonly shelf: PostShelf;
  readonly viewOf: ViewPost<View>;
  /** Is told of each that is left out since its time ends (EXA-4). */
  readonly onEnding: () => void;
}

/** A post as it is told. */
export interface ToldPost<View extends PostView = PostView> {
  readonly view: View;
  readonly body: PostBody;
  /** The text of its article; null where it has none, or that is not here or sold. */
  readonly blocks: readonly Block[] | null;
}

/** Posts of a shelf as they are seen here, newest first, read page by page. Throws {@link StoreUnreadError}. */
export async function* postsOf<View extends PostView>(
  { feed, blobs }: PostParts,
  { shelf, viewOf, onEnding }: PostSource<View>,
): AsyncGenerator<ToldPost<View>> {
  let before: PostKey | null = null;
  do {
    const page = await readPage(feed, { ...shelf, before, limit: PAGE });
    for (const { post, said } of page) {
      const view = viewOf(post, said);
      if (view?.expires === null && view.body !== null)
        yield { view, body: view.body, blocks: await blocksOf(blobs, view.body) };
      else if (view !== null && view.expires !== null) onEnding();
    }
    const last = page.at(PAGE - 1);
    before = last === undefined ? null : { at: last.post.at, id: last.post.id };
  } while (before !== null);
}

async function readPage(
  feed: PostParts['feed'],
  range: PostRange,
): Promise<readonly { readonly post: PostRecord; readonly said: readonly NoteRecord[] }[]> {
  const page = await feed.page(range);
  if (!page.ok) throw new StoreUnreadError(page.error);
  const notes = await feed.notes(page.value.map(({ id }) => id));
  if (!notes.ok) throw new StoreUnreadError(notes.error);
  return page.value.map((post) => ({ post, said: notes.value.get(post.id) ?? [] }));
}

async function blocksOf(blobs: PostParts['blobs'], { article }: PostBody): Promise<readonly Block[] | null> {
  if (article === null || article.paid !== undefined) return null;
  const bytes = await readBlob(blobs, article.document, article.size);
  const document = bytes === null ? null : decodeArticle(bytes);
  return document?.ok === true ? document.value.blocks : null;
}

/** Asks for the files of a post, before it is written where they are. */
export async function wantFiles(media: AllMedia, { body, blocks }: ToldPost): Promise<void> {
  for (const file of [...filesIn(body), ...filesIn(blocks)]) await media.want(file);
}

/** A moment as a line. */
export function momentLine({ view, body, blocks }: ToldPost<MomentView>, media: AllMedia): PostLine {
  return {
    ...commonLine(view),
    ...bodyLine(body, blocks, media.pathOf),
    ...(view.audience === null ? {} : { audience: view.audience }),
    ...(view.likes.length === 0
      ? {}
      : { likes: view.likes.map(({ person, mark }) => ({ person: person.account, mark })) }),
    ...remarkLines(view),
  };
}

/** A post of a channel as a line. */
export function channelPostLine(
  { view, body, blocks }: ToldPost<ChannelPostView>,
  channel: SpaceId,
  media: AllMedia,
): PostLine {
  return {
    ...commonLine(view),
    channel,
    ...bodyLine(body, blocks, media.pathOf),
    ...(view.reactions.length === 0 ? {} : { reactions: view.reactions.map(({ mark, count }) => ({ mark, count })) }),
    ...remarkLines(view),
  };
}

function commonLine({ id, at, person, editedAt, saved }: PostView): Pick<PostLine, 'id' | 'at' | 'author'> {
  return {
    id,
    at: stamp(at),
    author: person.account,
    ...(editedAt === null ? {} : { editedAt: stamp(editedAt) }),
    ...(saved ? { saved: true } : {}),
  };
}

function remarkLines({ remarks }: PostView): Pick<PostLine, 'remarks'> {
  if (remarks.length === 0) return {};
  return {
    remarks: remarks.map(({ id, person, at, text, to }) => ({
      id,
      person: person.account,
      name: person.name,
      at: stamp(at),
      text,
      to: to === null ? null : (to.id satisfies EventId),
    })),
  };
}
