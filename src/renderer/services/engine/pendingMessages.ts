import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PendingBySpace, PendingMessage } from '../workspace/ephemeral.ts';
import type { GivenUp } from '../messages/givenUp.ts';
import type { TextExtras } from '../workspace/messageWorkspace.ts';
import type { WorkspaceErrorCode } from '../workspace/workspace.ts';

/** A message that is durable sooner than this was never seen as queued, ms. */
const QUEUED_AFTER = 120;
/** What was shown as queued stays for those who read it a little later, ms: each shows it once. */
const READ_WITHIN = 2000;

/** A message that was begun. */
export interface BegunMessage {
  /** Its handle while it is on its way. */
  readonly id: string;
  /** It becomes this event, which nobody can have read yet. */
  readonly made: (event: EventId) => void;
  /** Call once, with the reason if it failed, and with the event that may be kept all the same as soon as the disk works again. */
  readonly settle: (failure: WorkspaceErrorCode | null, event?: EventId) => void;
}

/** Own messages on their way to being durable: shown as queued if it takes a while, as failed if it did not work (CHT-12). */
export class PendingMessages implements GivenUp {
  private readonly bySpace = writableSnapshot<PendingBySpace>(new Map());
  /** Failed messages whose event has its place in the chain and waits for the store. */
  private readonly late = new Map<EventId, { readonly space: SpaceId; readonly id: string }>();
  /** Events of messages that were taken away, and may be kept all the same. */
  private readonly away = new Map<EventId, SpaceId>();
  /** Messages that were taken away while they were under way. */
  private readonly gone = new Set<string>();
  /** Those that are kept and are still shown here. */
  private readonly kept = new Set<string>();
  private readonly clock: Clock;
  private count = 0;
  /** Hears of what was taken away and may be kept all the same, by this app or by the next that starts. */
  onAway: ((space: SpaceId, event: EventId) => void) | null = null;

  /** Hears of what was taken away and is kept all the same. */
  onUnwanted: ((space: SpaceId, event: EventId) => void) | null = null;

  /** Hears of what was taken away and is said once more: now it is meant. */
  onMeant: ((event: EventId) => void) | null = null;

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

  /** Begins to wait for a message. */
  begin(space: SpaceId, text: string, extras?: TextExtras): BegunMessage {
    this.count += 1;
    const plain = { id: `pending:${this.count}`, text, at: this.clock.now(), state: 'queued' as const, error: null };
    const held = { message: extras === undefined ? plain : { ...plain, extras } };
    return this.follow(
      space,
      held,
      this.clock.after(QUEUED_AFTER, () => this.put(space, held.message)),
    );
  }

  /** Waits once more for one that failed, in its place; null for any other, which is under way or over. */
  again(space: SpaceId, id: string): BegunMessage | null {
    const failed = this.find(space, id);
    if (failed?.state !== 'failed') return null;
    const message: PendingMessage = { ...failed, state: 'queued', error: null };
    if (message.event !== undefined) this.late.delete(message.event);
    this.put(space, message);
    return this.follow(space, { message }, () => undefined);
  }

  private follow(space: SpaceId, held: { message: PendingMessage }, stopWaiting: Disposer): BegunMessage {
    const { id } = held.message;
    return {
      id,
      made: (event) => {
        held.message = { ...held.message, event };
        // The same words once more may be the event that was not kept then.
        this.meant(event);
        if (this.gone.has(id)) this.putAway(space, event);
        else if (this.find(space, id) !== null) this.put(space, held.message);
      },
      settle: (failure, event) => {
        stopWaiting();
        if (this.gone.delete(id)) return;
        if (event !== undefined) {
          held.message = { ...held.message, event };
          this.late.set(event, { space, id });
        }
        if (failure !== null) this.kept.delete(id);
        if (failure !== null) this.put(space, { ...held.message, state: 'failed', error: failure });
        else if (held.message.event === undefined) this.remove(space, id);
        else this.linger(space, id);
      },
    };
  }

  /** These were kept after all: they do not stand as failed any more, lest a second try says them twice. */
  landed(events: readonly EventId[]): void {
    this.keepShown(new Set(events));
    for (const event of events) {
      const unwanted = this.away.get(event);
      if (unwanted !== undefined) {
        this.away.delete(event);
        this.onUnwanted?.(unwanted, event);
      }
      const place = this.late.get(event);
      if (place === undefined) continue;
      this.late.delete(event);
      this.remove(place.space, place.id);
    }
  }

  /** What is kept and still shown as queued will not be heard of once more. */
  private keepShown(events: ReadonlySet<EventId>): void {
    for (const { id, event, state } of [...this.bySpace.get().values()].flat())
      if (state === 'queued' && event !== undefined && events.has(event)) this.kept.add(id);
  }

  /**
   * Takes away what is shown as queued or failed. Nobody meant it to be said: if it is kept already, or is kept all the same,
   * {@link onUnwanted} hears of it.
   */
  takeAway(space: SpaceId, id: string): PendingMessage | null {
    const message = this.find(space, id);
    this.remove(space, id);
    if (message === null) return null;
    const isKept = this.kept.has(id);
    if (message.state === 'queued' && !isKept) this.gone.add(id);
    if (message.event !== undefined && isKept) this.onUnwanted?.(space, message.event);
    else if (message.event !== undefined) this.putAway(space, message.event);
    return message;
  }

  /** By its handle, or by the event it became. */
  remove(space: SpaceId, id: string): void {
    const others = (this.bySpace.get().get(space) ?? []).filter(
      ({ id: handle, event }) => handle !== id && event !== id,
    );
    this.set(space, others);
  }

  /** Also of what is on its way elsewhere than here. */
  putAway(space: SpaceId, event: EventId): void {
    this.away.set(event, space);
    this.onAway?.(space, event);
  }

  meant(event: EventId): void {
    if (this.away.delete(event)) this.onMeant?.(event);
  }

  private linger(space: SpaceId, id: string): void {
    this.kept.add(id);
    this.clock.after(READ_WITHIN, () => {
      this.kept.delete(id);
      this.remove(space, id);
    });
  }

  private put(space: SpaceId, message: PendingMessage): void {
    const known = this.bySpace.get().get(space) ?? [];
    const isShown = known.some((other) => other.id === message.id);
    this.set(space, isShown ? known.map((other) => (other.id === message.id ? message : other)) : [...known, message]);
  }

  private set(space: SpaceId, messages: readonly PendingMessage[]): void {
    if (messages.length === 0 && !this.bySpace.get().has(space)) return;
    const next = new Map(this.bySpace.get());
    if (messages.length === 0) next.delete(space);
    else next.set(space, messages);
    this.bySpace.set(next);
  }
}
