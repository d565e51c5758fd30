/** Small rows beside the messages of a space: who read how far, what is pinned, which message carries which file. */
import * as v from 'valibot';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import {
  accountIdSchema,
  blobIdSchema,
  countSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import type { FileReference } from './file.ts';
import type { MessageRecord } from './message.ts';

/** How far an account says it has read a space. How far one has read oneself is in the conversation row: of that not all is said. */
export const readMarkSchema = v.strictObject({ space: spaceIdSchema, account: accountIdSchema, at: timeSchema });
/** See {@link readMarkSchema}. */
export type ReadMark = v.InferOutput<typeof readMarkSchema>;

/** The newest word on whether a message is pinned: of two the later `at`, then the greater event id. */
export const pinRecordSchema = v.strictObject({
  space: spaceIdSchema,
  message: eventIdSchema,
  pinned: v.boolean(),
  by: accountIdSchema,
  at: timeSchema,
  event: eventIdSchema,
});
/** See {@link pinRecordSchema}. */
export type PinRecord = v.InferOutput<typeof pinRecordSchema>;

/** A message that carries a file. */
export const attachmentRecordSchema = v.strictObject({
  message: eventIdSchema,
  space: spaceIdSchema,
  blob: blobIdSchema,
  size: countSchema,
  name: v.string(),
  mime: v.string(),
  author: accountIdSchema,
  at: timeSchema,
  isPicture: v.boolean(),
});
/** See {@link attachmentRecordSchema}. */
export type AttachmentRecord = v.InferOutput<typeof attachmentRecordSchema>;

/** Type of a mini program's package. */
export const PROGRAM_TYPE = 'application/x-webxdc';

/** Type of a sticker, whatever its picture is: it is among no photos. */
export const STICKER_TYPE = 'application/x-banyan-sticker';

/** Type of what holds words that end: no file a person sent. */
export const FLEETING_TYPE = 'application/x-banyan-words';

/** Words that end, as whoever may be given a blob asks after them. They are in no list of files. */
export function wordsAttachment(end: {
  readonly space: SpaceId;
  readonly message: EventId;
  readonly at: number;
  readonly words: BlobId;
  readonly size: number;
  readonly author: AccountId;
}): AttachmentRecord {
  const { words: blob, ends: _ends, ...rest } = { ends: 0, ...end };
  return { ...rest, blob, name: 'words', mime: FLEETING_TYPE, isPicture: false };
}

/** The attachment row of a message, null when it carries neither file nor mini program. */
export function attachmentOf({ id, space, author, at, body }: MessageRecord): AttachmentRecord | null {
  if (body.kind === 'program') {
    const { package: blob, size, name } = body.program;
    const shown = { name: `${name}.xdc`, mime: PROGRAM_TYPE, isPicture: false };
    return { message: id, space, blob, size, author, at, ...shown };
  }
  const file = fileIn(body);
  if (file === null) return null;
  const { blob, size, name, picture } = file;
  const mime = body.kind === 'sticker' ? STICKER_TYPE : file.mime;
  return { message: id, space, blob, size, name, mime, author, at, isPicture: picture !== null };
}

function fileIn(body: MessageRecord['body']): FileReference | null {
  if (body.kind === 'sticker') return body.sticker.file;
  return body.kind === 'file' ? body.file : null;
}

/** Which of two words on a pin holds. */
export function newerPin(first: PinRecord | undefined, second: PinRecord): PinRecord {
  if (first === undefined || second.at > first.at) return second;
  return second.at === first.at && second.event > first.event ? second : first;
}

/** Most pins of one person that count in one conversation: who pins without end pushes out their own, and nobody else's. */
export const MAX_PINS_OF_ONE = 50;

/** The pins that stand and count (CHT-28), newest first, whatever order they are given in. */
export function standingPins(pins: readonly PinRecord[]): readonly PinRecord[] {
  const counts = new Map<string, number>();
  return pins
    .filter(({ pinned }) => pinned)
    .toSorted((first, second) => (newerPin(first, second) === second ? 1 : -1))
    .filter(({ by }) => {
      const count = (counts.get(by) ?? 0) + 1;
      counts.set(by, count);
      return count <= MAX_PINS_OF_ONE;
    });
}
