import { ok } from '@shared/result.ts';
import { PACK_AFTER } from '@domain/mini/packLimits.ts';
import type { UpdatePack } from '@domain/mini/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Turn } from '../turn.ts';
import { CONDENSE_AFTER } from './documentKeeper.ts';
import type { ProgramLog, ProgramRow, ProgramStream, ReadAhead } from './programLog.ts';

/** Rows read, and told to a page, at once. */
export const FEED_BATCH = 500;
/** How long after a reading that failed the next is tried, ms. */
const READ_AGAIN = 1000;

/** What a feed tells: rows in order, each once; with `isReplayed` everything that was known when it began has been told. */
export interface Feeding {
  /** What stands for all changes before the first row; told once, first. */
  readonly snapshot: Uint8Array | null;
  readonly rows: readonly ProgramRow[];
  /** Updates that come before `rows`, those up to `after` not to be told again. */
  readonly pack: UpdatePack | null;
  readonly after: number;
  readonly maxSerial: number;
  readonly isReplayed: boolean;
}

/** What a feed works with. */
export interface FeedParts {
  readonly log: ProgramLog;
  readonly clock: Clock;
  /** Feeds of one page read one after another, so that a page that asks often has one reading under way. */
  readonly turn: Turn;
}

type PacksRead = ReturnType<NonNullable<ProgramLog['packs']>>;

/** Tells a stream from a serial on, then what comes, until it is disposed (MPH-4). */
export class LogFeed {
  private readonly parts: FeedParts;
  private readonly stream: ProgramStream;
  private readonly tell: (feeding: Feeding) => void;
  /** Null until the first reading is over: a replay waits for no other query. */
  private stopWatching: Disposer | null = null;
  private stopWaiting: Disposer = () => undefined;
  private after: number;
  /** What is to be told before the replay is over; null until the first reading. */
  private goal: number | null = null;
  private hasReplayed = false;
  private hasBegun = false;
  private snapshot: Uint8Array | null = null;
  private isAsked = false;
  private isDisposed = false;
  private isPaused = false;
  /** Told one by one before the replay was over. */
  private rowsTold = 0;
  /** Whether a pack was missing. */
  private isGapped = false;

  constructor(
    parts: FeedParts,
    from: { readonly stream: ProgramStream; readonly after: number },
    tell: (feeding: Feeding) => void,
  ) {
    this.parts = parts;
    this.stream = from.stream;
    this.after = from.after;
    this.tell = tell;
    this.ask();
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWatching?.();
    this.stopWaiting();
  }

  /** Paused it tells nothing, however much comes; then it tells what it owes. */
  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (!isPaused) this.ask();
  }

  private ask(): void {
    if (this.isAsked || this.isDisposed || this.isPaused) return;
    this.isAsked = true;
    void this.parts.turn.take(async () => {
      // What is added from here on asks again.
      this.isAsked = false;
      const isRead = await this.read();
      this.watch();
      if (isRead) return;
      this.stopWaiting();
      this.stopWaiting = this.parts.clock.after(READ_AGAIN, () => this.ask());
    });
  }

  private watch(): void {
    if (!this.isDisposed) this.stopWatching ??= this.parts.log.watch(this.stream, () => this.ask());
  }

  /** False when the store failed. */
  private async read(): Promise<boolean> {
    if (this.isDisposed) return true;
    const first = this.firstReading();
    const last = await (first.ahead?.last ?? this.parts.log.last(this.stream));
    if (!last.ok) return false;
    const known = last.value;
    this.goal ??= known;
    await this.tellAhead(first.ahead, known);
    if (!this.hasBegun) await this.begin();
    return (await this.tellPacks(known, first.packs)) && this.tellRest(known);
  }

  /** Tells what is behind the packs, and that it was all. False when the store failed. */
  private async tellRest(known: number): Promise<boolean> {
    if (this.wasStopped()) return true;
    if (this.after < known) return this.tellRows(known);
    if (!this.hasReplayed) this.say({ rows: [], pack: null, after: this.after }, known, true);
    return true;
  }

  /** Tells what was read before it was asked for. */
  private async tellAhead(ahead: ReadAhead | null, known: number): Promise<void> {
    const packs = await ahead?.packs;
    if (packs?.ok !== true) return;
    for (const pack of packs.value) {
      // What a pack lacks is told by rows first.
      if (this.wasStopped() || pack.after > this.after) return;
      this.handPack(pack, known);
    }
  }

  /** Tells what lies in packs, and by their rows the updates that one of them lacks. False when the store failed. */
  private async tellPacks(known: number, first: PacksRead | null): Promise<boolean> {
    // What few updates there are is quicker read by themselves.
    if (known - this.after < PACK_AFTER) return true;
    for (let reading = first ?? this.packs(this.after); ;) {
      const read = await reading;
      if (this.wasStopped()) return true;
      if (!read.ok) return false;
      const last = read.value.at(-1);
      if (last === undefined) return true;
      // The store reads on while these are told.
      reading = this.packs(last.last);
      for (const pack of read.value) {
        if (!(await this.tellGap(pack.after, known))) return false;
        if (this.wasStopped()) return true;
        this.handPack(pack, known);
      }
    }
  }

  /** Tells rows up to a serial. False when the store failed. */
  private async tellGap(end: number, known: number): Promise<boolean> {
    while (this.after < end) {
      this.isGapped = true;
      const read = await this.rows(this.after);
      if (this.wasStopped()) return true;
      if (!read.ok) return false;
      const missing = read.value.filter(({ serial }) => serial <= end);
      this.hand(missing, known, false);
      if (missing.length < FEED_BATCH) this.after = end;
    }
    return true;
  }

  /** Tells all there is from here on. False when the store failed. */
  private async tellRows(known: number): Promise<boolean> {
    for (let reading = this.rows(this.after); ;) {
      const read = await reading;
      if (this.wasStopped()) return true;
      if (!read.ok) return false;
      const isLast = read.value.length < FEED_BATCH;
      // The store reads on while these are told.
      if (!isLast) reading = this.rows(read.value.at(-1)?.serial ?? this.after);
      this.hand(read.value, known, isLast);
      if (isLast) return true;
    }
  }

  /** A page that asks for all of it most likely needs packs, so they are read together with what else must be known, or were before. */
  private firstReading(): { readonly ahead: ReadAhead | null; readonly packs: PacksRead | null } {
    if (this.hasBegun || this.after > 0) return { ahead: null, packs: null };
    const ahead = this.parts.log.ahead?.(this.stream) ?? null;
    return { ahead, packs: ahead === null ? this.packs(0) : null };
  }

  private packs(after: number): PacksRead {
    return this.parts.log.packs?.(this.stream, after) ?? Promise.resolve(ok([]));
  }

  private rows(after: number): ReturnType<ProgramLog['rows']> {
    return this.parts.log.rows(this.stream, after, FEED_BATCH);
  }

  /** With what is kept of a document, if anything is; without it the changes say the same. */
  private async begin(): Promise<void> {
    this.hasBegun = true;
    const kept = (await this.parts.log.snapshot?.(this.stream)) ?? null;
    if (kept === null || kept.serial <= this.after) return;
    this.snapshot = kept.bytes;
    this.after = kept.serial;
  }

  /** It may have been while something was awaited. */
  private wasStopped(): boolean {
    return this.isDisposed || this.isPaused;
  }

  private handPack(pack: UpdatePack, known: number): void {
    const { after } = this;
    this.after = Math.max(after, pack.last);
    this.say({ rows: [], pack, after }, known, this.goal !== null && this.after >= this.goal);
  }

  private hand(rows: readonly ProgramRow[], known: number, isLast: boolean): void {
    const { after } = this;
    this.after = rows.at(-1)?.serial ?? after;
    const isReplayed = isLast || this.after >= (this.goal ?? 0);
    if (rows.length === 0 && (this.hasReplayed || !isReplayed)) return;
    this.say({ rows, pack: null, after }, known, isReplayed);
  }

  private say(part: Pick<Feeding, 'rows' | 'pack' | 'after'>, known: number, isReplayed: boolean): void {
    const { snapshot } = this;
    this.snapshot = null;
    const isReplayOver = isReplayed && !this.hasReplayed;
    this.tell({ ...part, snapshot, maxSerial: Math.max(known, this.after), isReplayed: isReplayOver });
    if (!this.hasReplayed) this.rowsTold += part.rows.length;
    this.hasReplayed ||= isReplayed;
    if (isReplayOver && (this.isGapped || this.rowsTold >= CONDENSE_AFTER)) void this.parts.log.condense?.(this.stream);
  }
}
