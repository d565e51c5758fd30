import * as v from 'valibot';
import { fileReferenceSchema } from '@domain/chat/file.ts';

/** Says nothing about what the bytes are. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** A type as a message may name it: what a browser says of a file, without parameters, or {@link UNKNOWN_TYPE}. */
export function cleanMime(type: string): string {
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return v.is(fileReferenceSchema.entries.mime, bare) ? bare : UNKNOWN_TYPE;
}
