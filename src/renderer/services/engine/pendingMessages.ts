import type { SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PendingBySpace, PendingMessage } from '../workspace/ephemeral.ts';
import type { WorkspaceErrorCode } from '../workspace/workspace.ts';

/** A message that is durable sooner than this was never seen as queued, ms. */
const QUEUED_AFTER = 120;

/** Own messages on their way to being durable: shown as queued if it takes a while, as failed if it did not work (CHT-12). */
export class PendingMessages {
  private readonly bySpace = writableSnapshot<PendingBySpace>(new Map());
  private readonly clock: Clock;
  private count = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get snapshot(): Snapshot<PendingBySpace> {
    return this.bySpace;
  }

  find(space: SpaceId, id: string): PendingMessage | null {
    return (
      this.bySpace
        .get()
        .get(space)
        ?.find((message) => message.id === id) ?? null
    );
  }

  /** Begins to wait for a message; call the result once, with the reason if it failed. */
  begin(space: SpaceId, text: string): (failure: WorkspaceErrorCode | null) => void {
    this.count += 1;
    const message = { id: `pending:${this.count}`, text, at: this.clock.now(), state: 'queued' as const, error: null };
    const stopWaiting = this.clock.after(QUEUED_AFTER, () => this.put(space, message));
    return (failure) => {
      stopWaiting();
      if (failure === null) this.remove(space, message.id);
      else this.put(space, { ...message, state: 'failed', error: failure });
    };
  }

  remove(space: SpaceId, id: string): void {
    const others = (this.bySpace.get().get(space) ?? []).filter((message) => message.id !== id);
    this.set(space, others);
  }

  private put(space: SpaceId, message: PendingMessage): void {
    const others = (this.bySpace.get().get(space) ?? []).filter((other) => other.id !== message.id);
    this.set(space, [...others, message]);
  }

  private set(space: SpaceId, messages: readonly PendingMessage[]): void {
    if (messages.length === 0 && !this.bySpace.get().has(space)) return;
    const next = new Map(this.bySpace.get());
    if (messages.length === 0) next.delete(space);
    else next.set(space, messages);
    this.bySpace.set(next);
  }
}
