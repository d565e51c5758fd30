/** A post of a channel that somebody passes on, in a moment. */
import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { bytesOf, eventIdSchema, spaceIdSchema, wireId } from '@shared/schemas.ts';
import { idBytes } from '../event/codec.ts';
import { channelSpace } from './spaces.ts';

const text = v.pipe(v.string(), v.maxLength(200));
const entries = {
  name: text,
  title: text,
  /** By what the channel can be followed (CHN-7): its key, and where its readers meet. Missing where it is named alone. */
  link: v.exactOptional(
    v.strictObject({
      key: bytesOf(32),
      signaling: v.pipe(
        v.array(v.pipe(v.string(), v.maxLength(200), v.regex(/^wss?:\/\/\S+$/))),
        v.maxLength(3),
        v.readonly(),
      ),
    }),
  ),
};

/** As it is kept. Title and channel's name are the sender's claims until the post is here. */
export const sharedPostSchema = v.pipe(
  v.strictObject({ channel: spaceIdSchema, post: eventIdSchema, ...entries }),
  v.check((shared) => leadsThere(shared.channel, shared.link?.key), 'a link to another channel'),
);
/** See {@link sharedPostSchema}. */
export type SharedPost = v.InferOutput<typeof sharedPostSchema>;

/** As an event carries it. */
export const wireSharedSchema = v.pipe(
  v.strictObject({
    channel: wireId<SpaceId>(),
    post: wireId<EventId>(),
    ...entries,
  }),
  v.check((shared) => leadsThere(shared.channel, shared.link?.key), 'a link to another channel'),
);

/** The way back of {@link wireSharedSchema}. */
export function encodeShared(shared: SharedPost): Record<string, unknown> {
  return { ...shared, channel: idBytes(shared.channel), post: idBytes(shared.post) };
}

/** A link and the post beside it are of one channel: nobody follows another than the one whose post they pressed. */
function leadsThere(channel: SpaceId, key: Uint8Array | undefined): boolean {
  return key === undefined || channelSpace(key) === channel;
}
