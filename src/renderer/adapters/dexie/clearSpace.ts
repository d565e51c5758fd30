import type { SpaceId } from '@shared/ids.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** Removes what a conversation shows, in one transaction. Events and heads stay: see `DocumentStore.clearSpace`. */
export async function clearSpace(database: AccountDatabase, space: SpaceId): Promise<void> {
  const { messages, hidden, conversations } = database;
  await database.transaction('rw', [messages, hidden, conversations], async () => {
    await Promise.all([
      messages.where('[space+at+id]').between([space], [space, KEY_END]).delete(),
      hidden.where('[space+id]').between([space], [space, KEY_END]).delete(),
      conversations.delete(space),
    ]);
  });
}
