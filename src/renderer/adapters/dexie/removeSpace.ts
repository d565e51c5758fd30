import type { SpaceId } from '@shared/ids.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';

/** Removes everything of a space in one transaction. Values, contacts and invites are not of a space. */
export async function removeSpace(database: AccountDatabase, space: SpaceId): Promise<void> {
  const { events, chains, sealed, acknowledgements, messages, hidden, conversations } = database;
  const tables = [events, chains, sealed, acknowledgements, messages, hidden, conversations];
  await database.transaction('rw', tables, async () => {
    await Promise.all([
      events.where('[space+bucket+device+seq]').between([space], [space, KEY_END]).delete(),
      chains.where('[space+device]').between([space], [space, KEY_END]).delete(),
      sealed.where('[space+bucket+device]').between([space], [space, KEY_END]).delete(),
      acknowledgements.where('[space+device+chain]').between([space], [space, KEY_END]).delete(),
      messages.where('[space+at+id]').between([space], [space, KEY_END]).delete(),
      hidden.where('[space+id]').between([space], [space, KEY_END]).delete(),
      conversations.delete(space),
    ]);
  });
}
