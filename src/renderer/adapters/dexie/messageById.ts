import type { EventId, SpaceId } from '@shared/ids.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { type RowDoor, eventSchema } from './rowDoor.ts';
import { KEY_END } from './schema.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

/** What {@link messageById} reads. */
export const READ_MESSAGE: WriteOptions = { tables: ['events', 'messages'], mode: 'readonly', durability: 'default' };

/** Keys read at once where a message must be looked for. */
const KEYS = 5000;

/**
 * The message of an id. Its event knows its place, so that messages need no index by id; of an event that lies in a pack the keys of
 * the conversation are gone through.
 */
export async function messageById(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  { door, keyRange }: { readonly door: RowDoor; readonly keyRange: typeof IDBKeyRange },
): Promise<MessageRecord | null> {
  const event = door.parse('events', eventSchema, await scope.get('events', id));
  if (event !== null)
    return event.space === space ? door.message(await scope.get('messages', [space, event.sortAt, id])) : null;
  const key = await keyById(scope, { space, id }, keyRange);
  return key === null ? null : door.message(await scope.get('messages', key));
}

/** The key of a message, looked for among all of its conversation. */
export async function keyById(
  scope: WriteScope,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  keyRange: typeof IDBKeyRange,
): Promise<IDBValidKey | null> {
  let after: IDBValidKey = [space];
  for (;;) {
    const keys: readonly IDBValidKey[] = await scope.primaryKeys(
      'messages',
      keyRange.bound(after, [space, KEY_END], true),
      KEYS,
    );
    const found = keys.find((key) => Array.isArray(key) && key[2] === id);
    if (found !== undefined) return found;
    const last = keys.at(-1);
    if (last === undefined || keys.length < KEYS) return null;
    after = last;
  }
}
