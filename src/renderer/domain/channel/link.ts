import * as v from 'valibot';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { equalBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import type { SharedPost } from '../feed/sharedPost.ts';
import { channelSpace } from '../feed/spaces.ts';
import { safetyNumber } from '../identity/safetyNumber.ts';
import { MAX_CHANNEL_NAME } from './face.ts';

/** Most signaling services a link names. */
export const MOST_HINTS = 3;
const MAX_LINK_TEXT = 16_384;
const PREFIX = 'banyan://channel#';
const CHECK_LENGTH = 4;
const PAYLOAD = /(?:banyan:(?:\/\/)?channel\/?#|\/channel\/?#|#\/channel\/)\s*([A-Za-z0-9_-]{60,2048})/i;

const linkSchema = v.strictObject({
  v: v.literal(1),
  /** The key the channel was opened with. */
  key: bytesOf(32),
  name: v.pipe(v.string(), v.maxLength(MAX_CHANNEL_NAME)),
  signaling: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(200), v.regex(/^wss?:\/\/\S+$/))),
    v.maxLength(MOST_HINTS),
    v.readonly(),
  ),
});
const pairSchema = v.strictTuple([bytesUpTo(2048), bytesOf(CHECK_LENGTH)]);
/** What a link says of a channel (CHN-7): the key is what it is, the name is who gave the link's claim. */
export type ChannelLink = Omit<v.InferOutput<typeof linkSchema>, 'v'>;

/** The link of a channel. */
export function channelLink({ key, name, signaling }: ChannelLink): string {
  const body = encodeCanonical({ v: 1, key, name, signaling: signaling.slice(0, MOST_HINTS) });
  return PREFIX + toBase64url(encodeCanonical([body, checkOf(body)]));
}

/** Finds a channel's link in what a person pasted, scanned or opened. */
export function readChannelLink(text: string): Result<ChannelLink, Failure<'channel-link-invalid'>> {
  const payload = text.length > MAX_LINK_TEXT ? null : (PAYLOAD.exec(text)?.[1] ?? null);
  const body = payload === null ? null : bodyOf(payload);
  if (body === null) return fail('channel-link-invalid', 'no link to a channel, or cut short');
  const link = readCanonical(linkSchema, body);
  if (link === null) return fail('channel-link-invalid', 'not in this form');
  const { key, name, signaling } = link;
  return ok({ key, name, signaling });
}

/** Null for what was cut short or changed. */
function bodyOf(payload: string): Uint8Array | null {
  const bytes = fromBase64url(payload);
  const pair = bytes.ok ? readCanonical(pairSchema, bytes.value) : null;
  if (pair === null) return null;
  const [body, check] = pair;
  return equalBytes(check, checkOf(body)) ? body : null;
}

/** The link that somebody who passes on a post of a channel gives with it; null where they give none. */
export function linkOfShared({ link, name }: Pick<SharedPost, 'link' | 'name'>): string | null {
  return link === undefined ? null : channelLink({ ...link, name: cleanLine(name).slice(0, MAX_CHANNEL_NAME) });
}

/** The id of the channel a link leads to. */
export function channelOf({ key }: Pick<ChannelLink, 'key'>): SpaceId {
  return channelSpace(key);
}

/** 60 digits in 12 groups that stand for a channel's key, to be compared (CHN-7). */
export function channelFingerprint(key: Uint8Array): string {
  return safetyNumber(key, taggedHash('banyan/channel/1', 'fingerprint', key));
}

function checkOf(body: Uint8Array): Uint8Array {
  return taggedHash('banyan/channel/1', 'link', body).slice(0, CHECK_LENGTH);
}
