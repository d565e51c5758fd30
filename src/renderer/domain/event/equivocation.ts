import * as v from 'valibot';
import { accountIdSchema, bytesUpTo, countSchema, deviceIdSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from './event.ts';

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
