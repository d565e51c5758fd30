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
  /** Place of the note itself. */
  saidAt: timeSchema,
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

/** How many notes of one person about one message are kept, the newest by place, then event id: a flood pushes out its author's own. */
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
const schemas = {
  [NOTE_KINDS.react]: v.pipe(
    v.strictObject({ ...about, sign }),
    v.transform(({ message, at, sign: said }) => aboutOf(message, at, { act: 'react', sign: said })),
  ),
  [NOTE_KINDS.edit]: v.pipe(
    v.strictObject({ ...about, text, mentions: wireMentionsSchema }),
    v.transform(({ message, at, ...words }) => aboutOf(message, at, { act: 'edit', ...words })),
  ),
  [NOTE_KINDS.recall]: v.pipe(
    v.strictObject(about),
    v.transform(({ message, at }) => aboutOf(message, at, { act: 'recall' })),
  ),
  [NOTE_KINDS.vote]: v.pipe(
    v.strictObject({ ...about, options }),
    v.transform(({ message, at, options: chosen }) => aboutOf(message, at, { act: 'vote', options: chosen })),
  ),
  [NOTE_KINDS.close]: v.pipe(
    v.strictObject(about),
    v.transform(({ message, at }) => aboutOf(message, at, { act: 'close' })),
  ),
} as const;
const timerSchema = v.strictObject({ life });

interface About {
  readonly message: EventId;
  readonly at: number;
  readonly said: NoteSaid;
}

function aboutOf(message: EventId, at: number, said: NoteSaid): About {
  return { message, at, said };
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
  const { message, at, said } = read;
  const by = { author: event.author, device, seq, event: event.id, saidAt: event.sortAt };
  return { space, at, message, ...by, said };
}

function readAbout(kind: string, body: unknown): About | null {
  if (!isAboutKind(kind)) return null;
  const read = v.safeParse(schemas[kind], body);
  return read.success ? read.output : null;
}

/** Of the space itself: it stands at the beginning of it, and waits for nothing. */
function readTimer(space: string, body: unknown): About | null {
  const read = v.safeParse(timerSchema, body);
  return read.success ? aboutOf(space as EventId, 0, { act: 'timer', life: read.output.life }) : null;
}

function isAboutKind(kind: string): kind is keyof typeof schemas {
  return Object.hasOwn(schemas, kind);
}

/** The body of a note about a message. */
export function encodeNote({ id, at }: MessageRef, said: Exclude<NoteSaid, { act: 'timer' }>): Record<string, unknown> {
  const { act, ...rest } = said;
  const body = { message: idBytes(id), at };
  if (act === 'edit' && 'mentions' in rest) return { ...body, ...rest, mentions: encodeMentions(rest.mentions) };
  return { ...body, ...rest };
}

/** Whether one note stands after another: by place, then by event id. */
export function isNewerNote(one: MessageNote, other: MessageNote): boolean {
  return one.saidAt === other.saidAt ? one.event > other.event : one.saidAt > other.saidAt;
}
