import { editsOf, withEdit } from './foldNotes.ts';
import type { MessageRecord } from './message.ts';
import type { MessageNote } from './note.ts';

/** A note out of sight, or back in it. */
export function withHidden(note: MessageNote, isHidden: boolean): MessageNote {
  const { hidden: _hidden, ...rest } = note;
  return isHidden ? { ...rest, hidden: true } : rest;
}

/**
 * A message as it reads when of its author's changes only those in sight count (CHT-57). What was taken back stays so: nothing of it is
 * kept to be shown again.
 */
export function rereadMessage(message: MessageRecord, notes: readonly MessageNote[]): MessageRecord {
  const seen = notes.filter(({ hidden }) => hidden === undefined);
  return withEdit(message, editsOf(message, seen).at(-1) ?? null);
}
