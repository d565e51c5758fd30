import { type BlobId, isIdText } from '@shared/ids.ts';

const PREFIX = 'banyan://program#';
const LINK = /banyan:(?:\/\/)?program\/?#([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/i;

/** The link of a package, for a code: it names it, and whoever has it already finds it by that (SRC-31). */
export function programLink(id: BlobId): string {
  return PREFIX + id;
}

/** The package a pasted, scanned or opened text names; null where it names none. */
export function readProgramLink(text: string): BlobId | null {
  const id = LINK.exec(text)?.[1];
  // Checked by form: a blob's id is 32 bytes as text.
  return id !== undefined && isIdText(id) ? (id as BlobId) : null;
}
