/** Events of moments and channels, as a store sees them after admission. */
import { type BlobId, type EventId, type SpaceId, isIdText } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type Lane, type PostBody, encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { circleSpace, remarkSpace } from '@domain/feed/spaces.ts';
import { type Chain, alice, bob, idOf } from './storeFixtures.ts';

/** Bob's circle, and the place beside it where Alice remarks. */
export const circle: SpaceId = circleSpace(bob, new Uint8Array(16).fill(7));
export const remarks: SpaceId = remarkSpace(circle, alice);

/** A blob's id that depends on its name alone. */
export function blobOf(name: string): BlobId {
  const text = idOf<EventId>(`blob ${name}`);
  if (!isIdText(text)) throw new Error('not an id');
  return text as string as BlobId;
}

/** A photo as a post speaks of it. */
export function photo(name: string, thumbnail: Uint8Array | null = null, size = 7): PostBody['files'][number] {
  return { blob: blobOf(name), size, name, mime: 'image/jpeg', picture: { width: 4, height: 3, blur: '', thumbnail } };
}

/** A post with photos. */
export function photoPost(...names: readonly string[]): PostBody {
  return { ...textPost(''), files: names.map((name) => photo(name)) };
}

/** A post, as the next event of a chain. */
export function posted(
  chain: Chain,
  at: number,
  { body = textPost('hello'), expires = null, lane = 'moments' }: PostShape = {},
): AdmittedEvent {
  return chain.next({ at, kind: feedKind(lane, FeedVerb.posted), body: { post: encodePost(body), expires } });
}

/** How a post differs from the usual. */
export interface PostShape {
  readonly body?: PostBody;
  readonly expires?: number | null;
  readonly lane?: Lane;
}

/** A story, as the next event of a chain. */
export function told(
  chain: Chain,
  at: number,
  story: { readonly blob: BlobId; readonly expires: number },
): AdmittedEvent {
  const body = { story: { blob: idBytes(story.blob), size: 9 }, expires: story.expires };
  return chain.next({ at, kind: feedKind('moments', FeedVerb.posted), body });
}

/** Something said about a post, as the next event of a chain. */
export function saidOf(
  chain: Chain,
  at: number,
  { verb, post, body = {} }: { readonly verb: FeedVerb; readonly post: EventId; readonly body?: object },
): AdmittedEvent {
  return chain.next({ at, kind: feedKind('moments', verb), body: { post: idBytes(post), body } });
}
