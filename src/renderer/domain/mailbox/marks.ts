/** What is remembered of what was left in mailboxes (MBX-10). Pure. */
import * as v from 'valibot';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { countSchema, deviceIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';

/** Most ids of bundles that are remembered. */
export const MOST_SEEN = 4096;
/** Most marks that are remembered. */
const MOST_MARKS = 8192;

const markSchema = v.strictObject({
  device: deviceIdSchema,
  space: spaceIdSchema,
  /** Up to there our chain was left for that device. */
  seq: countSchema,
  /** When the last of it was left, and until when a service said to keep it. */
  at: timeSchema,
  until: timeSchema,
});
const memorySchema = v.strictObject({
  marks: v.pipe(v.array(markSchema), v.maxLength(MOST_MARKS)),
  /** Bundles that were taken, and when they are over. */
  seen: v.pipe(v.array(v.strictTuple([v.string(), timeSchema])), v.maxLength(MOST_SEEN)),
});

/** What was left for a device of one space. */
export type Mark = v.InferOutput<typeof markSchema>;
/** Everything that is remembered of mailboxes. */
export type MailMemory = v.InferOutput<typeof memorySchema>;

/** Name under which it is kept. */
export const MAIL_MEMORY_NAME = 'mailbox';
/** Nothing is remembered. */
export const NO_MAIL_MEMORY: MailMemory = { marks: [], seen: [] };

/** Reads what was kept; nothing where it does not fit. */
export function readMailMemory(value: unknown): MailMemory {
  const parsed = v.safeParse(memorySchema, value);
  return parsed.success ? parsed.output : NO_MAIL_MEMORY;
}

/** The mark of a device in a space that counts now; null where nothing of it waits in a mailbox. */
export function markOf(
  { marks }: MailMemory,
  place: { readonly device: DeviceId; readonly space: SpaceId },
  now: number,
): Mark | null {
  const found = marks.find(({ device, space }) => device === place.device && space === place.space);
  return found !== undefined && found.until > now ? found : null;
}

/** With a mark in the place of the one there; what is over is forgotten, and the oldest where there are too many. */
export function withMark(memory: MailMemory, mark: Mark, now: number): MailMemory {
  const isOther = ({ device, space, until }: Mark) => until > now && (device !== mark.device || space !== mark.space);
  return { ...memory, marks: [...memory.marks.filter(isOther), mark].slice(-MOST_MARKS) };
}

/** Without the mark of a device in a space: what it was left has to be left again. */
export function withoutMark(
  memory: MailMemory,
  place: { readonly device: DeviceId; readonly space: SpaceId },
): MailMemory {
  return {
    ...memory,
    marks: memory.marks.filter(({ device, space }) => device !== place.device || space !== place.space),
  };
}

/** With bundles that were taken. */
export function withSeen(memory: MailMemory, taken: readonly (readonly [string, number])[], now: number): MailMemory {
  const seen = new Map([...memory.seen, ...taken].filter(([, until]) => until > now));
  return { ...memory, seen: [...seen].slice(-MOST_SEEN) };
}
