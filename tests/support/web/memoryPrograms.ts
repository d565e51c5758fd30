/** What is said in programs, in memory: the log of each device, and channels without a network. */
import type { AccountId, EventId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramLog, ProgramRow, ProgramStream, ProgramWriter, SayFailure } from '@services/mini/programLog.ts';
import type { RealtimeBus } from '@services/mini/realtimeBus.ts';

/** One device's log of everything said in every instance: serials are given in the order in which things come. */
export class MemoryProgramLog implements ProgramLog, ProgramWriter {
  readonly author: AccountId;
  /** What writing ends in. */
  refusal: SayFailure | null = null;
  /** Whether reading fails. */
  isBroken = false;
  readonly others: MemoryProgramLog[] = [];
  private readonly streams = new Map<string, ProgramRow[]>();
  private readonly watchers = new Map<string, Set<() => void>>();
  private serial = 0;

  constructor(author: AccountId) {
    this.author = author;
  }

  async rows(stream: ProgramStream, after: number, limit: number) {
    await Promise.resolve();
    if (this.isBroken) return fail('storage-failed', 'broken');
    return ok(
      this.all(stream)
        .filter(({ serial }) => serial > after)
        .slice(0, limit),
    );
  }

  async last(stream: ProgramStream) {
    await Promise.resolve();
    if (this.isBroken) return fail('storage-failed', 'broken');
    return ok(this.all(stream).at(-1)?.serial ?? 0);
  }

  watch(stream: ProgramStream, onAdded: () => void) {
    const key = keyOf(stream);
    const listeners = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, listeners.add(onAdded));
    queueMicrotask(() => {
      if (listeners.has(onAdded)) onAdded();
    });
    return () => listeners.delete(onAdded);
  }

  async say(stream: ProgramStream, bytes: Uint8Array): Promise<Result<void, SayFailure>> {
    await Promise.resolve();
    if (this.refusal !== null) return { ok: false, error: this.refusal };
    for (const log of [this, ...(stream.scope === 'person' ? [] : this.others)]) log.take(stream, this.author, bytes);
    return ok();
  }

  /** As if it had come from a device of `author`. */
  take(stream: ProgramStream, author: AccountId, bytes: Uint8Array): void {
    // Serials have gaps: those of other streams lie between.
    this.serial += 3;
    this.all(stream).push({ serial: this.serial, author, bytes });
    for (const tell of this.watchers.get(keyOf(stream)) ?? []) tell();
  }

  all(stream: ProgramStream): ProgramRow[] {
    const known = this.streams.get(keyOf(stream)) ?? [];
    this.streams.set(keyOf(stream), known);
    return known;
  }
}

const keyOf = ({ instance, document, scope }: ProgramStream) => `${instance}/${scope}/${document ?? ''}`;

/** Everyone's seats on channels, joined without a network. */
export class MemoryRealtime {
  private readonly seats = new Set<{
    readonly instance: EventId;
    readonly hear: (bytes: Uint8Array) => void;
    readonly peers: WritableSnapshot<number>;
  }>();

  readonly bus: RealtimeBus = {
    join: ({ instance }, hear) => {
      const seat = { instance, hear, peers: writableSnapshot(0) };
      this.seats.add(seat);
      this.count();
      const leave = () => {
        this.seats.delete(seat);
        this.count();
      };
      const send = (bytes: Uint8Array) => {
        for (const other of this.seats) if (other !== seat && other.instance === instance) other.hear(bytes.slice());
      };
      return { peers: seat.peers, leave, send };
    },
  };

  get size(): number {
    return this.seats.size;
  }

  private count(): void {
    for (const { instance, peers } of this.seats)
      peers.set([...this.seats].filter((seat) => seat.instance === instance).length - 1);
  }
}
