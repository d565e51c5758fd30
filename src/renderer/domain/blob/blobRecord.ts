import * as v from 'valibot';
import { blobIdSchema, countSchema, timeSchema } from '@shared/schemas.ts';

/** A blob as this device keeps it. */
export const blobRecordSchema = v.strictObject({
  id: blobIdSchema,
  size: countSchema,
  /** `partial` until every chunk is here and checked; `gone` once its bytes were let go of here and may be asked for again (RET-5). */
  state: v.picklist(['partial', 'complete', 'gone']),
  /** `own`: this device made it; perhaps nobody else has it. */
  origin: v.picklist(['own', 'received']),
  /** The person wants it kept for ever. */
  keep: v.boolean(),
  createdAt: timeSchema,
  usedAt: timeSchema,
});
/** See {@link blobRecordSchema}. */
export type BlobRecord = v.InferOutput<typeof blobRecordSchema>;
