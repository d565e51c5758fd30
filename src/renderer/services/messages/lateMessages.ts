import { type LateParts, lateQueries } from '@ports/latePart.ts';
import type { MessageReads } from '../workspace/messageWorkspace.ts';
import type { MessageReadParts } from './messageReads.ts';

/** Lists about messages in any tab: what they are read with is fetched when one is first asked for. */
export function createLateMessages(parts: MessageReadParts, lateParts: LateParts): MessageReads {
  const late = lateParts.part(
    () => import('./messageReads.ts'),
    ({ createMessageReads }) => createMessageReads(parts),
  );
  return lateQueries(late, [
    'messageHistory',
    'favourites',
    'mentions',
    'unreadMentions',
    'schedules',
    'chatTimer',
    'timerLines',
  ]);
}
