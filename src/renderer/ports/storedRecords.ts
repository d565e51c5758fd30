/** Records of the store that no domain noun owns. Each comes with the schema it is read by. */
import * as v from 'valibot';
import {
  accountIdSchema,
  blobIdSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  deviceIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from '@domain/event/event.ts';
import { avatarSchema } from '@domain/profile/profile.ts';

/** A blob as this device keeps it. */
export const blobRecordSchema = v.strictObject({
  id: blobIdSchema,
  size: countSchema,
  /** `partial` until every chunk is here and checked. */
  state: v.picklist(['partial', 'complete']),
  /** `own`: this device made it; perhaps nobody else has it. */
  origin: v.picklist(['own', 'received']),
  /** The person wants it kept for ever. */
  keep: v.boolean(),
  createdAt: timeSchema,
  usedAt: timeSchema,
});
/** See {@link blobRecordSchema}. */
export type BlobRecord = v.InferOutput<typeof blobRecordSchema>;

/** A group as this device keeps it. Name, picture and members follow from the roster log; here they stand for lists. */
export const groupRecordSchema = v.strictObject({
  /** Space of the talk. */
  space: spaceIdSchema,
  /** Space of the roster. */
  roster: spaceIdSchema,
  founder: accountIdSchema,
  nonce: bytesOf(16),
  name: v.pipe(v.string(), v.maxLength(256)),
  picture: avatarSchema,
  /** `joining`: someone added us, the roster has not come yet. The rest: what we are to the group now. */
  state: v.picklist(['joining', 'active', 'left', 'removed', 'dissolved']),
  /** Who told us of it; null when we founded it. */
  welcomedBy: v.nullable(accountIdSchema),
  joinedAt: timeSchema,
});
/** See {@link groupRecordSchema}. */
export type GroupRecord = v.InferOutput<typeof groupRecordSchema>;

const payload = bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH);
/** Two signed events of one device for one place of its chain: nobody but the holder of its key can have made both. */
export const equivocationRecordSchema = v.strictObject({
  /** `space/device/seq` of the place. */
  id: v.string(),
  account: accountIdSchema,
  device: deviceIdSchema,
  space: spaceIdSchema,
  seq: countSchema,
  /** Payloads (signature ‖ canonical bytes), the smaller event id first. */
  first: payload,
  second: payload,
  seenAt: timeSchema,
});
/** See {@link equivocationRecordSchema}. */
export type EquivocationRecord = v.InferOutput<typeof equivocationRecordSchema>;
