import type { SpaceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { MessageKeep, favouriteSchema, keptBytes } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type MessageParts, findMessage } from './messageParts.ts';

/** Messages that cannot be put by: lines, and what ends by itself. */
const LINES: ReadonlySet<MessageRecord['body']['kind']> = new Set(['notice', 'program-info', 'recalled', 'fleeting']);

/** Puts a message by for later, or lets it go (MSG-7). What is kept is where it is, never what it says. */
export async function setFavourite(
  parts: MessageParts & { readonly keeper: Pick<FeedKeeper, 'merge'> },
  { space, id, on }: { readonly space: SpaceId; readonly id: string; readonly on: boolean },
): Outcome {
  const found = await findMessage(parts, space, id);
  if (!found.ok) return found;
  const { id: message, at: place, body, ends } = found.value;
  if (on && (LINES.has(body.kind) || ends !== undefined)) return fail('message-unfit', body.kind);
  const kept = { kind: MessageKeep.favourite, id: message };
  return outcomeOf(
    await parts.keeper.merge(kept, (before) => {
      // Of two words on one the later holds, also where a clock goes wrong (DEV-63).
      const last = before === null ? 0 : (readCanonical(favouriteSchema, before)?.at ?? 0);
      return keptBytes({ space, place, on, at: Math.max(parts.clock.now(), last + 1) });
    }),
  );
}
