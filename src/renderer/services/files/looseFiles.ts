import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { ChannelKeep, channelRecordSchema, readRecord } from '@domain/channel/records.ts';
import { channelOf } from '@domain/channel/link.ts';
import { spokenUses } from '@domain/feed/counting.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import type { BlobUse } from '@domain/feed/project.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import { readFace } from '../channels/faces.ts';
import { firstReady } from '../workspace/liveQueries.ts';

/** A picture or video of posts of others, or the document of an article, that may go from this device. */
export interface LooseFile {
  readonly row: BlobRecord;
  /** When it was last posted or used here, ms. */
  readonly lastAt: number;
  readonly part: LoosePart;
  /** Circles and channels whose posts show it. */
  readonly spaces: readonly SpaceId[];
}

/** What of a post it is: of media a small picture stays, of an article its title and summary. */
export type LoosePart = 'media' | 'document';

/** What loose files are found with. */
export interface LooseFileParts {
  readonly store: Pick<DocumentStore, 'blobs' | 'attachmentsOf' | 'feed'>;
  readonly self: AccountId;
  readonly now: number;
}

/** Posts that are read at a time. */
const PAGE = 200;

/**
 * Pictures, videos and voice notes of moments and channels, and documents of articles, that others can give again (FIL-11, FIL-12): received
 * and complete, kept for ever by nobody, in no message, of no post that is one's own, of a channel one writes, saved or pinned. Mini
 * programs and stories are none.
 */
export async function looseFiles(parts: LooseFileParts): Stored<readonly LooseFile[]> {
  const { store } = parts;
  const rows = await store.blobs.all();
  if (!rows.ok) return rows;
  const may = new Map(
    rows.value.filter(({ origin, state, keep }) => origin === 'received' && state === 'complete' && !keep).map(byId),
  );
  const uses = ((await firstReady(store.feed.watchAllUses())) ?? []).filter(({ blob }) => may.has(blob));
  const shown = await showings(parts, uses);
  if (!shown.ok) return shown;
  const loose: LooseFile[] = [];
  for (const [blob, row] of may) {
    const showing = shown.value.get(blob) ?? [];
    const part = samePart(showing);
    if (part === null) continue;
    const said = await store.attachmentsOf(blob);
    if (!said.ok) return said;
    const lastAt = Math.max(row.usedAt, ...showing.map(({ at }) => at));
    const spaces = showing.map(({ space }) => space);
    if (said.value.length === 0) loose.push({ row, lastAt, part, spaces });
  }
  return ok(loose);
}

function byId(row: BlobRecord): readonly [BlobId, BlobRecord] {
  return [row.id, row];
}

interface Showing {
  readonly space: SpaceId;
  readonly at: number;
  /** Null where it has to stay, as far as that post is asked. */
  readonly part: LoosePart | null;
}

/** What all who show it agree it is; null where it has to stay for one of them. */
function samePart(showing: readonly Showing[]): LoosePart | null {
  const part = showing[0]?.part ?? null;
  return showing.every((one) => one.part === part) ? part : null;
}

/** Where blobs are shown, and whether they may go as far as that post is asked. */
async function showings(
  { store, self, now }: LooseFileParts,
  uses: readonly BlobUse[],
): Stored<ReadonlyMap<BlobId, readonly Showing[]>> {
  const { feed } = store;
  const kept = await keptPosts(feed);
  if (!kept.ok) return kept;
  const { posts: stays, written } = kept.value;
  const isTheirs = ({ id, author, space }: PostRecord) => author !== self && !stays.has(id) && !written.has(space);
  const found = new Map<BlobId, Showing[]>();
  const ids: readonly EventId[] = [...new Set(uses.map(({ post }) => post))];
  for (let from = 0; from < ids.length; from += PAGE) {
    const asked = ids.slice(from, from + PAGE);
    const [posts, notes] = [await feed.posts(asked), await feed.notes(asked)];
    if (!posts.ok) return posts;
    if (!notes.ok) return notes;
    const known = { posts: posts.value, notes: notes.value };
    const shown = new Map(
      posts.value.map((post) => [post.id, partsOf(foldPost(post, notes.value.get(post.id) ?? []).body)]),
    );
    const wanted = new Set(asked);
    const spoken = spokenUses(
      uses.filter(({ post }) => wanted.has(post)),
      known,
      now,
    );
    for (const { use, post } of spoken) {
      const part = isTheirs(post) ? (shown.get(post.id)?.get(use.blob) ?? null) : null;
      found.set(use.blob, [...(found.get(use.blob) ?? []), { space: post.space, at: post.at, part }]);
    }
  }
  return ok(found);
}

/** Posts of which nothing goes, saved or pinned, and the channels one writes in. */
async function keptPosts(
  feed: LooseFileParts['store']['feed'],
): Stored<{ readonly posts: ReadonlySet<EventId>; readonly written: ReadonlySet<SpaceId> }> {
  const [marks, channels] = [await feed.marks.all(), await feed.keeps.all(ChannelKeep.channel)];
  if (!marks.ok) return marks;
  if (!channels.ok) return channels;
  const posts = new Set(marks.value.flatMap((mark) => (mark.saved === null ? [] : [mark.post])));
  const written = new Set<SpaceId>();
  for (const keep of channels.value) {
    const record = readRecord(channelRecordSchema, keep);
    if (record === null) continue;
    const space = channelOf(record);
    if (record.pen !== null) written.add(space);
    else for (const id of (await readFace(feed, space))?.pinned ?? []) posts.add(id);
  }
  return ok({ posts, written });
}

/** Of what a post shows, that of which a small picture, or title and summary, stay. */
function partsOf(body: PostBody | null): ReadonlyMap<BlobId, LoosePart> {
  const parts = new Map<BlobId, LoosePart>();
  if (body === null) return parts;
  const { files, article } = body;
  const cover = article?.cover ?? null;
  for (const { blob } of [...files, ...(cover === null ? [] : [cover])]) parts.set(blob, 'media');
  for (const blob of article?.blobs ?? []) parts.set(blob, 'media');
  if (article !== null) parts.set(article.document, 'document');
  return parts;
}
