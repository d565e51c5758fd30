/** Reading anew what was said about messages, where notes in sight went out of it (STO-120). */
import type { SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { noteSlot, readNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { NotesAgain } from '@ports/messageNotes.ts';
import { noteByEvent } from './noteTables.ts';
import type { ReadAnewParts } from './readAnew.ts';
import type { RowDoor } from './rowDoor.ts';
import { projectKept } from './showAgain.ts';
import type { WriteOptions } from './writeScope.ts';

const READ_NOTES: WriteOptions = { tables: ['messageNotes'], mode: 'readonly', durability: 'default' };

/** See `MessageNotes.readAgain`. The events of the space are read only where one of those named is a note. */
export async function readNotesAgain(
  parts: ReadAnewParts & { readonly door: RowDoor },
  { self, space, beside, isShown }: NotesAgain & { readonly space: SpaceId },
): Stored {
  const { connection, door } = parts;
  const slots = new Set<string>();
  const found = await connection.transact(READ_NOTES, async (scope) => {
    for (const event of beside) {
      const note = await noteByEvent(scope, event, { door, keyRange: connection.keyRange });
      if (note?.space === space) slots.add(noteSlot(note));
    }
    return ok();
  });
  if (!found.ok || slots.size === 0) return found;
  const isWanted = (event: AdmittedEvent) => {
    const note = readNote(event);
    return note !== null && slots.has(noteSlot(note)) && isShown(event);
  };
  return projectKept(parts, { self, space, isWanted });
}
