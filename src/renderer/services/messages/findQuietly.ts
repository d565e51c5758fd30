import type { AccountId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { MessageNotes } from '@ports/messageNotes.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { workInSteps } from '../quietly.ts';

/** Soon after a start, a rest between two steps, and each hour, ms: until then a chat shows too little. */
const TIMES = { first: 90_000, rest: 100, again: 3_600_000 };

/** Finds messages for which something waits though they are here (STO-121), in the background for as long as the engine runs. */
export function findQuietly({
  self,
  store,
  clock,
  log,
  isHeld,
  onFound,
}: {
  readonly self: AccountId;
  readonly store: { readonly notes: Pick<MessageNotes, 'findAwaited'> };
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  readonly isHeld: () => boolean;
  /** Something that was said about messages of a space stands now. */
  readonly onFound: (space: SpaceId) => void;
}): Disposer {
  return workInSteps({
    step: async () => {
      const found = await store.notes.findAwaited(self);
      if (!found.ok) return found;
      if (found.value.space !== null) onFound(found.value.space);
      return ok(found.value.isMore);
    },
    onFailed: ({ code }) => log.write('warn', 'store', `what waits for messages was not looked for: ${code}`),
    times: TIMES,
    clock,
    isHeld,
  });
}
