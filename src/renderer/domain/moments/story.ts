import * as v from 'valibot';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { type PostBody, encodePost, wirePostSchema } from '../feed/post.ts';

const storyFile = v.strictObject({ v: v.literal(1), post: wirePostSchema });

/** What a story shows, as its blob holds it (VIS-8). */
export function encodeStory(body: PostBody): Uint8Array {
  return encodeCanonical({ v: 1, post: encodePost(body) });
}

/** The way back; null for bytes that are no story. */
export function readStory(bytes: Uint8Array): PostBody | null {
  const decoded = decodeCanonical(bytes);
  const parsed = decoded.ok ? v.safeParse(storyFile, decoded.value) : null;
  return parsed?.success === true ? parsed.output.post : null;
}
