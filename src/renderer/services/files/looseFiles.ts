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
import { firstReady } from '../workspace/liveQueries.ts';

/** A picture or video of posts of others that may go from this device. */
export interface LooseFile {
  readonly row: BlobRecord;
  /** When it was last posted or used here, ms. */
  readonly lastAt: number;
}

/** What loose files are found with. */
export interface LooseFileParts {
  readonly store: Pick<DocumentStore, 'blobs' | 'attachmentsOf' | 'feed'>;
  readonly self: AccountId;
  readonly now: number;
}

/** Posts that are read at a time. */
const PAGE = 200;

/**
 * Pictures, videos and voice notes of moments and channels that others can give again (FIL-11): received and complete, kept for ever by
 * nobody, in no message, of no post that is one's own, of a channel one writes, or saved. Documents of articles, mini programs and
 * stories are none.
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
    if (showing.length === 0 || showing.some(({ isLoose }) => !isLoose)) continue;
    const said = await store.attachmentsOf(blob);
    if (!said.ok) return said;
    if (said.value.length === 0) loose.push({ row, lastAt: Math.max(row.usedAt, ...showing.map(({ at }) => at)) });
  }
  return ok(loose);
}

function byId(row: BlobRecord): readonly [BlobId, BlobRecord] {
  return [row.id, row];
}

interface Showing {
  readonly at: number;
  readonly isLoose: boolean;
}

/** Where blobs are shown, and whether they may go as far as that post is asked. */
async function showings(
  { store, self, now }: LooseFileParts,
  uses: readonly BlobUse[],
): Stored<ReadonlyMap<BlobId, readonly Showing[]>> {
  const { feed } = store;
  const [marks, channels] = [await feed.marks.all(), await feed.keeps.all(ChannelKeep.channel)];
  if (!marks.ok) return marks;
  if (!channels.ok) return channels;
  const saved = new Set(marks.value.flatMap((mark) => (mark.saved === null ? [] : [mark.post])));
  const written = new Set(
    channels.value.flatMap((keep): readonly SpaceId[] => {
      const record = readRecord(channelRecordSchema, keep);
      return record === null || record.pen === null ? [] : [channelOf(record)];
    }),
  );
  const isTheirs = ({ id, author, space }: PostRecord) => author !== self && !saved.has(id) && !written.has(space);
  const found = new Map<BlobId, Showing[]>();
  const ids: readonly EventId[] = [...new Set(uses.map(({ post }) => post))];
  for (let from = 0; from < ids.length; from += PAGE) {
    const part = ids.slice(from, from + PAGE);
    const [posts, notes] = [await feed.posts(part), await feed.notes(part)];
    if (!posts.ok) return posts;
    if (!notes.ok) return notes;
    const known = { posts: posts.value, notes: notes.value };
    const media = new Map(
      posts.value.map((post) => [post.id, mediaOf(foldPost(post, notes.value.get(post.id) ?? []).body)]),
    );
    const asked = new Set(part);
    const spoken = spokenUses(
      uses.filter(({ post }) => asked.has(post)),
      known,
      now,
    );
    for (const { use, post } of spoken) {
      const isLoose = isTheirs(post) && media.get(post.id)?.has(use.blob) === true;
      found.set(use.blob, [...(found.get(use.blob) ?? []), { at: post.at, isLoose }]);
    }
  }
  return ok(found);
}

/** Of what a post shows, that of which a small picture or the words stay. */
function mediaOf(body: PostBody | null): ReadonlySet<BlobId> {
  if (body === null) return new Set();
  const { files, article } = body;
  const cover = article?.cover ?? null;
  const media = new Set([...files, ...(cover === null ? [] : [cover])].map(({ blob }) => blob));
  for (const blob of article?.blobs ?? []) media.add(blob);
  if (article !== null) media.delete(article.document);
  return media;
}
