import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import {
  CONTACT_KIND,
  PLACE_KIND,
  POLL_KIND,
  type Poll,
  STICKER_KIND,
  contactCardBodySchema,
  encodePlace,
  placeSchema,
  pollSchema,
  stickerSchema,
} from '@domain/chat/bodies.ts';
import { POST_KIND, encodePostCard, postCardSchema } from '@domain/chat/postCard.ts';
import { encodeExtras } from '@domain/chat/extras.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { MessageActs, SendExtras } from '../workspace/messageWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import { type MessageParts, extrasFor, say } from './messageParts.ts';

/** What is said that is neither text nor a file. */
export type SayingActs = Pick<MessageActs, 'sendSticker' | 'sendContactCard' | 'sendPlace' | 'sendPoll' | 'sendPost'>;

/** What saying it works with. */
export interface SayingParts extends MessageParts {
  readonly contacts: Pick<ContactBook, 'get'>;
  readonly ownName: () => string;
  /** A link by which somebody becomes one's contact. */
  readonly invite: () => Outcome<{ readonly link: string }>;
}

/** See {@link SayingActs}. What does not fit is said to be unfit, and nothing of it is made. */
export function createSayingActs(parts: SayingParts): SayingActs {
  return {
    sendSticker: (space, sticker, extras) => {
      const read = v.safeParse(stickerSchema, sticker);
      if (!read.success || read.output.file.picture === null)
        return Promise.resolve(fail('message-unfit', 'no sticker'));
      const { file, emoji } = read.output;
      const body = { file: { ...file, blob: idBytes(file.blob) }, emoji };
      return sayWith(parts, space, { kind: STICKER_KIND, body, extras });
    },
    sendContactCard: async (space, account, extras) => {
      const refused = parts.whyNotWrite(space);
      if (refused !== null) return { ok: false, error: refused };
      const card = await cardOf(parts, account);
      if (!card.ok) return card;
      const body = { ...card.value, account: idBytes(account) };
      return sayWith(parts, space, { kind: CONTACT_KIND, body, extras });
    },
    sendPlace: (space, place, extras) => {
      const read = v.safeParse(placeSchema, place);
      if (!read.success) return Promise.resolve(fail('message-unfit', 'no place'));
      return sayWith(parts, space, { kind: PLACE_KIND, body: encodePlace(read.output), extras });
    },
    sendPoll: (space, poll, extras) => {
      const read = pollFrom(poll, parts.clock.now());
      if (read === null) return Promise.resolve(fail('poll-unfit', 'no poll'));
      return sayWith(parts, space, { kind: POLL_KIND, body: { ...read, options: [...read.options] }, extras });
    },
    sendPost: (space, card, extras) => {
      const read = v.safeParse(postCardSchema, card);
      if (!read.success) return Promise.resolve(fail('message-unfit', 'no post'));
      return sayWith(parts, space, { kind: POST_KIND, body: encodePostCard(read.output), extras });
    },
  };
}

async function sayWith(
  parts: SayingParts,
  space: SpaceId,
  {
    kind,
    body,
    extras,
  }: {
    readonly kind: string;
    readonly body: Record<string, unknown>;
    readonly extras: SendExtras | undefined;
  },
): Outcome<{ readonly id: EventId }> {
  const refused = parts.whyNotWrite(space);
  if (refused !== null) return { ok: false, error: refused };
  const known = await extrasFor(parts, space, { words: '', extras });
  return say(parts, space, { kind, body: { ...body, ...encodeExtras(known) } });
}

/** Options that are told apart by nothing a person sees are no choice. */
function pollFrom(poll: Poll, now: number): Poll | null {
  const read = v.safeParse(pollSchema, poll);
  if (!read.success) return null;
  const { options, closes } = read.output;
  return new Set(options).size === options.length && (closes === null || closes > now) ? read.output : null;
}

/** Oneself with a fresh invite; of anybody else the name they go by, never what one calls them. */
async function cardOf(
  { self, contacts, ownName, invite }: SayingParts,
  account: AccountId,
): Promise<Result<{ readonly name: string; readonly invite: string | null }, WorkspaceError>> {
  if (account === self) {
    const made = await invite();
    return made.ok ? ok({ name: ownName(), invite: made.value.link }) : made;
  }
  const contact = contacts.get(account);
  if (contact === null) return fail('contact-missing', 'no such contact');
  const card = { account, name: contact.record.profile.name, invite: null };
  const read = v.safeParse(contactCardBodySchema, card);
  return read.success ? ok({ name: read.output.name, invite: null }) : fail('message-unfit', 'no card');
}
