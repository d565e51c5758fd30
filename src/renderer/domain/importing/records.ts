/** An imported chat as it is kept (IMP-10): a small record of it, an outline, and pages of its messages. */
import * as v from 'valibot';
import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { accountIdSchema, countSchema, spaceIdSchema, timeSchema, wireId } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { MAX_DURATION, MAX_FILE_NAME, fileReferenceSchema } from '../chat/file.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_TEXT, UNREAD } from './draft.ts';
import { importOrigins, importSources } from './sources.ts';

/** Kind of the record, under the id of the chat. */
export const IMPORT_KEEP = 'chat.import';
/** Messages of one page. */
export const PAGE_MESSAGES = 500;
/** Longest name of an imported chat, and of somebody in it, UTF-16 code units. */
export const MAX_IMPORT_NAME = 128;
/** Most people of one. */
export const MOST_PEOPLE = 20_000;

const wireBlob = wireId<BlobId>();
const wireSpace = wireId<SpaceId>();
const wireAccount = wireId<AccountId>();
const nameSchema = v.pipe(v.string(), v.maxLength(MAX_IMPORT_NAME));
const placeSchema = v.strictObject({ blob: wireBlob, size: countSchema });

/** With whose id that has. */
const originEntries = { of: v.picklist(importOrigins) };

const recordSchema = v.strictObject({
  v: v.literal(1),
  name: nameSchema,
  source: v.picklist(importSources),
  importedAt: timeSchema,
  messages: countSchema,
  /** Lines that could not be read. */
  unread: countSchema,
  /** Files that the export names and has not. */
  missing: countSchema,
  /** Between the oldest and the newest message, ms. */
  from: timeSchema,
  to: timeSchema,
  outline: placeSchema,
  origin: v.exactOptional(v.strictObject({ ...originEntries, id: wireSpace })),
  /** The contact before whose chat it stands (IMP-16). */
  contact: v.exactOptional(wireAccount),
});

/** What is known of an imported chat at a glance. */
export interface ImportedChat extends Omit<v.InferOutput<typeof recordSchema>, 'v'> {
  readonly id: SpaceId;
}

/** The same as it is told to tabs. */
export const importedChatSchema = v.strictObject({
  id: spaceIdSchema,
  name: nameSchema,
  source: v.picklist(importSources),
  importedAt: timeSchema,
  messages: countSchema,
  unread: countSchema,
  missing: countSchema,
  from: timeSchema,
  to: timeSchema,
  outline: v.strictObject({
    blob: v.custom<BlobId>((value) => v.is(fileReferenceSchema.entries.blob, value)),
    size: countSchema,
  }),
  origin: v.exactOptional(v.strictObject({ ...originEntries, id: spaceIdSchema })),
  contact: v.exactOptional(accountIdSchema),
});

const outlineSchema = v.strictObject({
  v: v.literal(1),
  /** Names by the places messages name people with. */
  people: v.pipe(v.array(nameSchema), v.maxLength(MOST_PEOPLE), v.readonly()),
  /** The place of oneself among them; null for an export one is not in. */
  me: v.nullable(countSchema),
  /** In the order of the talk; each but the last has {@link PAGE_MESSAGES}. */
  pages: v.pipe(v.array(placeSchema), v.readonly()),
  /** Every file, each once. */
  files: v.pipe(v.array(wireBlob), v.readonly()),
  /** The lines of the export it was made of, as they stood there, in pieces; ids of its people; and what it says of the talk itself (IMA-4). */
  lines: v.exactOptional(v.pipe(v.array(placeSchema), v.readonly())),
  ids: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(43))), v.maxLength(MOST_PEOPLE), v.readonly())),
  about: v.exactOptional(v.pipe(v.string(), v.maxLength(1_500_000))),
  /** The first lines that could not be read. */
  unread: v.pipe(v.array(v.pipe(v.string(), v.maxLength(UNREAD.length))), v.maxLength(UNREAD.most), v.readonly()),
});
/** See {@link outlineSchema}. */
export type ImportOutline = Omit<v.InferOutput<typeof outlineSchema>, 'v'>;

const side = v.pipe(countSchema, v.minValue(1), v.maxValue(65_535));
const fileSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_FILE_NAME)),
  mime: fileReferenceSchema.entries.mime,
  size: countSchema,
  /** Null where the export has it not. */
  blob: v.nullable(wireBlob),
  picture: v.nullable(v.strictObject({ width: side, height: side })),
  media: v.nullable(v.picklist(['voice', 'video'])),
  duration: v.pipe(countSchema, v.maxValue(MAX_DURATION)),
});

const messageSchema = v.strictObject({
  at: timeSchema,
  /** Place among the people; null: a line of the app it comes from. */
  by: v.nullable(countSchema),
  text: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
  file: v.exactOptional(fileSchema),
  /** When its words were changed, ms; 0 where that is not said. */
  edited: v.exactOptional(timeSchema),
  recalled: v.exactOptional(v.literal(true)),
  forwarded: v.exactOptional(v.literal(true)),
  /** Place in the talk of what it answers. */
  reply: v.exactOptional(countSchema),
  reactions: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          sign: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
          by: v.pipe(v.array(countSchema), v.readonly()),
          /** How many put it; some may not be named. */
          count: countSchema,
        }),
      ),
      v.readonly(),
    ),
  ),
});
/** One message of a page. */
export type ImportedMessage = v.InferOutput<typeof messageSchema>;
/** Its file. */
export type ImportedFile = v.InferOutput<typeof fileSchema>;

const pageSchema = v.pipe(v.array(messageSchema), v.maxLength(PAGE_MESSAGES), v.readonly());
/** More parts than a page or an outline has. */
const MOST_PARTS = 2_000_000;

/** The bytes of a record. */
export function encodeImport({ id: _id, outline, origin, contact, ...rest }: ImportedChat): Uint8Array {
  const from = origin === undefined ? {} : { origin: { ...origin, id: idBytes(origin.id) } };
  const before = contact === undefined ? {} : { contact: idBytes(contact) };
  return encodeCanonical({ v: 1, ...rest, ...from, ...before, outline: wirePlace(outline) });
}

/** The way back; null for what is no such record. */
export function decodeImport(id: SpaceId, bytes: Uint8Array): ImportedChat | null {
  const record = readCanonical(recordSchema, bytes);
  if (record === null) return null;
  const { v: _version, ...rest } = record;
  return { id, ...rest };
}

/** The bytes of an outline. */
export function encodeOutline({ pages, files, lines, ...rest }: ImportOutline): Uint8Array {
  const said = lines === undefined ? {} : { lines: lines.map(wirePlace) };
  return encodeCanonical({ v: 1, ...rest, ...said, pages: pages.map(wirePlace), files: files.map(idBytes) });
}

function wirePlace({ blob, size }: ImportedChat['outline']): { readonly blob: Uint8Array; readonly size: number } {
  return { blob: idBytes(blob), size };
}

/** The way back; null for what is none. */
export function decodeOutline(bytes: Uint8Array): ImportOutline | null {
  const outline = readCanonical(outlineSchema, bytes, MOST_PARTS);
  if (outline === null) return null;
  const { v: _version, ...rest } = outline;
  return rest;
}

/** The bytes of a page. */
export function encodePage(messages: readonly ImportedMessage[]): Uint8Array {
  return encodeCanonical(
    messages.map((message) => {
      const { file } = message;
      if (file === undefined) return message;
      return { ...message, file: { ...file, blob: file.blob === null ? null : idBytes(file.blob) } };
    }),
  );
}

/** The way back; null for what is none. */
export function decodePage(bytes: Uint8Array): readonly ImportedMessage[] | null {
  return readCanonical(pageSchema, bytes, MOST_PARTS);
}
