import type { SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import { type Block, shownPictures } from '@domain/article/document.ts';
import type { PostBody, PostKey } from '@domain/feed/post.ts';
import { type SitePost, siteFiles } from '@domain/site/pages.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { plainBlocks } from '@domain/webfeed/document.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { ChannelReads } from '../channels/channelReads.ts';
import { readBlob } from '../channels/readBlob.ts';
import type { ViewPost } from '../feed/postWindow.ts';
import type { ChannelPostView } from '../workspace/channelWorkspace.ts';
import { storeFailure } from '../workspace/failures.ts';
import { firstReady } from '../workspace/liveQueries.ts';
import type { MadeSite, SiteWish } from '../workspace/siteWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { webAddressOf } from '../webfeeds/webAddress.ts';
import { SitePictures } from './sitePictures.ts';

/** Most posts on one site, the newest. */
const MOST_POSTS = 2000;
const PAGE = 100;

/** What a site is made of. */
export interface SiteParts {
  readonly feed: Pick<FeedStore, 'page' | 'notes'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly channels: Pick<ChannelReads, 'channel'>;
  readonly postViews: () => LiveQuery<ViewPost<ChannelPostView>>;
}

/** Makes a website of a channel (SIT): what of it is on this device, with feeds others can follow. */
export async function exportSite(parts: SiteParts, id: SpaceId, { address, words }: SiteWish): Outcome<MadeSite> {
  const channel = await firstReady(parts.channels.channel(id));
  if (channel === null) return fail('channel-missing', 'not here');
  const base = placeOf(address);
  if (base === null) return fail('feed-address', 'no address of the web');
  const views = await readPosts(parts, id);
  if (!views.ok) return err(storeFailure(views.error));
  const pictures = new SitePictures(parts.blobs);
  const posts: SitePost[] = [];
  let missing = 0;
  for (const view of views.value) {
    const post = await sitePost(parts, view, pictures);
    if (post === null) missing += 1;
    else posts.push(post);
  }
  const { name, description, link } = channel;
  const about = { name, description, link, address: base };
  const pages = siteFiles({ channel: about, posts, words, picture: pictures.placeOf });
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>();
  for (const [path, text] of pages) files.set(path, encoder.encode(text));
  for (const [path, bytes] of pictures.files) files.set(path, bytes);
  return ok({ archive: zipFiles(files), posts: posts.length, missing: missing + pictures.missing });
}

/** Where the site will be, with a stroke at its end; null for what is no place on the web. */
function placeOf(address: string): string | null {
  if (address.trim() === '') return '';
  const place = webAddressOf(address);
  return place === null || place.endsWith('/') ? place : `${place}/`;
}

async function readPosts(
  { feed, postViews }: SiteParts,
  space: SpaceId,
): Promise<Result<readonly ChannelPostView[], StoreError>> {
  const viewOf = await firstReady(postViews());
  const posts: ChannelPostView[] = [];
  let before: PostKey | null = null;
  while (viewOf !== null && posts.length < MOST_POSTS) {
    const page: Awaited<ReturnType<typeof feed.page>> = await feed.page({ space, before, limit: PAGE });
    if (!page.ok) return page;
    const notes = await feed.notes(page.value.map(({ id }) => id));
    if (!notes.ok) return notes;
    posts.push(...page.value.flatMap((post) => viewOf(post, notes.value.get(post.id) ?? []) ?? []));
    const last = page.value.at(-1);
    if (last === undefined || page.value.length < PAGE) break;
    before = { at: last.at, id: last.id };
  }
  return ok(posts.slice(0, MOST_POSTS));
}

/** Null for an article whose text is not here. */
async function sitePost(parts: SiteParts, view: ChannelPostView, pictures: SitePictures): Promise<SitePost | null> {
  const { id, at, editedAt, body, article } = view;
  if (body === null) return null;
  if (article === null) {
    const shown = body.files.filter(({ picture }) => picture !== null);
    for (const file of shown) await pictures.take(file);
    return { id, at, editedAt, title: '', summary: '', blocks: shortBlocks(body) };
  }
  // What is paid for is on no site: its title and summary say that it is there.
  if (article.paid !== undefined)
    return { id, at, editedAt, title: article.title, summary: article.summary, blocks: [] };
  const bytes = await readBlob(parts.blobs, article.document, article.size);
  const document = bytes === null ? null : decodeArticle(bytes);
  if (document?.ok !== true) return null;
  const { blocks } = document.value;
  for (const picture of shownPictures({ blocks })) await pictures.take(picture);
  return { id, at, editedAt, title: article.title, summary: article.summary, blocks };
}

function shortBlocks({ text, files, link }: PostBody): readonly Block[] {
  const said = plainBlocks(text).flatMap((block): readonly Block[] =>
    block.block === 'foreign-picture' ? [] : [block],
  );
  const shown = files
    .filter(({ picture }) => picture !== null)
    .map((file): Block => ({ block: 'picture', file, caption: '', description: file.name }));
  const linked: readonly Block[] =
    link === null
      ? []
      : [{ block: 'paragraph', spans: [{ text: link.title === '' ? link.url : link.title, link: link.url }] }];
  return [...said, ...shown, ...linked];
}
