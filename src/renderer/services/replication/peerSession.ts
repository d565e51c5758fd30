import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { clientOf } from '@domain/log/client.ts';
import { decodeSyncMessage, encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import type { ReplicationContext } from './context.ts';
import { Budget } from './budget.ts';
import { HistoryServer } from './historyServer.ts';
import { isInnocent, isStoreError } from './offences.ts';
import type { GroupWord, LinkedPeer, SessionHooks } from './session.ts';
import {
  ACK_DELAY,
  BAN,
  CARDS,
  DIGEST_INTERVAL,
  GROUP_WORDS,
  MAX_STRIKES,
  MAX_WAITING_BYTES,
  MOST_QUESTIONS,
  REFUSALS,
} from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';
import { loadUpdateReader } from './updateReader.ts';

/** The conversation of two engines over one link: hello, digests, differing buckets, events, acknowledgements. */
export class PeerSession {
  readonly peer: LinkedPeer;
  readonly link: PeerLink;
  private readonly context: ReplicationContext;
  private readonly hooks: SessionHooks;
  private readonly turn = new Turn();
  private readonly disposers: Disposer[] = [];
  private stopComparing: Disposer = () => undefined;
  private stopAcknowledging: Disposer = () => undefined;
  private readonly equal = new Map<SpaceId, boolean>();
  private readonly dueAcks = new Set<SpaceId>();
  private readonly history: HistoryServer;
  private readonly cards: Budget;
  private readonly words: Budget;
  private readonly refusals: Budget;
  private waitingBytes = 0;
  private strikes = 0;
  private closed = false;

  constructor(context: ReplicationContext, hooks: SessionHooks, end: { link: PeerLink; peer: LinkedPeer }) {
    this.context = context;
    this.hooks = hooks;
    this.link = end.link;
    this.peer = end.peer;
    this.history = new HistoryServer(context.clock);
    this.cards = new Budget(context.clock, CARDS);
    this.words = new Budget(context.clock, GROUP_WORDS);
    this.refusals = new Budget(context.clock, REFUSALS);
    this.disposers.push(
      this.link.onMessage((channel, bytes) => {
        if (channel === 'sync') this.receive(bytes);
      }),
      this.link.onClose(() => this.end()),
    );
    void loadUpdateReader();
    this.post({ t: 'hello', v: 1, card: hooks.ownCard() });
    this.compareSoon();
  }

  /** Offences counted so far. */
  get refused(): number {
    return this.strikes;
  }

  /** Of the shared spaces, how many had equal digests when last compared. "Synced" means nothing else (REP-6). */
  get synced(): { readonly equal: number; readonly shared: number } {
    const shared = this.context.directory.sharedWith(this.peer.account);
    return { equal: shared.filter((space) => this.equal.get(space) === true).length, shared: shared.length };
  }

  /** Sends new events of a space to this peer, if it may have them. */
  offer(log: SpaceLog, events: readonly AdmittedEvent[]): void {
    if (!this.context.directory.readersOf(log.space).includes(this.peer.account)) return;
    this.equal.set(log.space, false);
    for (const event of events) {
      if (event.content.device === this.peer.device) continue;
      const message = encodeSyncUpdate('update', log.updateOf(event));
      this.post({ t: 'sync', space: log.space, bucket: event.bucket, message });
    }
  }

  /** Tells the peer what is shared and how it stands; done at link-up, every ten seconds, and when something changed. */
  async compare(): Promise<void> {
    const spaces: [SpaceId, Uint8Array][] = [];
    for (const space of this.context.directory.sharedWith(this.peer.account)) {
      const log = await this.hooks.logOf(space);
      if (log !== null) spaces.push([space, log.heads.digest()]);
    }
    this.post({ t: 'digests', spaces });
  }

  /** Sends the own card again after it changed. */
  greet(): void {
    this.post({ t: 'hello', v: 1, card: this.hooks.ownCard() });
  }

  /** Tells the peer something about a group. */
  say(word: GroupWord): void {
    this.post(word);
  }

  close(): void {
    this.link.close();
    this.end();
  }

  private compareSoon(): void {
    void this.compare();
    this.stopComparing = this.context.clock.after(DIGEST_INTERVAL, () => this.compareSoon());
  }

  private end(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopComparing();
    this.stopAcknowledging();
    for (const dispose of this.disposers) dispose();
    this.hooks.onClosed(this.link);
  }

  private post(message: LinkMessage): void {
    if (this.closed) return;
    // What does not arrive is found by the next comparison of digests; nothing is assumed delivered.
    void this.link.send('sync', encodeLinkMessage(message));
  }

  private receive(bytes: Uint8Array): void {
    this.waitingBytes += bytes.length;
    if (this.waitingBytes > MAX_WAITING_BYTES) {
      this.cutOff('flood');
      return;
    }
    void this.turn.take(async () => {
      this.waitingBytes -= bytes.length;
      if (!this.closed) await this.handle(bytes);
    });
  }

  private async handle(bytes: Uint8Array): Promise<void> {
    const message = decodeLinkMessage(bytes);
    if (!message.ok) {
      if (message.error.code === 'malformed-message') this.strike(null, message.error.code);
      return;
    }
    await this.dispatch(message.value);
  }

  private async dispatch(message: LinkMessage): Promise<void> {
    switch (message.t) {
      case 'hello':
        return this.onHello(message.card);
      case 'digests':
        for (const [space, digest] of new Map(message.spaces)) await this.onDigest(space, digest);
        return;
      case 'buckets':
        return this.onBuckets(message.space, message.buckets);
      case 'sync':
        return this.onSync(message);
      case 'ack':
        return this.onAck(message.space, message.chains);
      case 'welcome':
      case 'removed':
        return this.onGroupWord(message);
      case 'refused':
        this.context.log.write('warn', 'link', `the peer refused something of ours: ${message.code}`);
        return;
      default:
        this.strike(null, 'out-of-place');
    }
  }

  private async onHello(card: Uint8Array): Promise<void> {
    if (!this.cards.take()) return this.strike(null, 'too-many-cards');
    if (!(await this.hooks.onCard(this.peer, card))) this.strike(null, 'card-refused');
  }

  private async onGroupWord(word: GroupWord): Promise<void> {
    if (!this.words.take()) return this.strike(word.space, 'too-many-words');
    if (this.hooks.onGroupWord !== undefined && !(await this.hooks.onGroupWord(this.peer, word)))
      this.strike(word.space, 'word-refused');
  }

  private shares(space: SpaceId): boolean {
    return this.context.directory.sharedWith(this.peer.account).includes(space);
  }

  private async onDigest(space: SpaceId, digest: Uint8Array): Promise<void> {
    // A space we do not share (any more) is passed over in silence: it may only be that the other side does not know yet.
    const log = this.shares(space) ? await this.hooks.logOf(space) : null;
    if (log === null) return;
    const equal = equalBytes(digest, log.heads.digest());
    const before = this.equal.get(space);
    this.equal.set(space, equal);
    if (!equal) {
      const buckets = log.heads
        .bucketNumbers()
        .map((bucket): [number, Uint8Array] => [bucket, log.heads.bucketDigest(bucket)]);
      this.post({ t: 'buckets', space, buckets });
    } else if (before !== true) {
      // Equal digests prove that the peer holds everything that is here.
      const { device } = this.peer;
      await this.context.store.acknowledge(
        log.heads.allChains().map((head) => ({ space, device, chain: head.device, seq: head.seq })),
      );
    }
  }

  private async onBuckets(space: SpaceId, theirs: readonly (readonly [number, Uint8Array])[]): Promise<void> {
    const log = this.shares(space) ? await this.hooks.logOf(space) : null;
    if (log === null) return;
    const digests = new Map(theirs);
    const buckets = [...new Set([...digests.keys(), ...log.heads.bucketNumbers()])].sort((a, b) => a - b);
    const differing = buckets.filter((bucket) => {
      const digest = digests.get(bucket);
      return digest === undefined || !equalBytes(digest, log.heads.bucketDigest(bucket));
    });
    // The rest comes with the next comparison, when these are equal.
    for (const bucket of differing.slice(0, MOST_QUESTIONS)) this.ask(log, bucket);
  }

  private ask(log: SpaceLog, bucket: number): void {
    const message = encodeStep1(log.space, bucket, log.heads.bucket(bucket));
    this.post({ t: 'sync', space: log.space, bucket, message });
  }

  private async onSync(message: LinkMessage & { readonly t: 'sync' }): Promise<void> {
    const log = this.shares(message.space) ? await this.hooks.logOf(message.space) : null;
    if (log === null) return;
    const sync = decodeSyncMessage(message.message);
    if (!sync.ok) {
      this.strike(message.space, sync.error.code);
      return;
    }
    if (sync.value.kind === 'step1') this.answer(log, message.bucket, sync.value.counts);
    else await this.onUpdate(log, message.bucket, sync.value.update);
  }

  private answer(log: SpaceLog, bucket: number, counts: ReadonlyMap<number, number>): void {
    const theirs = (device: DeviceId) => counts.get(clientOf(log.space, bucket, device)) ?? 0;
    void this.history.answer(log, { bucket, counts }, async (update) => {
      if (this.closed) return false;
      const message = encodeSyncUpdate('step2', update);
      const sent = await this.link.send('sync', encodeLinkMessage({ t: 'sync', space: log.space, bucket, message }));
      return sent.ok;
    });
    const ahead = this.context.directory
      .devicesOf(log.space)
      .some((device) => theirs(device) > log.heads.count(bucket, device));
    if (ahead) this.ask(log, bucket);
  }

  private async onUpdate(log: SpaceLog, bucket: number, update: Uint8Array): Promise<void> {
    const taken = await log.take(bucket, update);
    if (taken.ok) {
      this.acknowledgeSoon(log.space);
      return;
    }
    this.context.log.write('warn', 'admission', `refused: ${taken.error.code}`);
    if (taken.error.code === 'update-gap') this.ask(log, bucket);
    const isOffence = !isInnocent(taken.error) || (!isStoreError(taken.error) && !this.refusals.take());
    if (isOffence) this.strike(log.space, taken.error.code);
  }

  private acknowledgeSoon(space: SpaceId): void {
    if (this.dueAcks.size === 0) {
      this.stopAcknowledging = this.context.clock.after(ACK_DELAY, () => void this.acknowledge());
    }
    this.dueAcks.add(space);
  }

  private async acknowledge(): Promise<void> {
    const spaces = [...this.dueAcks];
    this.dueAcks.clear();
    for (const space of spaces) {
      const log = await this.hooks.logOf(space);
      if (log === null) continue;
      const chains = log.heads.allChains().map((head): [DeviceId, number] => [head.device, head.seq]);
      this.post({ t: 'ack', space, chains });
      this.post({ t: 'digests', spaces: [[space, log.heads.digest()]] });
    }
  }

  private async onAck(space: SpaceId, chains: readonly (readonly [DeviceId, number])[]): Promise<void> {
    const log = this.shares(space) ? await this.hooks.logOf(space) : null;
    if (log === null) return;
    const { device } = this.peer;
    const known = chains.flatMap(([chain, seq]) => {
      const head = log.heads.chain(chain);
      // Nobody can hold more than there is; a larger claim says nothing about what is here.
      return head === null ? [] : [{ space, device, chain, seq: Math.min(seq, head.seq) }];
    });
    if (known.length > 0) await this.context.store.acknowledge(known);
  }

  private strike(space: SpaceId | null, code: string): void {
    this.strikes += 1;
    this.context.log.write('warn', 'link', `offence ${this.strikes} of ${MAX_STRIKES}: ${code}`);
    this.post({ t: 'refused', space, code });
    if (this.strikes >= MAX_STRIKES) this.cutOff(code);
  }

  private cutOff(code: string): void {
    this.context.log.write('error', 'link', `cut off: ${code}`);
    this.link.close({ ban: BAN });
    this.end();
  }
}
