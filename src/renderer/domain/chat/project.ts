import * as v from 'valibot';
import type { AccountId, EventId } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { laneOf } from '../feed/project.ts';
import { isOwnKind } from '../device/ownWord.ts';
import { CARD_KIND, cardBodySchema } from '../mini/card.ts';
import { DOCUMENT_KIND, UPDATE_KIND } from '../mini/parts.ts';
import {
  CONTACT_KIND,
  FLEETING_KIND,
  PLACE_KIND,
  POLL_KIND,
  STICKER_KIND,
  contactBodySchema,
  fleetingBodySchema,
  placeBodySchema,
  pollBodySchema,
  stickerBodySchema,
} from './bodies.ts';
import { type MessageExtras, readExtras, wireEventId, wireExtras } from './extras.ts';
import { mediaSchema, wireFileSchema } from './file.ts';
import { readLinkPreview } from './linkPreview.ts';
import { type ConversationRecord, MAX_MESSAGE_LENGTH, type MessageRecord } from './message.ts';
import { type MessageNote, NOTE_KINDS, isNoteKind, readNote } from './note.ts';
import { POST_KIND, postCardBodySchema } from './postCard.ts';
import { WALLET_CARD_KIND, readWalletCard } from './walletCard.ts';

/** Kind of a text message; body `{ text, preview }`, the second where it shows what it links to. */
export const MESSAGE_KIND = 'chat.message';
/** Kind of a read mark; body `{ at }`: everything up to that place was read by the author. */
export const READ_KIND = 'chat.read';

/** Kind of a message that carries a file; body `{ file, caption }`, the blob id as 32 bytes. */
export const FILE_KIND = 'chat.file';
/** Acts of a group's roster: they make no message by themselves (see `domain/group`). */
const ROSTER_PREFIX = 'group.';
/** A mark of a conversation that shows as no message by itself: pins. */
export const PIN_KIND = 'chat.pin';

/** What programs say: shown by the programs, see `ProgramDraft`. */
const PROGRAM_WORDS: ReadonlySet<string> = new Set([UPDATE_KIND, DOCUMENT_KIND]);

/** Body of {@link MESSAGE_KIND}. */
export const messageBodySchema = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_MESSAGE_LENGTH)),
  /** Read apart from the words, which stand whatever it is. */
  preview: v.exactOptional(v.unknown()),
  ...wireExtras,
});
/** Body of {@link READ_KIND}. */
export const readBodySchema = v.strictObject({ at: timeSchema });
/** Body of {@link FILE_KIND}. */
export const fileBodySchema = v.strictObject({
  file: wireFileSchema,
  caption: v.pipe(v.string(), v.maxLength(MAX_MESSAGE_LENGTH)),
  media: v.exactOptional(mediaSchema),
  ...wireExtras,
});
/** Body of {@link PIN_KIND}. */
export const pinBodySchema = v.strictObject({
  message: wireEventId,
  pinned: v.boolean(),
});

/** Someone pinned a message, or took the pin out. Whether they might is judged where it is shown. */
export interface PinMark {
  readonly message: EventId;
  readonly pinned: boolean;
  readonly by: AccountId;
  readonly at: number;
  /** The event that says so: of equal times the greater id holds. */
  readonly event: EventId;
}

/** What one event adds to the tables of its space. */
export type Projection =
  | { readonly kind: 'message'; readonly message: MessageRecord }
  | { readonly kind: 'read'; readonly by: AccountId; readonly at: number }
  | { readonly kind: 'pin'; readonly pin: PinMark }
  /** Something said about a message (CHT-50). */
  | { readonly kind: 'note'; readonly note: MessageNote }
  | { readonly kind: 'nothing' };

/**
 * Projects an admitted event (CHT-1…CHT-3). An unknown kind becomes an `unsupported` message, so that a person learns that
 * something was said which this version cannot show. A known kind with a body that does not fit shows as nothing.
 */
export function projectEvent(event: AdmittedEvent, self: AccountId): Projection {
  if (event.content.kind === READ_KIND) {
    const body = v.safeParse(readBodySchema, event.content.body);
    return body.success ? { kind: 'read', by: event.author, at: body.output.at } : { kind: 'nothing' };
  }
  if (event.content.kind === PIN_KIND) return projectPin(event);
  if (isNoteKind(event.content.kind)) {
    const note = readNote(event);
    return note === null ? { kind: 'nothing' } : { kind: 'note', note };
  }
  if (isSaidElsewhere(event.content.kind)) return { kind: 'nothing' };
  const said = saidIn(event);
  return said === null ? { kind: 'nothing' } : { kind: 'message', message: messageOf(event, self, said) };
}

/** What this version understands of what is said in conversations, as one text: another one when it understands more, or other things. */
export function understanding(): string {
  return [...Object.keys(READERS), ...Object.values(NOTE_KINDS)].toSorted().join(' ');
}

/** Whether an event of a conversation says something to this version: what it says may be that it shows nothing. */
export function isUnderstood(event: AdmittedEvent, self: AccountId): boolean {
  if (laneOf(event.content.kind) !== null) return false;
  const projection = projectEvent(event, self);
  return projection.kind !== 'message' || projection.message.body.kind !== 'unsupported';
}

/** Words of rosters, programs, feeds and between own devices make no message by themselves. */
function isSaidElsewhere(kind: string): boolean {
  return kind.startsWith(ROSTER_PREFIX) || PROGRAM_WORDS.has(kind) || laneOf(kind) !== null || isOwnKind(kind);
}

function projectPin(event: AdmittedEvent): Projection {
  const body = v.safeParse(pinBodySchema, event.content.body);
  if (!body.success) return { kind: 'nothing' };
  return { kind: 'pin', pin: { ...body.output, by: event.author, at: event.sortAt, event: event.id } };
}

/** What an event says, as far as it makes a message. */
export type SaidMessage = Pick<MessageRecord, 'body' | 'extras' | 'ends'>;

/** Readers of bodies by kind; each gives null for a body that does not fit. */
const READERS: Readonly<Record<string, (body: unknown) => SaidMessage | null>> = {
  [MESSAGE_KIND]: reading(messageBodySchema, ({ text, preview, ...extras }) => {
    const shown = preview === undefined ? null : readLinkPreview(preview);
    return withExtras({ kind: 'text', text, ...(shown === null ? {} : { preview: shown }) }, extras, text);
  }),
  [FILE_KIND]: reading(fileBodySchema, ({ file, caption, media, ...extras }) =>
    withExtras({ kind: 'file', file, caption, ...(media === undefined ? {} : { media }) }, extras, caption),
  ),
  [STICKER_KIND]: reading(stickerBodySchema, ({ file, emoji, ...extras }) =>
    withExtras({ kind: 'sticker', sticker: { file, emoji } }, extras, ''),
  ),
  [CONTACT_KIND]: reading(contactBodySchema, ({ account, name, invite, ...extras }) =>
    withExtras({ kind: 'contact', contact: { account, name, invite } }, extras, ''),
  ),
  [PLACE_KIND]: reading(placeBodySchema, ({ latitude, longitude, label, ...extras }) =>
    withExtras({ kind: 'place', place: { latitude, longitude, label } }, extras, ''),
  ),
  [POLL_KIND]: reading(pollBodySchema, ({ question, options, several, closes, ...extras }) =>
    withExtras({ kind: 'poll', poll: { question, options, several, closes } }, extras, ''),
  ),
  [POST_KIND]: reading(postCardBodySchema, ({ shared, lead, picture, sale, ...extras }) =>
    withExtras({ kind: 'post', post: { shared, lead, picture, sale } }, extras, ''),
  ),
  [CARD_KIND]: reading(cardBodySchema, (program) => ({ body: { kind: 'program', program } })),
  [WALLET_CARD_KIND]: (body) => {
    const read = walletBodyOf(body);
    return read === null ? null : { body: read };
  },
};

function reading<Schema extends v.GenericSchema>(
  schema: Schema,
  say: (body: v.InferOutput<Schema>) => SaidMessage,
): (body: unknown) => SaidMessage | null {
  return (body) => {
    const read = v.safeParse(schema, body);
    return read.success ? say(read.output) : null;
  };
}

function withExtras(
  body: MessageRecord['body'],
  wire: Parameters<typeof readExtras>[0],
  words: string,
): { readonly body: MessageRecord['body']; readonly extras?: MessageExtras } {
  const extras = readExtras(wire, words);
  return extras === null ? { body } : { body, extras };
}

/** Null for a known kind whose body does not fit. */
function saidIn(event: AdmittedEvent): SaidMessage | null {
  const { kind, body } = event.content;
  if (kind === FLEETING_KIND) return fleetingIn(event);
  return Object.hasOwn(READERS, kind) ? readSaid(kind, body) : { body: { kind: 'unsupported' } };
}

/** What a body of a kind says; null for a body that does not fit, and for a kind that says nothing by itself. */
export function readSaid(kind: string, body: unknown): SaidMessage | null {
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return read?.(body) ?? null;
}

function fleetingIn({ content, sortAt }: AdmittedEvent): SaidMessage | null {
  const read = v.safeParse(fleetingBodySchema, content.body);
  if (!read.success) return null;
  const { blob, size, life } = read.output;
  return { body: { kind: 'fleeting', words: { blob, size } }, ends: sortAt + life };
}

function walletBodyOf(body: unknown): MessageRecord['body'] | null {
  const card = readWalletCard(body);
  if (card === 'newer') return { kind: 'unsupported' };
  return card === null ? null : { kind: 'wallet', card };
}

function messageOf(event: AdmittedEvent, self: AccountId, said: SaidMessage): MessageRecord {
  const { space, device, seq } = event.content;
  return {
    id: event.id,
    space,
    at: event.sortAt,
    author: event.author,
    device,
    seq,
    own: event.author === self,
    ...said,
  };
}

/** Whether a message can be unread: one of others that is not merely a line about the group or of a program. */
export function isIncoming(message: MessageRecord): boolean {
  return !message.own && message.body.kind !== 'notice' && message.body.kind !== 'program-info';
}

/** What touches no conversation row by itself: marks, and what is said about messages. */
export function makesNoRow(
  projection: Projection,
): projection is Extract<Projection, { readonly kind: 'nothing' | 'pin' | 'note' }> {
  return projection.kind === 'nothing' || projection.kind === 'pin' || projection.kind === 'note';
}

/** The conversation row after a projection (CHT-4…CHT-6). Pure; the store calls it inside its transaction. */
export function advanceConversation(
  row: ConversationRecord,
  projection: Projection,
  self: AccountId,
): ConversationRecord {
  if (makesNoRow(projection)) return row;
  if (projection.kind === 'read') return advanceReadMark(row, projection, self);
  const { message } = projection;
  const unread = isIncoming(message) && message.at > row.readAt ? row.unread + 1 : row.unread;
  if (row.last !== null && !isLater(message, row.last)) return { ...row, unread };
  return { ...row, unread, last: message, activeAt: message.at };
}

function advanceReadMark(
  row: ConversationRecord,
  mark: { readonly by: AccountId; readonly at: number },
  self: AccountId,
): ConversationRecord {
  // An own read mark comes from another device of this account; unread is recounted by the store's `markRead`.
  if (mark.by === self) return { ...row, readAt: Math.max(row.readAt, mark.at) };
  return { ...row, peerReadAt: Math.max(row.peerReadAt, mark.at) };
}

/** True when `a` stands after `b` in a conversation: by `at`, then by id. */
export function isLater(a: MessageRecord, b: MessageRecord): boolean {
  return a.at === b.at ? a.id > b.id : a.at > b.at;
}
