import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { PendingBySpace, PendingMessage } from './ephemeral.ts';
import type { MarkSources } from './messageMarks.ts';
import type { Message } from './messageViews.ts';

/**
 * The messages of a conversation that are on their way and are not read here yet (CHT-11). What is stored and what waits are told by
 * different ways: each stands once, whichever comes first.
 */
export class WaitingMessages {
  private readonly pending: Snapshot<PendingBySpace>;
  private readonly space: SpaceId;
  /** Those that were read while they still waited: they wait no more, even where they were deleted since. */
  private landed: ReadonlySet<EventId> = new Set();

  constructor(pending: Snapshot<PendingBySpace>, space: SpaceId) {
    this.pending = pending;
    this.space = space;
  }

  /** Those that are not among these, and never were. */
  beside(stored: ReadonlyMap<EventId, unknown>): readonly PendingMessage[] {
    const waiting = this.pending.get().get(this.space) ?? [];
    const events = waiting.flatMap(({ event }) => event ?? []);
    this.landed = new Set(events.filter((event) => stored.has(event) || this.landed.has(event)));
    return waiting.filter(({ event }) => event === undefined || !this.landed.has(event));
  }
}

/** As it is shown. */
export function pendingView(
  { id, at, text, state, error, extras }: PendingMessage,
  { self, find }: MarkSources,
): Message {
  const { reply, mentions, preview } = extras ?? {};
  const body: Message['body'] = { kind: 'text', text, ...(preview === undefined ? {} : { preview }) };
  return {
    ...{ id, at, own: true, author: self, body, state, error },
    ...(reply === undefined ? {} : { reply: { id: reply, message: find(reply) } }),
    ...(mentions === undefined ? {} : { mentions }),
  };
}
