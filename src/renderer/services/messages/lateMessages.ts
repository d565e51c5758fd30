import { type FetchCode, LatePart, lateQueries } from '@ports/latePart.ts';
import type { MessageReads } from '../workspace/messageWorkspace.ts';
import type { MessageReadParts } from './messageReads.ts';

/** Lists about messages in any tab: what they are read with is fetched when one is first asked for. */
export function createLateMessages(parts: MessageReadParts, fetchCode: FetchCode): MessageReads {
  const load = async () => (await fetchCode(() => import('./messageReads.ts'))).createMessageReads(parts);
  const late = new LatePart(load);
  return lateQueries(late, ['messageHistory', 'favourites', 'mentions', 'unreadMentions', 'schedules', 'chatTimer']);
}
