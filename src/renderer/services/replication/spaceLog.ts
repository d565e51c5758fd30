import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type AdmissionError, admitEvent } from '@domain/event/admission.ts';
import { type EventFormError, decodeEvent, encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { MAX_EVENT_BYTES, type AdmittedEvent, type SignedEvent } from '@domain/event/event.ts';
import { bucketOf, nextAt, observeAt } from '@domain/event/hybridClock.ts';
import { type DeviceRun, encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { type UpdateError, inspectUpdate } from '@domain/log/inspectUpdate.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { isDefinite } from '../journal/eventJournal.ts';
import { Turn } from '../turn.ts';
import type { ReplicationContext } from './context.ts';
import { SpaceHeads } from './heads.ts';
import { type SignatureError, admitRuns } from './admitRuns.ts';

/** Why an own event was not made. */
export type AuthorError = StoreError | Failure<'event-too-large'>;
/** Why a peer's update was not taken. */
export type TakeError = UpdateError | AdmissionError | EventFormError | SignatureError | StoreError;

/** Largest sum of payloads in one update sent to a peer, bytes. */
const UPDATE_CHUNK = 256 * 1024;

/**
 * The log of one space: makes own events, takes those of peers, and answers what a peer lacks. Everything that moves a chain
 * happens one after another (REP-1), so that a chain never forks on its own device.
 */
export class SpaceLog {
  readonly space: SpaceId;
  private readonly turn = new Turn();
  private readonly context: ReplicationContext;
  readonly heads: SpaceHeads;
  private seenAt: number;
  /** An own event that may stand in the journal but is not in the database: its place in the chain is taken (REP-3). */
  private limbo: AdmittedEvent | null = null;

  constructor(context: ReplicationContext, heads: SpaceHeads, space: SpaceId) {
    this.context = context;
    this.heads = heads;
    this.space = space;
    this.seenAt = observeAt(0, heads.latestAt(), context.clock.now());
  }

  /** Opens the log of a space from the store. */
  static async open(context: ReplicationContext, space: SpaceId): Promise<SpaceLog | null> {
    const heads = await SpaceHeads.load(context.store, space);
    return heads === null ? null : new SpaceLog(context, heads, space);
  }

  /** Makes, signs and keeps an own event (REP-2): resolves when it is durable in the database and handed to the journal's fsync. */
  author(kind: string, body: unknown): Promise<Result<AdmittedEvent, AuthorError>> {
    return this.turn.take(async () => {
      const settled = await this.settleLimbo();
      if (!settled.ok) return settled;
      const event = await this.makeEvent(kind, body);
      if (!event.ok) return event;
      return this.keepOwn(event.value);
    });
  }

  /** Takes a peer's update whole or not at all (REP-4). The value is what was new. */
  take(bucket: number, update: Uint8Array): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    return this.turn.take(async () => {
      const { directory } = this.context;
      const runs = inspectUpdate(update, {
        space: this.space,
        bucket,
        devices: directory.devicesOf(this.space),
        countOf: (device) => this.heads.count(bucket, device),
      });
      return runs.ok ? this.admit(bucket, runs.value, { journal: true }) : runs;
    });
  }

  /** Takes payloads read from the journal (REP-6), each chain in order; what is known is passed over. The value is how many were new. */
  restore(payloads: readonly Uint8Array[]): Promise<Result<number, TakeError>> {
    return this.turn.take(async () => {
      let restored = 0;
      for (const run of runsOf(payloads)) {
        const known = this.heads.chain(run.device)?.seq ?? -1;
        const fresh = run.events.filter((event) => event.content.seq > known).map((event) => event.payload);
        const start = this.heads.count(run.bucket, run.device);
        const admitted = await this.admit(run.bucket, [{ device: run.device, start, payloads: fresh }], {
          journal: false,
        });
        if (!admitted.ok) return admitted;
        restored += admitted.value.length;
      }
      return ok(restored);
    });
  }

  /** The updates a peer lacks in a bucket above its counts, in pieces that fit a link message (REP-5). */
  async *updatesAbove(bucket: number, countOf: (device: DeviceRun['device']) => number): AsyncGenerator<Uint8Array> {
    for (const head of this.heads.bucket(bucket)) {
      const from = countOf(head.device);
      if (from >= head.count) continue;
      const payloads = await this.context.store.payloads(this.space, bucket, head.device, from);
      if (!payloads.ok) return;
      let start = from;
      for (const chunk of chunks(payloads.value)) {
        yield encodeUpdate(this.space, bucket, [{ device: head.device, start, payloads: chunk }]);
        start += chunk.length;
      }
    }
  }

  /** The update that carries one admitted event. */
  updateOf(event: AdmittedEvent): Uint8Array {
    const { device, seq } = event.content;
    const start = seq - (this.heads.firstSeq(event.bucket, device) ?? seq);
    return encodeUpdate(this.space, event.bucket, [{ device, start, payloads: [event.payload] }]);
  }

  private async admit(
    bucket: number,
    runs: readonly DeviceRun[],
    to: { readonly journal: boolean },
  ): Promise<Result<readonly AdmittedEvent[], TakeError>> {
    const { store, clock, onAdmitted } = this.context;
    const admitted = await admitRuns(this.context, { space: this.space, bucket, heads: this.heads }, runs);
    if (!admitted.ok || admitted.value.length === 0) return admitted;
    const kept = await store.admit(admitted.value, 'relaxed');
    if (!kept.ok) return kept;
    this.heads.advance(admitted.value);
    const now = clock.now();
    for (const event of admitted.value) this.seenAt = observeAt(this.seenAt, event.content.at, now);
    if (to.journal) void this.journalReceived(admitted.value);
    onAdmitted(this.space, admitted.value);
    return admitted;
  }

  private async journalReceived(events: readonly AdmittedEvent[]): Promise<void> {
    const { journal, log } = this.context;
    const answer = await journal.append(events.map((event) => ({ t: 'event', payload: event.payload })));
    if (!answer.ok) log.write('warn', 'journal', `received events wait for it: ${answer.error.code}`);
  }

  private async makeEvent(kind: string, body: unknown): Promise<Result<AdmittedEvent, Failure<'event-too-large'>>> {
    const { self, clock } = this.context;
    const head = this.heads.chain(self.device);
    const at = nextAt(clock.now(), this.seenAt, head?.at ?? 0);
    const content = {
      space: this.space,
      kind,
      device: self.device,
      seq: (head?.seq ?? -1) + 1,
      prev: head?.id ?? null,
      at,
      body,
    };
    const bytes = encodeEvent(content);
    if (bytes.length > MAX_EVENT_BYTES) return fail('event-too-large', `${bytes.length} bytes`);
    const signed = sealEvent(content, bytes, await self.keys.sign(eventSigningBytes(kind, bytes)));
    const context = { space: this.space, accountOf: () => self.account, head, now: at };
    const admitted = admitEvent(signed, context);
    if (!admitted.ok) throw new Error(`an own event was not admissible: ${admitted.error.code}`);
    return admitted;
  }

  private async keepOwn(event: AdmittedEvent): Promise<Result<AdmittedEvent, StoreError>> {
    const { store, journal, log } = this.context;
    const [stored, journalled] = await Promise.all([
      store.admit([event], 'strict'),
      journal.append([{ t: 'event', payload: event.payload }]),
    ]);
    if (!journalled.ok) log.write('warn', 'journal', `an own event waits for it: ${journalled.error.code}`);
    if (!stored.ok) {
      if (journalled.ok || !isDefinite(journalled.error.code)) this.limbo = event;
      return stored;
    }
    this.settled(event);
    return ok(event);
  }

  private async settleLimbo(): Promise<Result<void, StoreError>> {
    if (this.limbo === null) return ok();
    const stored = await this.context.store.admit([this.limbo], 'strict');
    if (!stored.ok) return stored;
    this.settled(this.limbo);
    this.limbo = null;
    return ok();
  }

  private settled(event: AdmittedEvent): void {
    this.heads.advance([event]);
    this.seenAt = Math.max(this.seenAt, event.content.at);
    this.context.onAdmitted(this.space, [event]);
  }
}

interface JournalRun {
  readonly device: DeviceId;
  readonly bucket: number;
  readonly events: SignedEvent[];
}

/** Groups journal payloads by device and bucket, buckets of a device in order. Unreadable ones were counted by the journal. */
function runsOf(payloads: readonly Uint8Array[]): readonly JournalRun[] {
  const runs = new Map<string, JournalRun>();
  for (const payload of payloads) {
    const event = decodeEvent(payload);
    if (!event.ok) continue;
    const { device, at } = event.value.content;
    const bucket = bucketOf(at);
    const key = `${device} ${bucket}`;
    const run = runs.get(key) ?? { device, bucket, events: [] };
    run.events.push(event.value);
    runs.set(key, run);
  }
  return [...runs.values()].sort((a, b) => a.bucket - b.bucket);
}

function* chunks(payloads: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let chunk: Uint8Array[] = [];
  let size = 0;
  for (const payload of payloads) {
    if (size + payload.length > UPDATE_CHUNK && chunk.length > 0) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(payload);
    size += payload.length;
  }
  if (chunk.length > 0) yield chunk;
}
