/** Reads of the small rows beside messages: read marks, pins, attachments. */
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import {
  type AttachmentRecord,
  type PinRecord,
  type ReadMark,
  attachmentRecordSchema,
  pinRecordSchema,
  readMarkSchema,
  wordsAttachment,
} from '@domain/chat/marks.ts';
import { endingSchema } from './noteRows.ts';
import type { RowDoor } from './rowDoor.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** How far each account says it has read a space. */
export async function readReadMarks(
  database: AccountDatabase,
  door: RowDoor,
  space: SpaceId,
): Promise<readonly ReadMark[]> {
  const rows = await database.readMarks.where('[space+account]').between([space], [space, KEY_END]).toArray();
  return door.parseAll('readMarks', readMarkSchema, rows);
}

/** Every word on pins of a space. */
export async function readPins(
  database: AccountDatabase,
  door: RowDoor,
  space: SpaceId,
): Promise<readonly PinRecord[]> {
  const rows = await database.pins.where('[space+message]').between([space], [space, KEY_END]).toArray();
  return door.parseAll('pins', pinRecordSchema, rows);
}

/** Files of one space or of all, newest first. */
export async function readAttachments(
  database: AccountDatabase,
  door: RowDoor,
  { space, since }: { readonly space: SpaceId | null; readonly since: number },
): Promise<readonly AttachmentRecord[]> {
  const rows = await (space === null
    ? database.attachments.toArray()
    : database.attachments.where('[space+at+message]').between([space, since], [space, KEY_END]).toArray());
  return door.parseAll('attachments', attachmentRecordSchema, rows).toSorted((first, second) => second.at - first.at);
}

/** Ids of the messages of a space that were hidden. */
export async function readHidden(database: AccountDatabase, space: SpaceId): Promise<ReadonlySet<EventId>> {
  const keys = await database.hidden.where('[space+id]').between([space], [space, KEY_END]).primaryKeys();
  return new Set(keys.flatMap((key) => (isHiddenKey(key) ? [key[1]] : [])));
}

/** The platform gives keys as they were put. */
function isHiddenKey(key: unknown): key is readonly [SpaceId, EventId] {
  return Array.isArray(key) && key.length === 2;
}

/** Messages that carry a blob, or whose words it holds. */
export async function readAttachmentsOf(
  database: AccountDatabase,
  door: RowDoor,
  blob: BlobId,
): Promise<readonly AttachmentRecord[]> {
  const [rows, ends] = await Promise.all([
    database.attachments.where('blob').equals(blob).toArray(),
    database.messageEnds.where('words').equals(blob).toArray(),
  ]);
  const words = door.parseAll('messageEnds', endingSchema, ends).map(wordsAttachment);
  return [...door.parseAll('attachments', attachmentRecordSchema, rows), ...words];
}
