import type { SpaceId } from '@shared/ids.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** Removes what a conversation shows, in one transaction. Events and heads stay: see `DocumentStore.clearSpace`. */
export async function clearSpace(database: AccountDatabase, space: SpaceId): Promise<void> {
  const { messages, hidden, attachments, readMarks, pins, conversations } = database;
  await database.transaction('rw', [messages, hidden, attachments, readMarks, pins, conversations], async () => {
    await Promise.all([
      messages.where('[space+at+id]').between([space], [space, KEY_END]).delete(),
      hidden.where('[space+id]').between([space], [space, KEY_END]).delete(),
      attachments.where('[space+at+message]').between([space], [space, KEY_END]).delete(),
      readMarks.where('[space+account]').between([space], [space, KEY_END]).delete(),
      pins.where('[space+message]').between([space], [space, KEY_END]).delete(),
      conversations.delete(space),
    ]);
  });
}
