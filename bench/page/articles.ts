/** Articles of a channel, as their events carry them: title, summary, names of files, every third with a small picture of its cover. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { type PostBody, encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { mixedText } from './mixedText.ts';
import { type Side, sayingsOf } from './sides.ts';

const KIND = feedKind('channels', FeedVerb.posted);
const THUMBNAIL = 3000;
const SUMMARY = 200;

/** What one side published in a channel over two months, in batches. */
export function articlesOf(own: Side, space: SpaceId, count: number): AsyncGenerator<readonly AdmittedEvent[]> {
  return sayingsOf(own, space, {
    count,
    saying: (random, index) => ({ kind: KIND, body: { post: encodePost(article(random, index)), expires: null } }),
  });
}

function article(random: SeededRandom, index: number): PostBody {
  const blob = () => toBase64url(random.bytes(32)) as BlobId;
  const picture = { width: 1600, height: 900, blur: '', thumbnail: random.bytes(THUMBNAIL) };
  const cover = index % 3 === 0 ? { blob: blob(), size: 240_000, name: 'a.webp', mime: 'image/webp', picture } : null;
  const about = { title: `Article ${index}`, summary: mixedText(random, index).slice(0, SUMMARY), words: 900 };
  return { ...textPost(''), article: { ...about, cover, document: blob(), size: 12_000, series: '', blobs: [] } };
}
