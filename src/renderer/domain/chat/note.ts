/** What is said about a message after it was said (CHT-50): each is an act of its own, so that the order in which they come does not matter. */
import * as v from 'valibot';
import type { AccountId, EventId } from '@shared/ids.ts';
import {
  accountIdSchema,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { ORDER_END, afterIn, orderAt } from '../event/saidOrder.ts';
import { idBytes } from '../event/codec.ts';
import { LIFE, POLL_OPTIONS } from './bodies.ts';
import {
  MAX_MENTIONS,
  type MessageRef,
  encodeMentions,
  mentionSchema,
  wireEventId,
  wireMentionsSchema,
} from './extras.ts';
import { MAX_MESSAGE_LENGTH } from './message.ts';

/** Longest sign of a reaction: one emoji, as people write them, in UTF-16 code units. */
export const MAX_SIGN = 32;

const sign = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SIGN)));
const text = v.pipe(v.string(), v.maxLength(MAX_MESSAGE_LENGTH));
/** Places of options, from 0; none takes one's choice back. */
const options = v.pipe(
  v.array(v.pipe(countSchema, v.maxValue(POLL_OPTIONS.most - 1))),
  v.maxLength(POLL_OPTIONS.most),
  v.check((places) => new Set(places).size === places.length, 'an option named twice'),
);
const life = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(LIFE.least), v.maxValue(LIFE.most)));

/** One thing said. `edit` and `close` are the author's; `recall` the author's, in a group also of who runs it. */
export const noteSaidSchema = v.variant('act', [
  /** Null takes it back. */
  v.strictObject({ act: v.literal('react'), sign }),
  v.strictObject({
    act: v.literal('edit'),
    text,
    mentions: v.pipe(v.array(mentionSchema), v.maxLength(MAX_MENTIONS), v.readonly()),
  }),
  v.strictObject({ act: v.literal('recall') }),
  v.strictObject({ act: v.literal('vote'), options: v.pipe(options, v.readonly()) }),
  v.strictObject({ act: v.literal('close') }),
  /** How long words said from here on last in this conversation, ms; null: for good. About the space, not about a message. */
  v.strictObject({ act: v.literal('timer'), life }),
]);
/** See {@link noteSaidSchema}. */
export type NoteSaid = v.InferOutput<typeof noteSaidSchema>;

/** One thing said about one message, as it is kept. */
export const messageNoteSchema = v.strictObject({
  space: spaceIdSchema,
  /** Place of the message as it stands here; as long as it is not here, see {@link waitingPlace}. */
  at: v.pipe(v.number(), v.safeInteger()),
  /** The message; of a timer the space, whose id looks the same. */
  message: v.custom<EventId>((value) => v.is(eventIdSchema, value), 'not an id'),
  author: accountIdSchema,
  /** Where it stands in whose chain: what somebody said while they were out is told by it. */
  device: deviceIdSchema,
  seq: countSchema,
  event: eventIdSchema,
  /** Place of the note itself, as it stands here: another device may have it elsewhere (EVT-9). */
  saidAt: timeSchema,
  /** The clock it was signed at, where that is not its place. Of acts of which one person's order counts alone ({@link ORDERED}). */
  signedAt: v.exactOptional(timeSchema),
  /** The {@link orderOf order} of what its author had said before it, where the clock it was signed at is not later. */
  after: v.exactOptional(timeSchema),
  said: noteSaidSchema,
  /** The message again, as long as it is not here. */
  waiting: v.exactOptional(eventIdSchema),
  /** Set where it is out of sight: said by somebody who was out, or might not. */
  hidden: v.exactOptional(v.literal(true)),
});
/** See {@link messageNoteSchema}. */
export type MessageNote = v.InferOutput<typeof messageNoteSchema>;

/** Kinds of notes, by act. */
export const NOTE_KINDS = {
  react: 'chat.react',
  edit: 'chat.edit',
  recall: 'chat.recall',
  vote: 'chat.vote',
  close: 'chat.close',
  timer: 'chat.timer',
} as const satisfies Record<NoteSaid['act'], string>;

/** Acts of which a person's newest counts, whichever of their devices said it: what is signed alone tells which that is (CHT-59). */
export const ORDERED: ReadonlySet<NoteSaid['act']> = new Set(['react', 'edit', 'vote']);

/** What notes of one person and act about one message have in common. */
export function noteSlot({ author, message, said }: Pick<MessageNote, 'author' | 'message' | 'said'>): string {
  return `${said.act}/${author}/${message}`;
}

/** How many notes of one person about one message are kept, the newest ({@link isNewerNote}): a flood pushes out its author's own. */
export const MOST_NOTES = { react: 1, edit: 50, recall: 4, vote: 8, close: 1, timer: 4 } as const satisfies Record<
  NoteSaid['act'],
  number
>;

/**
 * How many notes of one person in one space wait for messages that are not here: beyond `most` the oldest go until `kept` are left, recalls
 * last. Messages may never come, and histories come chain by chain.
 */
export const WAITING_NOTES = { kept: 2000, most: 2200 } as const;

/** Letters of an account that tell waiting places apart: 30 bits. */
const TOLD_APART = 5;

/**
 * Where notes stand whose messages are not here: below zero, where no message is, so that no stretch of messages holds them; each author's
 * together, though another's may stand there too.
 */
export function waitingPlace(author: AccountId): number {
  let place = 0;
  for (const letter of author.slice(0, TOLD_APART)) place = place * 64 + (letter.charCodeAt(0) % 64);
  return -1 - place;
}

const about = { message: wireEventId, at: timeSchema };
const ordered = { ...about, after: v.exactOptional(timeSchema) };
const schemas = {
  [NOTE_KINDS.react]: v.pipe(
    v.strictObject({ ...ordered, sign }),
    v.transform(({ sign: said, ...rest }) => aboutOf(rest, { act: 'react', sign: said })),
  ),
  [NOTE_KINDS.edit]: v.pipe(
    v.strictObject({ ...ordered, text, mentions: wireMentionsSchema }),
    v.transform(({ text: words, mentions, ...rest }) => aboutOf(rest, { act: 'edit', text: words, mentions })),
  ),
  [NOTE_KINDS.recall]: v.pipe(
    v.strictObject(about),
    v.transform((rest) => aboutOf(rest, { act: 'recall' })),
  ),
  [NOTE_KINDS.vote]: v.pipe(
    v.strictObject({ ...ordered, options }),
    v.transform(({ options: chosen, ...rest }) => aboutOf(rest, { act: 'vote', options: chosen })),
  ),
  [NOTE_KINDS.close]: v.pipe(
    v.strictObject(about),
    v.transform((rest) => aboutOf(rest, { act: 'close' })),
  ),
} as const;
const timerSchema = v.strictObject({ life });

interface AboutWhat {
  readonly message: EventId;
  readonly at: number;
  readonly after?: number;
}

interface About extends AboutWhat {
  readonly said: NoteSaid;
}

function aboutOf(what: AboutWhat, said: NoteSaid): About {
  return { ...what, said };
}

/** Whether a kind says something about a message, or about how long words last. */
export function isNoteKind(kind: string): boolean {
  return Object.hasOwn(schemas, kind) || kind === NOTE_KINDS.timer;
}

/** The note an event is; null for what is none, or not in a form this version reads. Never throws. */
export function readNote(event: AdmittedEvent): MessageNote | null {
  const { space, kind, body, device, seq } = event.content;
  const read = kind === NOTE_KINDS.timer ? readTimer(space, body) : readAbout(kind, body);
  if (read === null) return null;
  const by = { author: event.author, device, seq, event: event.id, saidAt: event.sortAt };
  if (!ORDERED.has(read.said.act)) return { space, ...read, ...by };
  const { at } = event.content;
  const note = { space, ...read, ...by, ...(at === event.sortAt ? {} : { signedAt: at }) };
  return orderOf(note) < ORDER_END ? note : null;
}

function readAbout(kind: string, body: unknown): About | null {
  if (!isAboutKind(kind)) return null;
  const read = v.safeParse(schemas[kind], body);
  return read.success ? read.output : null;
}

/** Of the space itself: it stands at the beginning of it, and waits for nothing. */
function readTimer(space: string, body: unknown): About | null {
  const read = v.safeParse(timerSchema, body);
  return read.success ? aboutOf({ message: space as EventId, at: 0 }, { act: 'timer', life: read.output.life }) : null;
}

function isAboutKind(kind: string): kind is keyof typeof schemas {
  return Object.hasOwn(schemas, kind);
}

/** The body of a note about a message; `after` as in {@link messageNoteSchema}. */
export function encodeNote(
  { id, at }: MessageRef,
  said: Exclude<NoteSaid, { act: 'timer' }>,
  after?: number,
): Record<string, unknown> {
  const { act, ...rest } = said;
  const body = { message: idBytes(id), at, ...(after === undefined ? {} : { after }) };
  if (act === 'edit' && 'mentions' in rest) return { ...body, ...rest, mentions: encodeMentions(rest.mentions) };
  return { ...body, ...rest };
}

/**
 * Whether one note stands after another: by order, then by clock, then by event id. Of what is {@link ORDERED} all three are signed with the
 * note, so that every device says the same whatever came when and whatever its own clock says.
 */
export function isNewerNote(one: MessageNote, other: MessageNote): boolean {
  const later = orderOf(one) - orderOf(other) || clockOf(one) - clockOf(other);
  return later === 0 ? one.event > other.event : later > 0;
}

/** The time a note counts as said at among its author's: its clock, but always later than what they had said before it. */
export function orderOf(note: MessageNote): number {
  return orderAt(clockOf(note), note.after);
}

/** What a note has to name as said before it, `before` being its author's of the same act; undefined where the clock alone will tell. */
export function afterOf(before: readonly MessageNote[], now: number): number | undefined {
  return afterIn(before.map(orderOf), now);
}

function clockOf({ signedAt, saidAt }: MessageNote): number {
  return signedAt ?? saidAt;
}
