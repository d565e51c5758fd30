/** Which of what one author said several times about a post is the newest (FED-7). */
import { afterIn, orderAt } from '../event/saidOrder.ts';
import type { NoteRecord, Said } from './note.ts';

type Placed = Pick<NoteRecord, 'id' | 'at' | 'signedAt' | 'after'>;

/** The newest of some notes: by order, then by clock, then by id. All three are signed with them, so that every device says the same. */
export function newestOf<Note extends Placed>(notes: readonly Note[]): Note | undefined {
  return notes.reduce<Note | undefined>(
    (best, note) => (best === undefined || isNewer(note, best) ? note : best),
    undefined,
  );
}

/** What a new note of an act has to name as said before it; undefined where its clock alone tells. `notes` are those about the post that are here. */
export function afterOfNotes(
  notes: readonly NoteRecord[],
  mine: Pick<NoteRecord, 'author'> & { readonly act: Said['act'] },
  now: number,
): number | undefined {
  const before = notes.filter(({ author, said }) => author === mine.author && said.act === mine.act);
  return afterIn(before.map(orderOfNote), now);
}

/** See {@link orderAt}. */
export function orderOfNote(note: Placed): number {
  return orderAt(clockOf(note), note.after);
}

/** Whether one note of an author and act stands after another of theirs. */
export function isNewer(one: Placed, other: Placed): boolean {
  const later = orderOfNote(one) - orderOfNote(other) || clockOf(one) - clockOf(other);
  return later === 0 ? one.id > other.id : later > 0;
}

function clockOf({ at, signedAt }: Placed): number {
  return signedAt ?? at;
}
