import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { clientOf } from '@domain/log/client.ts';
import { encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { HistoryServer } from './historyServer.ts';
import { type SessionCore, commonFloor, floorFor, sharedLog } from './session.ts';
import { MOST_QUESTIONS } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/** Digests of spaces, then of buckets, then questions: how two peers find what either lacks (REP-5, REP-7). */
export class Comparison {
  private readonly core: SessionCore;
  private readonly equal = new Map<SpaceId, boolean>();
  private readonly history: HistoryServer;
  /** Buckets of a space asked for since they last were all equal: others come first. */
  private readonly asked = new Map<SpaceId, Set<number>>();
  /** Whether something of a space is on its way to the peer by another way: then nothing is asked. */
  private readonly isBusy: (space: SpaceId) => boolean;

  constructor(core: SessionCore, isBusy: (space: SpaceId) => boolean) {
    this.core = core;
    this.history = new HistoryServer(core.context.clock);
    this.isBusy = isBusy;
  }

  /** Of the shared spaces, how many had equal digests when last compared. */
  get synced(): { readonly equal: number; readonly shared: number } {
    const shared = this.core.context.directory.sharedWith(this.core.peer.account);
    return { equal: shared.filter((space) => this.equal.get(space) === true).length, shared: shared.length };
  }

  /** Something new is here, which the peer may not have. */
  moved(space: SpaceId): void {
    this.equal.set(space, false);
  }

  /** Tells the peer what is shared and how it stands. */
  async tellAll(): Promise<void> {
    const { context, hooks, peer, post } = this.core;
    const spaces: [SpaceId, Uint8Array][] = [];
    for (const space of context.directory.sharedWith(peer.account)) {
      const log = await hooks.logOf(space);
      if (log !== null) spaces.push([space, log.heads.digest()]);
    }
    post({ t: 'digests', spaces });
  }

  /** Tells the peer how one space stands, if both share it. */
  async tell(space: SpaceId): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log !== null) this.core.post({ t: 'digests', spaces: [[space, log.heads.digest()]] });
  }

  async onDigest(space: SpaceId, digest: Uint8Array): Promise<void> {
    const log = await sharedLog(this.core, space);
    if (log === null) return;
    const equal = equalBytes(digest, log.heads.digest());
    const before = this.equal.get(space);
    this.equal.set(space, equal);
    if (!equal) this.tellBuckets(log);
    else {
      this.asked.delete(space);
      if (before !== true) await this.acknowledgeAll(log);
    }
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
    // The rest comes with the next comparison, when these are equal, or were asked for in vain.
    for (const bucket of this.nextQuestions(space, differing)) this.ask(log, bucket);
  }

  /** Asks for what the peer has of a bucket above what is here. */
  ask(log: SpaceLog, bucket: number): void {
    const message = encodeStep1(log.space, bucket, log.heads.bucket(bucket));
    this.core.post({ t: 'sync', space: log.space, bucket, message });
  }

  /** The peer asks for what it lacks of a bucket; where it has more, it is asked back. */
  answer(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): void {
    const { space } = log;
    const question = { bucket, counts, floorOf: floorFor(this.core, space) };
    void this.history.answer(log, question, (update) =>
      this.core.send({ t: 'sync', space, bucket, message: encodeSyncUpdate('step2', update) }),
    );
    if (this.isBehind(log, bucket, counts)) this.ask(log, bucket);
  }

  private isBehind(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): boolean {
    const { directory } = this.core.context;
    const isOver = (device: DeviceId) => {
      const end = directory.endOf(log.space, device);
      return end !== null && (log.heads.heldChain(device)?.seq ?? -1) >= end.seq;
    };
    return directory.devicesOf(log.space).some((device) => {
      const theirs = counts.get(clientOf(log.space, bucket, device)) ?? 0;
      return theirs > log.heads.count(bucket, device) && !isOver(device);
    });
  }

  private tellBuckets(log: SpaceLog): void {
    // What is relayed in a moment makes the difference; the digest that follows it says whether something else does.
    if (this.isBusy(log.space)) return;
    const floorOf = commonFloor(this.core, log.space);
    const buckets = log.heads
      .bucketNumbers(floorOf)
      .map((bucket): [number, Uint8Array] => [bucket, log.heads.bucketDigest(bucket, floorOf)]);
    this.core.post({ t: 'buckets', space: log.space, buckets });
  }

  /** Equal digests prove that the peer holds everything that is here. */
  private async acknowledgeAll(log: SpaceLog): Promise<void> {
    const { space } = log;
    const { device } = this.core.peer;
    const chains = log.heads.allChains();
    for (const head of chains) this.core.known.note(space, head.device, head.seq);
    await this.core.context.store.acknowledge(
      chains.map((head) => ({ space, device, chain: head.device, seq: head.seq })),
    );
  }

  /** Oldest first, for a chain is taken in its order; but what was asked for in vain stands behind what was not. */
  private nextQuestions(space: SpaceId, differing: readonly number[]): readonly number[] {
    let asked = this.asked.get(space) ?? new Set<number>();
    if (differing.every((bucket) => asked.has(bucket))) asked = new Set();
    const next = differing.filter((bucket) => !asked.has(bucket)).slice(0, MOST_QUESTIONS);
    for (const bucket of next) asked.add(bucket);
    this.asked.set(space, asked);
    return next;
  }
}
