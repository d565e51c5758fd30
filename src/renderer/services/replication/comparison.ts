import { Budget } from '@shared/budget.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { clientOf } from '@domain/log/client.ts';
import { MAX_ROWS, inMessages } from '@domain/link/messages.ts';
import { MAX_VECTOR, encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import { HistoryServer } from './historyServer.ts';
import { type SessionCore, commonFloor, keepHeld, floorFor, sharedLog, sharedStanding } from './session.ts';
import { newestFirst } from './newestSpaces.ts';
import { type Overview, overviewOf } from './overview.ts';
import { BucketQuestions } from './bucketQuestions.ts';
import { ACK_DELAY, SUMMARIES } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';
import type { Standing } from './spaceLogs.ts';

/** How else events come and go between the two. */
export interface OtherWays {
  /** A space differs: what may be the reason is told. */
  readonly onDifference: (space: SpaceId) => void;
  /** Whether something of a space is on its way to the peer by another way: then nothing is asked. */
  readonly isBusy: (space: SpaceId) => boolean;
  /** Asks how the peer's chains stand. */
  readonly askHeads: (log: SpaceLog) => void;
  /** Whether the newest of a space is being fetched first: then no bucket is asked for. */
  readonly isFetching: (log: SpaceLog) => boolean;
  /** Whether the peer holds less of a chain than it is given. */
  readonly isPartial: (space: SpaceId, device: DeviceId) => boolean;
}

/** More buckets that differ, and we may be far behind. */
const MANY_BUCKETS = 4;

/** From this many shared spaces on one digest over all of them is said first: below, it would save nothing and cost a message. */
export const MANY_SPACES = 8;

/** So many spaces that differ are opened at a time. */
const LOOKED_UP_AT_ONCE = 8;

/** How long a difference is left to the events that were told and are not acknowledged yet, ms (REP-24). */
const TOLD_PATIENCE = 1000;

/** A digest over all spaces, of those, then of buckets, then questions: how two peers find what either lacks (REP-5, REP-7, REP-23). */
export class Comparison {
  private readonly core: SessionCore;
  private readonly equal = new Map<SpaceId, boolean>();
  /** What was proved and is not kept yet. */
  private proven: Acknowledgement[] = [];
  /** Spaces proven equal while the store could not note it: noted at the next comparison. */
  private readonly unkept = new Set<SpaceId>();
  private readonly history: HistoryServer;
  /** Buckets of a space asked for since they last were all equal: others come first. */
  private readonly questions = new BucketQuestions();
  /** Buckets that differ, while it is asked how far behind we are. */
  private readonly differing = new Map<SpaceId, readonly number[]>();
  /** Spaces of which own events were told that are not acknowledged, and until when that explains a difference. */
  private readonly told = new Map<SpaceId, number>();
  private readonly summaries: Budget;
  private readonly ways: OtherWays;

  constructor(core: SessionCore, ways: OtherWays) {
    this.core = core;
    this.summaries = new Budget(core.context.clock, SUMMARIES);
    this.history = new HistoryServer(core.context.clock, core.budgets.buckets);
    this.ways = ways;
  }

  /** Of the shared spaces, how many had equal digests when last compared. */
  get synced(): { readonly equal: number; readonly shared: number } {
    const shared = this.core.context.directory.sharedWith(this.core.peer.account);
    return { equal: shared.filter((space) => this.equal.get(space) === true).length, shared: shared.length };
  }

  /** Something new is here, which the peer may not have. */
  moved(space: SpaceId): void {
    this.note(space, false);
  }

  private note(space: SpaceId, equal: boolean): void {
    if (this.equal.get(space) === equal) return;
    this.equal.set(space, equal);
    this.core.hooks.onCompared();
  }

  /** Own events of a space were told: until they are acknowledged they are why it differs. */
  toldOf(space: SpaceId): void {
    const now = this.core.context.clock.monotonic();
    if ((this.told.get(space) ?? 0) <= now) this.told.set(space, now + TOLD_PATIENCE);
  }

  /** The peer acknowledged something of a space. */
  heardFrom(space: SpaceId): void {
    this.told.delete(space);
  }

  /** Tells the peer what is shared and how it stands. */
  async tellAll(): Promise<void> {
    const shared = await this.overview();
    for (const [space] of shared.filter(([, { isPartial }]) => isPartial)) {
      // Before the digest: equal heads would say that all of it is here.
      const log = await this.core.hooks.logOf(space);
      if (log !== null) this.ways.askHeads(log);
    }
    if (shared.length < MANY_SPACES) this.tellEach(shared);
    else this.core.post({ t: 'summary', digest: this.core.hooks.summaries.of(this.core.peer.account, shared) });
  }

  /** Where it is the same here, all spaces are; otherwise each is told. Asked too often, nothing is said. */
  async onSummary(digest: Uint8Array): Promise<void> {
    const shared = await this.overview();
    if (equalBytes(digest, this.core.hooks.summaries.of(this.core.peer.account, shared)))
      this.keep(shared.flatMap(([space, standing]) => this.agreed(space, standing)));
    else if (this.summaries.take()) this.tellEach(shared);
  }

  /** Tells the peer how one space stands, if both share it. */
  async tell(space: SpaceId): Promise<void> {
    const standing = await sharedStanding(this.core, space);
    if (standing !== null) this.core.post({ t: 'digests', spaces: [[space, standing.digest]] });
  }

  /** Of a space that is named often the last row counts. */
  async onDigests(spaces: readonly (readonly [SpaceId, Uint8Array])[]): Promise<void> {
    const proven: Acknowledgement[] = [];
    const digests = new Map(spaces);
    const { standingNow } = this.core.hooks;
    const ordered = newestFirst([...digests.keys()], (one) => standingNow(one)?.newestAt ?? 0);
    // Several are looked up at once: a device that was linked just now is told of every talk there is.
    for (let from = 0; from < ordered.length; from += LOOKED_UP_AT_ONCE) {
      const some = ordered.slice(from, from + LOOKED_UP_AT_ONCE);
      const looked = await Promise.all(
        some.map((space) => this.onDigest(space, digests.get(space) ?? new Uint8Array())),
      );
      proven.push(...looked.flat());
    }
    this.keep(proven);
  }

  private overview(): Promise<Overview> {
    const { context, hooks, peer } = this.core;
    return overviewOf(context.directory.sharedWith(peer.account), hooks);
  }

  private tellEach(shared: Overview): void {
    const newest = shared.toSorted(([, one], [, other]) => other.newestAt - one.newestAt);
    const rows = newest.map(([space, { digest }]): [SpaceId, Uint8Array] => [space, digest]);
    for (const spaces of inMessages(rows)) this.core.post({ t: 'digests', spaces });
  }

  /** Keeps what equal digests proved, but not while a link comes up: others wait for the store then. */
  private keep(proven: readonly Acknowledgement[]): void {
    if (proven.length > 0 && this.proven.length === 0)
      this.core.context.clock.after(ACK_DELAY, () => void this.keepProven());
    this.proven.push(...proven);
  }

  private async keepProven(): Promise<void> {
    const proven = this.proven;
    this.proven = [];
    const isKept = await keepHeld(this.core, proven);
    for (const { space } of proven) {
      if (isKept) this.unkept.delete(space);
      else this.unkept.add(space);
    }
  }

  /** The value is what it proves the peer to hold that was not known. */
  private async onDigest(space: SpaceId, digest: Uint8Array): Promise<readonly Acknowledgement[]> {
    const standing = await sharedStanding(this.core, space);
    if (standing === null) return [];
    if (equalBytes(digest, standing.digest)) return this.agreed(space, standing);
    this.note(space, false);
    this.ways.onDifference(space);
    const log = await this.core.hooks.logOf(space);
    if (log !== null) this.tellBuckets(log);
    return [];
  }

  /** A space is the same at both ends. The value is what that proves the peer to hold and was not known. */
  private agreed(space: SpaceId, standing: Standing): readonly Acknowledgement[] {
    const before = this.equal.get(space);
    this.note(space, true);
    this.questions.forget(space);
    this.told.delete(space);
    return before !== true || this.unkept.has(space) ? this.provenBy(space, standing) : [];
  }

  async onBuckets(space: SpaceId, theirs: readonly (readonly [number, Uint8Array])[]): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    const floorOf = commonFloor(this.core, space);
    const digests = new Map(theirs);
    const buckets = [...new Set([...digests.keys(), ...log.heads.bucketNumbers(floorOf)])].sort((a, b) => a - b);
    const differing = buckets.filter((bucket) => {
      const digest = digests.get(bucket);
      return digest === undefined || !equalBytes(digest, log.heads.bucketDigest(bucket, floorOf));
    });
    this.differing.set(space, differing);
    if (this.isPerhapsFar(log, differing.length)) this.ways.askHeads(log);
    else this.askDiffering(log);
  }

  /** How many buckets of a space differed, while it is asked how far behind we are. */
  differingIn(space: SpaceId): number {
    return this.differing.get(space)?.length ?? 0;
  }

  /** Asks for the buckets that differed, now that it is known that we are not far behind. */
  askDiffering(log: SpaceLog): void {
    const differing = this.differing.get(log.space);
    if (differing === undefined) return;
    this.differing.delete(log.space);
    const whole = differing.filter((bucket) => log.heads.isWhole(bucket, log.lowestOf));
    // The rest comes with the next comparison, when these are equal, or were asked for in vain.
    for (const bucket of this.questions.next(log.space, whole)) this.ask(log, bucket);
  }

  /** Something came that follows what is not here. */
  askGap(log: SpaceLog, bucket: number): void {
    if (log.isPartial || !log.heads.isWhole(bucket, log.lowestOf)) this.ways.askHeads(log);
    else this.ask(log, bucket);
  }

  /** Asks for what the peer has of a bucket above what is here. */
  ask(log: SpaceLog, bucket: number): void {
    const counts = log.heads.bucket(bucket).map(({ device, count }) => {
      // Where our place in the bucket is not known nothing is to be sent: the place in the chain is told instead.
      return { device, count: log.heads.isPlaced(bucket, device) ? count : Number.MAX_SAFE_INTEGER };
    });
    if (counts.some(({ count }) => count === Number.MAX_SAFE_INTEGER)) this.ways.askHeads(log);
    // More than one question names: chain by chain then.
    if (counts.length > MAX_VECTOR) return this.ways.askHeads(log);
    this.core.post({ t: 'sync', space: log.space, bucket, message: encodeStep1(log.space, bucket, counts) });
  }

  /** The peer asks for what it lacks of a bucket; where it has more, it is asked back. */
  answer(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): void {
    const { space } = log;
    const question = { bucket, counts, floorOf: floorFor(this.core, space) };
    void this.history.answer(log, question, (update) =>
      this.core.send({ t: 'sync', space, bucket, message: encodeSyncUpdate('step2', update) }),
    );
    if (this.isBehind(log, bucket, counts)) {
      if (this.isPerhapsFar(log, 1) || this.ways.isFetching(log)) this.ways.askHeads(log);
      else this.ask(log, bucket);
    } else if (this.isLevel(log, bucket, counts)) this.ways.askHeads(log);
  }

  /** As many of each there as here, and yet they found the bucket to differ: perhaps a chain parted (REP-20). */
  private isLevel(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): boolean {
    const heads = log.heads.bucket(bucket);
    return (
      heads.length > 0 && heads.every(({ device, count }) => counts.get(clientOf(log.space, bucket, device)) === count)
    );
  }

  /** Empty, in the midst of it, or behind by much: then the newest comes first (REP-17). */
  private isPerhapsFar(log: SpaceLog, differing: number): boolean {
    return log.heads.allChains().length === 0 || log.isPartial || differing > MANY_BUCKETS;
  }

  private isBehind(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): boolean {
    const { directory } = this.core.context;
    const isOver = (device: DeviceId) => {
      const end = directory.endOf(log.space, device);
      return end !== null && (log.heads.heldChain(device)?.seq ?? -1) >= end.seq;
    };
    return directory.devicesOf(log.space).some((device) => {
      const theirs = counts.get(clientOf(log.space, bucket, device)) ?? 0;
      const isMore = theirs > log.heads.count(bucket, device) && theirs < Number.MAX_SAFE_INTEGER;
      return isMore && log.heads.isPlaced(bucket, device) && !isOver(device);
    });
  }

  private tellBuckets(log: SpaceLog): void {
    // What is relayed in a moment makes the difference; the digest that follows it says whether something else does.
    if (this.ways.isBusy(log.space)) return;
    // So does what was told: the peer says how it stands once it took that.
    if ((this.told.get(log.space) ?? 0) > this.core.context.clock.monotonic()) return;
    const floorOf = commonFloor(this.core, log.space);
    // The newest: who holds more than one message names finds the rest unsaid, takes it to differ, and asks for heads.
    const buckets = log.heads
      .bucketNumbers(floorOf)
      .slice(-MAX_ROWS)
      .map((bucket): [number, Uint8Array] => [bucket, log.heads.bucketDigest(bucket, floorOf)]);
    this.core.post({ t: 'buckets', space: log.space, buckets });
  }

  /** Equal digests prove that the peer holds everything that is here. */
  private provenBy(space: SpaceId, { chains }: Standing): readonly Acknowledgement[] {
    const { device } = this.core.peer;
    const whole = chains.filter((head) => !this.ways.isPartial(space, head.device));
    for (const head of whole) this.core.known.note(space, head.device, head.seq);
    return whole.map((head) => ({ space, device, chain: head.device, seq: head.seq }));
  }
}
