import * as v from 'valibot';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type PostBody, encodePost, wirePostSchema } from '../feed/post.ts';

const storyFile = v.strictObject({ v: v.literal(1), post: wirePostSchema });

/** What a story shows, as its blob holds it (VIS-8). */
export function encodeStory(body: PostBody): Uint8Array {
  return encodeCanonical({ v: 1, post: encodePost(body) });
}

/** The way back; null for bytes that are no story. */
export function readStory(bytes: Uint8Array): PostBody | null {
  return readCanonical(storyFile, bytes)?.post ?? null;
}
