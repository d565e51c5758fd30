import type { EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import { CONTACT_KIND, PLACE_KIND, POLL_KIND, STICKER_KIND, encodePlace } from '@domain/chat/bodies.ts';
import { ALBUM_BYTES, type MessageExtras, encodeExtras } from '@domain/chat/extras.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { POST_KIND, encodePostCard } from '@domain/chat/postCard.ts';
import { FILE_KIND, MESSAGE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { MessageActs } from '../workspace/messageWorkspace.ts';
import { type MessageParts, findMessage, say } from './messageParts.ts';

/** Most messages, and most conversations, of one forwarding. */
const MOST_MESSAGES = 100;
/** See {@link MOST_MESSAGES}. */
const MOST_TARGETS = 50;

/**
 * Says messages again elsewhere (MSG-6), oldest first. Nothing tells where they were said or by whom: that would be a claim nobody can
 * check, and the author was not asked. Who is named in them is no more than text there.
 */
export async function forwardMessages(
  parts: MessageParts,
  ...[from, ids, to]: Parameters<MessageActs['forwardMessages']>
): ReturnType<MessageActs['forwardMessages']> {
  if (ids.length > MOST_MESSAGES || to.length > MOST_TARGETS) return fail('message-unfit', 'too many at once');
  for (const space of to) {
    const refused = parts.whyNotWrite(space);
    if (refused !== null) return { ok: false, error: refused };
  }
  const found = await findAll(parts, from, ids);
  let sent = 0;
  for (const space of to) {
    const albums = new Map<string, string>();
    for (const message of found) {
      const said = wordsAgain(message, (album) => albumFor(albums, album, parts.random));
      if (said === null) continue;
      const made = await say(parts, space, said);
      if (!made.ok) return made;
      sent += 1;
    }
  }
  return ok({ sent, left: ids.length * to.length - sent });
}

async function findAll(parts: MessageParts, from: SpaceId, ids: readonly EventId[]): Promise<readonly MessageRecord[]> {
  const found: MessageRecord[] = [];
  for (const id of new Set(ids)) {
    const message = await findMessage(parts, from, id);
    if (message.ok) found.push(message.value);
  }
  return found.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** Files that were together are together again, under another name. */
function albumFor(albums: Map<string, string>, album: string, random: MessageParts['random']): string {
  const known = albums.get(album) ?? toBase64url(random.bytes(ALBUM_BYTES));
  albums.set(album, known);
  return known;
}

/** What is said in another place; null for what stays where it is: promises, programs, lines, and words that end. */
function wordsAgain(
  { body, extras, ends }: MessageRecord,
  albumOf: (album: string) => string,
): { readonly kind: string; readonly body: Record<string, unknown> } | null {
  if (ends !== undefined) return null;
  const album = extras?.album;
  const kept: MessageExtras = { forwarded: true, ...(album === undefined ? {} : { album: albumOf(album) }) };
  const again = bodyAgain(body);
  return again === null ? null : { kind: again.kind, body: { ...again.body, ...encodeExtras(kept) } };
}

function bodyAgain(
  body: MessageRecord['body'],
): { readonly kind: string; readonly body: Record<string, unknown> } | null {
  switch (body.kind) {
    case 'text': {
      const { text, preview } = body;
      return { kind: MESSAGE_KIND, body: preview === undefined ? { text } : { text, preview } };
    }
    case 'file': {
      const { file, caption, media } = body;
      const said = { file: { ...file, blob: idBytes(file.blob) }, caption };
      return { kind: FILE_KIND, body: media === undefined ? said : { ...said, media } };
    }
    case 'sticker': {
      const { file, emoji } = body.sticker;
      return { kind: STICKER_KIND, body: { file: { ...file, blob: idBytes(file.blob) }, emoji } };
    }
    case 'contact':
      // An invite was made for whoever it was given to.
      return { kind: CONTACT_KIND, body: { ...body.contact, account: idBytes(body.contact.account), invite: null } };
    case 'place':
      return { kind: PLACE_KIND, body: encodePlace(body.place) };
    case 'poll':
      return { kind: POLL_KIND, body: { ...body.poll, options: [...body.poll.options] } };
    case 'post':
      return { kind: POST_KIND, body: encodePostCard(body.post) };
    default:
      return null;
  }
}
