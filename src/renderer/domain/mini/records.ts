/** What a device keeps of mini programs beside their cards' messages. */
import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { MAX_DOCUMENT_CHANGE } from '@shared/mini/bridgeLimits.ts';
import {
  accountIdSchema,
  blobIdSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { LABEL } from './address.ts';
import { MAX_PACK_AUTHORS } from './packLimits.ts';
import { DIGEST_BYTES, MAX_SNAPSHOT } from './snapshotLimits.ts';
import { programCardSchema } from './card.ts';
import { declaredPermissionsSchema, permissionGrantSchema } from './permission.ts';
import { saidTextSchema } from './said.ts';

/** One instance: its card, and what this person does with it on this device. */
export const programRecordSchema = v.strictObject({
  instance: eventIdSchema,
  space: spaceIdSchema,
  card: programCardSchema,
  author: accountIdSchema,
  own: v.boolean(),
  at: timeSchema,
  /** The secret name of its origin here (MIN-12); null until it is first opened, and again after it was wiped. */
  label: v.nullable(v.pipe(v.string(), v.regex(LABEL))),
  /** The package that runs here in place of the card's; null: the card's. */
  package: v.nullable(blobIdSchema),
  /** What the package that runs here asks for (MIN-17); absent until it was opened: then what the card claims is all that is known. */
  declared: v.exactOptional(declaredPermissionsSchema),
  lastOpened: v.nullable(timeSchema),
  favourite: v.boolean(),
  /** Taken out of the lists by the person. */
  removed: v.boolean(),
  grants: v.pipe(v.array(permissionGrantSchema), v.readonly()),
});
/** See {@link programRecordSchema}. */
export type ProgramRecord = v.InferOutput<typeof programRecordSchema>;

/** A line of a program that stands in the conversation (MIN-10). */
const standingLineSchema = v.strictObject({
  author: accountIdSchema,
  at: timeSchema,
  id: eventIdSchema,
  /** It has an `href`; absent where it leads nowhere. */
  leads: v.exactOptional(v.literal(true)),
});
/** See `standingLineSchema`. */
export type StandingLine = v.InferOutput<typeof standingLineSchema>;

/** What was said in an instance, summed up: also of one whose card is not here yet. */
export const programLedgerSchema = v.strictObject({
  space: spaceIdSchema,
  instance: eventIdSchema,
  /** The greatest serial given so far (MPH-3). */
  serial: countSchema,
  document: v.nullable(saidTextSchema),
  summary: v.nullable(saidTextSchema),
  /** Lines of each author that stand in the conversation (MIN-10). */
  lines: v.pipe(v.array(standingLineSchema), v.readonly()),
});
/** See {@link programLedgerSchema}. */
export type ProgramLedger = v.InferOutput<typeof programLedgerSchema>;

const stream = {
  space: spaceIdSchema,
  instance: eventIdSchema,
  /** Empty for updates, the name of a shared document, or `person/` and the name of one's own. */
  document: v.string(),
};

/** How the names of one's own documents begin on their shelves. */
export const OWN_SHELF = 'person/';

/** An update or a change that is here whole. */
export const programEntrySchema = v.strictObject({
  ...stream,
  serial: countSchema,
  author: accountIdSchema,
  /** A page and others say at most `MAX_DOCUMENT_CHANGE`; what another own device has of one's own document can be as large as a snapshot. */
  bytes: bytesUpTo(MAX_SNAPSHOT),
});
/** See {@link programEntrySchema}. */
export type ProgramEntry = v.InferOutput<typeof programEntrySchema>;

/** What the changes of a document up to a serial come to (MIN-31): made of them, and made again when it is lost. */
export const documentSnapshotSchema = v.strictObject({
  ...stream,
  serial: countSchema,
  bytes: bytesUpTo(MAX_SNAPSHOT),
  digest: bytesOf(DIGEST_BYTES),
});
/** See {@link documentSnapshotSchema}. */
export type DocumentSnapshot = v.InferOutput<typeof documentSnapshotSchema>;

/** Updates that follow each other on their shelf, as one text (MIN-34): made of them, and made again when it is lost. */
export const updatePackSchema = v.strictObject({
  space: spaceIdSchema,
  instance: eventIdSchema,
  /** It holds every update with a serial above `after` up to `last`. */
  after: countSchema,
  last: countSchema,
  /** JSON of a list of what a page's listener gets, but for `max_serial` and `sender`. */
  text: v.string(),
  /** Who said them, each once. */
  authors: v.pipe(v.array(accountIdSchema), v.maxLength(MAX_PACK_AUTHORS), v.readonly()),
  /** For each update its author's place in `authors`. */
  senders: v.instance(Uint8Array),
  /** See `packChecksum`. */
  checksum: countSchema,
});
/** See {@link updatePackSchema}. */
export type UpdatePack = v.InferOutput<typeof updatePackSchema>;

/** A part of something that is not here whole yet (MIN-4). */
export const programPartSchema = v.strictObject({
  ...stream,
  device: deviceIdSchema,
  seq: countSchema,
  author: accountIdSchema,
  at: timeSchema,
  event: eventIdSchema,
  index: countSchema,
  count: countSchema,
  bytes: bytesUpTo(MAX_DOCUMENT_CHANGE),
});
/** See {@link programPartSchema}. */
export type ProgramPart = v.InferOutput<typeof programPartSchema>;

/** Names an instance in a space: what speaks of a card of another space is nothing (MIN-3). */
export interface ProgramPlace {
  readonly space: SpaceId;
  readonly instance: EventId;
}

/** Text of a {@link ProgramPlace}. */
export function programKey({ space, instance }: ProgramPlace): string {
  return space + instance;
}

/** An instance in which nothing was said. */
export function emptyLedger({ space, instance }: ProgramPlace): ProgramLedger {
  return { space, instance, serial: 0, document: null, summary: null, lines: [] };
}
