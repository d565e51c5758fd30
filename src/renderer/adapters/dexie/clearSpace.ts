import type { SpaceId } from '@shared/ids.ts';
import { noteForgotten } from './forgottenLabels.ts';
import { NOTE_KEY } from './noteTables.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** Removes what a conversation shows, in one transaction. Events, heads and what was said about the space itself stay: see `DocumentStore.clearSpace`. */
export async function clearSpace(database: AccountDatabase, space: SpaceId): Promise<void> {
  const { messages, hidden, attachments, readMarks, pins, conversations } = database;
  const { messageNotes, messageNames, messageEnds } = database;
  const { programs, programLedgers, programEntries, programParts, documentSnapshots, programPacks } = database;
  const ofSpace = [space, 0, space];
  const shown = [
    messages,
    hidden,
    attachments,
    readMarks,
    pins,
    conversations,
    messageNotes,
    messageNames,
    messageEnds,
  ];
  const inPrograms = [programs, programLedgers, programEntries, programParts, documentSnapshots, programPacks];
  await database.transaction('rw', [...shown, ...inPrograms, database.values], async () => {
    await noteForgotten(database, await programs.where('space').equals(space).toArray());
    await Promise.all([
      messages.where('[space+at+id]').between([space], [space, KEY_END]).delete(),
      hidden.where('[space+id]').between([space], [space, KEY_END]).delete(),
      attachments.where('[space+at+message]').between([space], [space, KEY_END]).delete(),
      readMarks.where('[space+account]').between([space], [space, KEY_END]).delete(),
      pins.where('[space+message]').between([space], [space, KEY_END]).delete(),
      conversations.delete(space),
      messageNotes.where(NOTE_KEY).between([space], ofSpace).delete(),
      messageNotes
        .where(NOTE_KEY)
        .between([...ofSpace, KEY_END], [space, KEY_END])
        .delete(),
      messageNames.where('[space+at+message]').between([space], [space, KEY_END]).delete(),
      messageEnds.where('[space+message]').between([space], [space, KEY_END]).delete(),
      programs.where('space').equals(space).delete(),
      programLedgers.where('[space+instance]').between([space], [space, KEY_END]).delete(),
      programEntries.where('[space+instance+document+serial]').between([space], [space, KEY_END]).delete(),
      documentSnapshots.where('[space+instance+document]').between([space], [space, KEY_END]).delete(),
      programPacks.where('[space+instance+last]').between([space], [space, KEY_END]).delete(),
      programParts.where('[space+instance+device+seq]').between([space], [space, KEY_END]).delete(),
    ]);
  });
}
