import * as v from 'valibot';
import type { EventId } from '@shared/ids.ts';
import { bytesUpTo, eventIdSchema, wireId } from '@shared/schemas.ts';
import { idBytes } from '../event/codec.ts';

/** Longest name of a channel. */
export const MAX_CHANNEL_NAME = 64;
/** Largest picture of a channel, bytes. */
export const MAX_CHANNEL_PICTURE = 24 * 1024;
/** Most entries of a channel's menu. */
export const MOST_MENU_ITEMS = 6;
/** Most posts pinned at once. */
export const MOST_PINNED = 5;
/** Whether readers may comment; `moderated`: an editor lets each through. */
export const commentPolicies = ['on', 'off', 'moderated'] as const;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(32));
const url = v.pipe(text(2048), v.regex(/^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/iu));
const eventBytes = wireId<EventId>();
const faceWith = <Id extends v.GenericSchema<unknown, EventId>>(id: Id) =>
  v.strictObject({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CHANNEL_NAME)),
    description: text(1000),
    /** A small picture; null for none. */
    picture: v.nullable(
      v.strictObject({
        type: v.picklist(['image/webp', 'image/jpeg', 'image/png']),
        bytes: bytesUpTo(MAX_CHANNEL_PICTURE),
      }),
    ),
    welcome: text(1000),
    menu: v.pipe(
      v.array(
        v.variant('does', [
          v.strictObject({ label, does: v.literal('link'), url }),
          v.strictObject({ label, does: v.literal('reply'), text: text(1000) }),
          v.strictObject({ label, does: v.literal('post'), post: id }),
        ]),
      ),
      v.maxLength(MOST_MENU_ITEMS),
      v.readonly(),
    ),
    comments: v.picklist(commentPolicies),
    pinned: v.pipe(v.array(id), v.maxLength(MOST_PINNED), v.readonly()),
  });

/** What a channel shows of itself, as the word `channel.face` says it (CHN-8). */
export const wireFaceSchema = faceWith(eventBytes);
/** The same with ids as text. */
export const faceSchema = faceWith(eventIdSchema);
/** See {@link faceSchema}. */
export type Face = v.InferOutput<typeof faceSchema>;

/** A face that says nothing but a name. */
export function plainFace(name: string): Face {
  return { name, description: '', picture: null, welcome: '', menu: [], comments: 'moderated', pinned: [] };
}

/** The body of the word. */
export function encodeFace(face: Face): Record<string, unknown> {
  return {
    ...face,
    menu: face.menu.map((item) => (item.does === 'post' ? { ...item, post: idBytes(item.post) } : item)),
    pinned: face.pinned.map(idBytes),
  };
}
