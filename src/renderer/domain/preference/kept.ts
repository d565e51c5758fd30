/** The small records of choices on this device, as they are kept (see `domain/feed/kept`). */
import * as v from 'valibot';
import { countSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { type Folder, folderSchema } from './folders.ts';

/** Kinds of records. */
export const PreferenceKeep = {
  /** Choices about a chat, under its space; about all of them under {@link ALL_CHATS}. */
  chat: 'chat.preferences',
  /** A folder, under its id. One that was taken away stays as that: another own device may still have it. */
  folder: 'chat.folder',
  /** An entry of the log of refusals. */
  refusal: 'chat.refusal',
} as const;

/** Under which id stands what was chosen for all chats. */
export const ALL_CHATS = 'all';

const keptFolder = v.strictObject({ v: v.literal(1), at: countSchema, folder: v.nullable(folderSchema) });

/** A folder as it is kept: null once it was taken away. */
export interface KeptFolder {
  readonly at: number;
  readonly folder: Folder | null;
}

/** The bytes of a folder. */
export function encodeFolder({ at, folder }: KeptFolder): Uint8Array {
  return encodeCanonical({ v: 1, at, folder });
}

/** The way back; null for what is no such record. */
export function decodeFolder(bytes: Uint8Array): KeptFolder | null {
  const kept = readCanonical(keptFolder, bytes);
  return kept === null ? null : { at: kept.at, folder: kept.folder };
}
