/** Of two posts that own devices made of one draft while they did not hear each other, one stays (DEV-76). */
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import type { Choice } from '@domain/device/choices.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { ArticleFace, PostRecord } from '@domain/feed/post.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import type { Drafts } from '../channels/drafts.ts';
import type { Publishing } from '../channels/publishing.ts';
import { readBlob } from '../channels/readBlob.ts';
import type { Files } from '../files/files.ts';
import { postIn, readDraft } from './articleDraftWords.ts';
import type { OwnLog } from './ownLog.ts';

/** What giving way works with. */
export interface TwiceParts {
  readonly log: Pick<OwnLog, 'everSaid'>;
  /** This device. */
  readonly device: DeviceId;
  readonly posts: Pick<FeedStore, 'post' | 'notes'>;
  readonly publishing: Pick<Publishing, 'remove'>;
  readonly drafts: Pick<Drafts, 'put'>;
  readonly files: Pick<Files, 'blobs'>;
  readonly random: Random;
  readonly now: () => number;
}

/**
 * Another own device told of its post last: that one stays, the same for every device, and what this one posted of the same draft is taken back. Where that says something
 * else it is a draft again, that nobody publishes by itself. What is sold stays: somebody may have paid for it. So does what the other knew of when it posted: that was on purpose.
 */
export async function giveWay(parts: TwiceParts, choice: Choice): Promise<void> {
  const { log, device } = parts;
  const stays = postIn(choice);
  if (stays === null) return;
  const known = new Set([stays.post, ...stays.beside]);
  const own = (await log.everSaid(choice.key, device)).flatMap((value) => postIn({ value })?.post ?? []);
  const others = own.filter((post) => !known.has(post));
  if (others.length === 0) return;
  const theirs = (await log.everSaid(choice.key, choice.device)).map((value) => readDraft({ value })?.document);
  const text = theirs.findLast((document) => document !== undefined) ?? null;
  for (const post of new Set(others)) await takeBack(parts, post, text);
}

async function takeBack(parts: TwiceParts, id: EventId, theirs: BlobId | null): Promise<void> {
  const { posts, publishing } = parts;
  const post = await posts.post(id);
  const article = post.ok && post.value !== null ? await articleNow(parts, post.value) : null;
  if (!post.ok || post.value === null || article === null || article.paid !== undefined) return;
  const isKept = article.document === theirs || (await keepText(parts, post.value, article));
  if (isKept) await publishing.remove(id);
}

/** The article as it was last edited; null where it is none, or was deleted. */
async function articleNow({ posts }: TwiceParts, post: PostRecord): Promise<ArticleFace | null> {
  const notes = await posts.notes([post.id]);
  return notes.ok ? (foldPost(post, notes.value.get(post.id) ?? []).body?.article ?? null) : null;
}

async function keepText(
  { files, drafts, random, now }: TwiceParts,
  { space }: PostRecord,
  { title, summary, series, document, size }: ArticleFace,
): Promise<boolean> {
  const bytes = await readBlob(files.blobs, document, size);
  const read = bytes === null ? null : decodeArticle(bytes);
  if (read?.ok !== true) return false;
  const around = { id: toBase64url(random.bytes(16)), channel: space, post: null, title, summary, series };
  const kept = await drafts.put({ ...around, publishAt: null, changedAt: now(), document: read.value }, {});
  return kept.ok;
}
