import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { bucketOf, observeAt } from '@domain/event/hybridClock.ts';
import { type DeviceRun, encodeUpdate } from '@domain/log/encodeUpdate.ts';
import type { ChainHead, StoreError } from '@ports/documentStore.ts';
import { Turn } from '../turn.ts';
import { type ReplicationContext, clockAbove, mayGoOn, writerIn } from './context.ts';
import { type EndOf, type FloorOf, SpaceHeads } from './heads.ts';
import { loadUpdateReader } from './updateReader.ts';
import { type ChainPiece, type CheckedPiece, admitPiece, checkPiece } from './admitPiece.ts';
import { admitRuns } from './admitRuns.ts';
import { type Stretch, type StoredPiece, readPiece } from './readPiece.ts';
import { type AuthorError, type TakeError, withEvent } from './failures.ts';
import { type OwnRun, isSameRun, makeRun } from './makeEvent.ts';
import { chunksOf } from './chunksOf.ts';
import { readBeyondEnd } from './readBeyondEnd.ts';
import { ReceivedEvents } from './receivedEvents.ts';
import { keepSlices, slicesOf } from './keepSlices.ts';
import { type Restored, type RestoringLog, restoreAbove, restoreUnder } from './restoreChains.ts';

/**
 * The log of one space: makes own events, takes those of peers, and answers what a peer lacks. Everything that moves a chain
 * happens one after another (REP-1), so that a chain never forks on its own device.
 */
export class SpaceLog {
  readonly space: SpaceId;
  private readonly turn = new Turn();
  private readonly checking = new Turn();
  private readonly context: ReplicationContext;
  readonly heads: SpaceHeads;
  /** What came from others and may not be safe yet. */
  readonly fromPeers: ReceivedEvents;
  private seenAt: number;
  /** Own events that may stand in the journal and are not known to be in the database: their places are taken (REP-3). */
  private limbo: readonly AdmittedEvent[] = [];

  constructor(context: ReplicationContext, heads: SpaceHeads, space: SpaceId) {
    this.context = context;
    this.heads = heads;
    this.space = space;
    this.fromPeers = new ReceivedEvents(context);
    this.seenAt = observeAt(0, heads.latestAt(), context.clock.now());
  }

  /** Opens the log of a space from the store. */
  static async open(context: ReplicationContext, space: SpaceId): Promise<SpaceLog | null> {
    const heads = await SpaceHeads.load(context.store, space, context.directory);
    return heads === null ? null : new SpaceLog(context, heads, space);
  }

  /** Whether nothing is under way and nothing waits: then all of it can be read again from the store. */
  get isQuiet(): boolean {
    return this.turn.waiting + this.checking.waiting === 0 && this.limbo.length === 0 && this.fromPeers.isSafe;
  }

  /** Whether own events may be in the journal alone: they are being kept, or wait for the store (REP-3). */
  get hasLate(): boolean {
    return this.limbo.length > 0;
  }

  /** Makes, signs and keeps an own event (REP-2): resolves when it is durable in the database and handed to the journal's fsync. */
  async author(kind: string, body: unknown, onMade?: OwnRun['onMade']): Promise<Result<AdmittedEvent, AuthorError>> {
    const made = await this.turn.take(() => this.authorNext({ kind, bodies: [body], onMade }));
    if (!made.ok) return made;
    const [event] = made.value;
    if (event === undefined) throw new Error('one body makes one event');
    return ok(event);
  }

  /** The same for several that stand at consecutive places of the chain: all of them are kept, in one write, or none is. */
  authorRun(kind: string, bodies: readonly unknown[]): Promise<Result<readonly AdmittedEvent[], AuthorError>> {
    return this.turn.take(() => this.authorNext({ kind, bodies }));
  }

  private async authorNext(run: OwnRun): Promise<Result<readonly AdmittedEvent[], AuthorError>> {
    const { directory } = this.context;
    const { device } = writerIn(this.context, this.space);
    if (!mayGoOn(directory.endOf(this.space, device), this.heads.heldChain(device)))
      return fail('chain-ended', 'no more is taken here');
    const { limbo } = this;
    const isAgain = limbo.length > 0 && isSameRun(limbo, run);
    if (isAgain) for (const event of limbo) run.onMade?.(event);
    const settled = await this.settleLimbo();
    if (!settled.ok) return isAgain ? withEvent(settled.error, limbo) : settled;
    // The same words again after a failure are the events that failed: they are kept now, once.
    if (isAgain) return ok(limbo);
    const { space } = this;
    const seenAt = clockAbove(directory, space, this.seenAt);
    const made = await makeRun(this.context, { space, head: this.heads.heldChain(device), seenAt }, run);
    return made.ok ? this.keepOwn(made.value) : made;
  }

  /** Takes a peer's update whole or not at all (REP-4). The value is what was new. */
  take(bucket: number, update: Uint8Array): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    return this.turn.take(async () => {
      const { directory } = this.context;
      const readUpdate = await loadUpdateReader();
      if (readUpdate === null) return fail('storage-failed', 'the reader of updates cannot be loaded');
      const runs = readUpdate(update, {
        space: this.space,
        bucket,
        devices: directory.devicesOf(this.space),
        countOf: (device) => (this.isCounted(bucket, device) ? this.heads.heldCount(bucket, device) : Infinity),
      });
      return runs.ok ? this.admit(bucket, runs.value, { journal: true }) : runs;
    });
  }

  /**
   * Takes payloads read from the journal (JNL-7), in any order; what is known is passed over. What follows a gap waits for what
   * is missing, and what is not admissible for what may make it so. While more is `toCome`, so does the newest own event: what
   * was made in its place may come. Fails only when the store does.
   */
  restore(payloads: readonly Uint8Array[], toCome = false): Promise<Result<Restored, StoreError>> {
    const log = this.restoring(toCome, (device, events) => {
      const bucket = bucketOf(events[0]?.content.at ?? 0);
      const start = this.heads.heldCount(bucket, device);
      return this.admit(bucket, [{ device, start, payloads: events.map(({ payload }) => payload) }], {
        journal: false,
      });
    });
    return this.turn.take(() => restoreAbove(log, payloads));
  }

  /**
   * Takes what {@link restore} left waiting, once the whole journal was read: chains that are held from some place on were
   * journalled from there on (JNL-14). What is still not joined to anything waits on.
   */
  restoreBelow(payloads: readonly Uint8Array[]): Promise<Result<Restored, StoreError>> {
    const log = this.restoring(false, (device, events) =>
      this.takePiece({ device, payloads: events.map(({ payload }) => payload), isAsked: true }, { journal: false }),
    );
    return restoreUnder(log, payloads);
  }

  private restoring(toCome: boolean, take: RestoringLog['take']): RestoringLog {
    const { directory, log } = this.context;
    const own = writerIn(this.context, this.space).device;
    return {
      heldChain: (device) => this.heads.heldChain(device),
      lastOf: (device) =>
        directory.accountOf(this.space, device) === null ? -1 : (directory.endOf(this.space, device)?.seq ?? Infinity),
      take,
      isOpen: (device) => toCome && device === own,
      leftOut: (code) => log.write('warn', 'journal', `an event was left out: ${code}`),
    };
  }

  /** Takes consecutive events of one chain, whole or not at all (REP-18). The value is what was new. */
  async takePiece(piece: ChainPiece, to = { journal: true }): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    // One after another, so that they come to the store in the order they came; but while the one before is being stored.
    const checked = await this.checking.take(async () => {
      const result = await checkPiece(this.context, piece);
      return { taken: result.ok ? this.turn.take(() => this.keepPiece(result.value, to)) : Promise.resolve(result) };
    });
    return checked.taken;
  }

  private async keepPiece(
    piece: CheckedPiece,
    to: { readonly journal: boolean },
  ): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    const judged = admitPiece(this.context, this, piece);
    if (!judged.ok) return judged;
    const { side, events } = judged.value;
    const kept = await this.keepSlices(side, events, to);
    return kept.ok ? ok(events) : kept;
  }

  /** A piece of a chain for a peer; null when the store fails. */
  piece(stretch: Stretch): Promise<StoredPiece | null> {
    return readPiece(this.context.store, this.heads, stretch);
  }

  /** From which place on a chain is given to us. */
  readonly lowestOf: FloorOf = (device) => {
    const { directory, self } = this.context;
    return directory.floorOf(this.space, self.account, device) + 1;
  };

  /** Whether all of a chain is here that is given to us, up to the newest event that is here. */
  isWhole({ device, floor }: ChainHead): boolean {
    return floor <= this.lowestOf(device);
  }

  /** Whether a chain is held, and not from its beginning on. */
  get isPartial(): boolean {
    return this.heads.allChains().some((head) => !this.isWhole(head));
  }

  /** The updates a peer lacks in a bucket above its counts and its floor, in pieces that fit a link message (REP-5, REP-14). */
  async *updatesAbove(bucket: number, countOf: FloorOf, floorOf: FloorOf = () => -1): AsyncGenerator<Uint8Array> {
    for (const { device, count, firstSeq } of this.heads.bucket(bucket)) {
      const from = Math.max(countOf(device), floorOf(device) + 1 - firstSeq);
      if (from >= count || !this.heads.isPlaced(bucket, device)) continue;
      const { space, context } = this;
      const payloads = await context.store.payloads({ space, bucket, device, from: firstSeq + from });
      if (!payloads.ok) return;
      let start = from;
      // Beyond the count lies what came meanwhile, or what does not count.
      for (const chunk of chunksOf(payloads.value.slice(0, count - from))) {
        yield encodeUpdate(this.space, bucket, [{ device, start, payloads: chunk }]);
        start += chunk.length;
      }
    }
  }

  /** Ids of kept events that lie beyond these ends of their chains (REP-13). */
  beyond(endOf: EndOf): Promise<Result<readonly EventId[], StoreError>> {
    return readBeyondEnd(this.context.store, this.heads, endOf);
  }

  private async admit(
    bucket: number,
    runs: readonly DeviceRun[],
    to: { readonly journal: boolean },
  ): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    const admitted = await admitRuns(this.context, { space: this.space, bucket, heads: this.heads }, runs);
    if (!admitted.ok || admitted.value.length === 0) return admitted;
    const kept = await this.keepSlices('above', admitted.value, to);
    return kept.ok ? admitted : kept;
  }

  /** Keeps what was judged, a little at a time: a thousand rows at once would hold up the thread. */
  private keepSlices(
    side: 'above' | 'below',
    events: readonly AdmittedEvent[],
    to: { readonly journal: boolean },
  ): Promise<Result<void, StoreError>> {
    const { store } = this.context;
    const isAbove = side === 'above';
    return keepSlices(slicesOf(events, side), {
      give: (slice) => (isAbove ? store.admit(slice, 'relaxed') : store.admitBelow(slice)),
      onKept: (slice) => {
        this.heads[isAbove ? 'advance' : 'retreat'](slice);
        this.received(slice, to);
      },
      // Of a chain of which nothing is held any slice could be the first.
      isAhead: isAbove || events.every(({ content }) => this.heads.heldChain(content.device) !== null),
    });
  }

  private received(events: readonly AdmittedEvent[], to: { readonly journal: boolean }): void {
    const { clock, onAdmitted } = this.context;
    const now = clock.now();
    for (const event of events) this.seenAt = observeAt(this.seenAt, event.content.at, now);
    if (to.journal) this.fromPeers.journal(events);
    onAdmitted(this.space, events);
  }

  /** Where places in a bucket say nothing, or the chain begins for us where we do not know, those of the chain are looked at. */
  private isCounted(bucket: number, device: DeviceId): boolean {
    return (
      this.heads.isPlaced(bucket, device) && (this.lowestOf(device) === 0 || this.heads.heldChain(device) !== null)
    );
  }

  private async keepOwn(events: readonly AdmittedEvent[]): Promise<Result<readonly AdmittedEvent[], AuthorError>> {
    if (events.length === 0) return ok(events);
    const { store, journal, log } = this.context;
    // From here on the journal may have them: a definite refusal leaves them in its backlog, from where they may still go out.
    this.limbo = events;
    // The database first: it has asked for all it needs before the journal's bytes are sent, and takes longer.
    const [stored, journalled] = await Promise.all([
      store.admit(events, 'strict'),
      journal.append(events.map(({ payload }) => ({ t: 'event', payload }))),
    ]);
    if (!journalled.ok) log.write('warn', 'journal', `own events wait for it: ${journalled.error.code}`);
    if (!stored.ok) return withEvent(stored.error, events);
    this.settled();
    return ok(events);
  }

  private async settleLimbo(): Promise<Result<void, StoreError>> {
    if (this.limbo.length === 0) return ok();
    const stored = await this.context.store.admit(this.limbo, 'strict');
    if (stored.ok) this.settled();
    return stored;
  }

  private settled(): void {
    const events = this.limbo;
    this.limbo = [];
    this.heads.advance(events);
    for (const { content } of events) this.seenAt = Math.max(this.seenAt, content.at);
    this.context.onAdmitted(this.space, events);
  }
}
