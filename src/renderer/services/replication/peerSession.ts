import type { SpaceId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import { Acknowledger } from './acknowledger.ts';
import { Comparison } from './comparison.ts';
import { type ReplicationContext, writerIn } from './context.ts';
import { eventMessages } from './eventMessages.ts';
import { EventTaker } from './eventTaker.ts';
import { ForkSearch } from './forkSearch.ts';
import { HistoryFetch } from './historyFetch.ts';
import type { PeerBudgets } from './peerBudgets.ts';
import { RangeServer } from './rangeServer.ts';
import { Relay } from './relay.ts';
import {
  type FeedWord,
  type LinkedPeer,
  type SessionCore,
  type SessionHooks,
  type Word,
  floorFor,
  isPersonal,
  isWord,
} from './session.ts';
import { BAN, DIGEST_INTERVAL, MAX_STRIKES, MAX_WAITING_BYTES } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';
import { tellUnacknowledged } from './tellUnacknowledged.ts';
import { loadUpdateReader } from './updateReader.ts';
import { WordDesk } from './wordDesk.ts';

/** The conversation of two engines over one link: hello, digests, differing buckets, events, acknowledgements. */
export class PeerSession {
  readonly peer: LinkedPeer;
  readonly link: PeerLink;
  private readonly core: SessionCore;
  private readonly context: ReplicationContext;
  private readonly hooks: SessionHooks;
  private readonly turn = new Turn();
  private readonly disposers: Disposer[] = [];
  private stopComparing: Disposer = () => undefined;
  private readonly comparison: Comparison;
  private readonly acknowledger: Acknowledger;
  private readonly relay: Relay;
  private readonly fetch: HistoryFetch;
  private readonly ranges: RangeServer;
  private readonly forkSearch: ForkSearch;
  private readonly words: WordDesk;
  private readonly taker: EventTaker;
  private readonly budgets: PeerBudgets;
  private waitingBytes = 0;
  private strikes = 0;
  private closed = false;

  constructor(context: ReplicationContext, hooks: SessionHooks, end: { link: PeerLink; peer: LinkedPeer }) {
    this.context = context;
    this.hooks = hooks;
    this.link = end.link;
    this.peer = end.peer;
    this.budgets = hooks.budgetsOf(end.peer);
    this.core = this.makeCore();
    this.relay = new Relay(this.core, (space) => void this.comparison.tell(space));
    this.fetch = new HistoryFetch(this.core, {
      onRefusal: (log, error) => this.taker.onRefusal(log, null, error),
      onOther: (log, chain) => this.forkSearch.beginAt(log, chain),
      onNear: (log) => this.comparison.askDiffering(log),
      differing: (space) => this.comparison.differingIn(space),
      onTaken: ({ space }) => this.acknowledger.brought(space, true),
    });
    this.ranges = new RangeServer(this.core);
    this.forkSearch = new ForkSearch(this.core);
    this.words = new WordDesk(this.core, (space, code) => this.strike(space, code));
    this.comparison = new Comparison(this.core, {
      onDifference: (space) => this.forkSearch.tell(space),
      isBusy: (space) => this.relay.isDue(space),
      askHeads: (log) => this.fetch.askHeads(log),
      isFetching: (log) => hooks.planOf(log).isFetching,
      isPartial: (space, device) => this.fetch.isPartial(space, device),
    });
    this.acknowledger = new Acknowledger(this.core);
    const strike = (space: SpaceId | null, code: string) => this.strike(space, code);
    this.taker = new EventTaker(this.core, {
      comparison: this.comparison,
      acknowledger: this.acknowledger,
      fetch: this.fetch,
      forkSearch: this.forkSearch,
      strike,
    });
    this.disposers.push(
      this.link.onMessage((channel, bytes) => {
        if (channel === 'sync') this.receive(bytes);
      }),
      this.link.onClose(() => this.end()),
    );
    void loadUpdateReader();
    this.greet();
    void tellUnacknowledged(this.core, (space) => this.comparison.toldOf(space)).then(() => this.compareSoon());
  }

  /** Offences counted so far. */
  get refused(): number {
    return this.strikes;
  }

  /** Of the shared spaces, how many had equal digests when last compared. "Synced" means nothing else (REP-6). */
  get synced(): { readonly equal: number; readonly shared: number } {
    return this.comparison.synced;
  }

  /** Tells of events that were kept: own ones at once, those of others after a while, and that they are durable here. */
  offer(log: SpaceLog, events: readonly AdmittedEvent[]): void {
    const { directory } = this.context;
    const { device } = writerIn(this.context, log.space);
    if (!directory.readersOf(log.space).includes(this.peer.account)) return;
    this.comparison.moved(log.space);
    const floorOf = floorFor(this.core, log.space);
    const isOwn = ({ content }: AdmittedEvent) => content.device === device;
    const own = events.filter((event) => isOwn(event) && event.content.seq > floorOf(device));
    for (const message of eventMessages(log, own)) this.core.post(message);
    if (own.length > 0) this.comparison.toldOf(log.space);
    const others = events.filter((event) => !isOwn(event));
    if (others.length === 0) return;
    this.acknowledger.moved(log.space, [...new Set(others.map(({ content }) => content.device))]);
    const relayed = others.filter(({ content }) => content.device !== this.peer.device);
    if (relayed.length > 0) this.relay.offer(log, relayed);
  }

  /** Tells the peer what is shared and how it stands; done at link-up, every ten seconds, and when something changed. */
  compare(): Promise<void> {
    return this.comparison.tellAll();
  }

  /** The same for one space. */
  compareSpace(space: SpaceId): Promise<void> {
    return this.comparison.tell(space);
  }

  /** Gives the peer the proofs of a space it may lack. */
  tellForks(space: SpaceId): void {
    if (this.context.directory.sharedWith(this.peer.account).includes(space)) this.forkSearch.tell(space);
  }

  /** A space came to be whole: what is acknowledged now was not before. */
  tellWhole(space: SpaceId): void {
    this.acknowledger.brought(space, false);
  }

  /** Sends the own card, at link-up and after it changed; to a reader never. */
  greet(): void {
    // Readers who happen to meet are not told who we are.
    if (this.peer.isReader !== true) this.core.post({ t: 'hello', v: 1, card: this.hooks.ownCard() });
  }

  /** Tells the peer something beside the exchange of events. */
  say(word: Word | FeedWord): void {
    this.core.post(word);
  }

  close(): void {
    this.link.close();
    this.end();
  }

  private makeCore(): SessionCore {
    const { context, hooks, peer, link } = this;
    const isClosed = () => this.closed;
    const send: SessionCore['send'] = async (message) =>
      !isClosed() && (await link.send('sync', encodeLinkMessage(message))).ok;
    // What does not arrive is found by the next comparison of digests; nothing is assumed delivered.
    const post: SessionCore['post'] = (message) => void send(message);
    return { context, hooks, peer, known: hooks.knowledgeOf(peer), budgets: this.budgets, send, post, isClosed };
  }

  private compareSoon(): void {
    if (this.closed) return;
    this.fetch.tick();
    void this.compare();
    this.stopComparing = this.context.clock.after(DIGEST_INTERVAL, () => this.compareSoon());
  }

  private end(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopComparing();
    this.acknowledger.dispose();
    this.relay.dispose();
    this.fetch.dispose();
    for (const dispose of this.disposers) dispose();
    this.hooks.onClosed(this.link);
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
      const { code } = message.error;
      // Versions before said all they had at once: nobody's fault, until it is too often.
      const isForgiven = code === 'message-too-long' && this.budgets.refusals.take();
      if (code !== 'unknown-message' && !isForgiven) this.strike(null, code);
      return;
    }
    const { value } = message;
    if (this.peer.isReader === true && isPersonal(value)) this.strike(null, 'out-of-place');
    else if (value.t === 'feed.word') await this.words.onFeedWord(value);
    else await this.dispatch(value);
  }

  private async dispatch(message: LinkMessage): Promise<void> {
    if (isWord(message)) return this.words.onWord(message);
    switch (message.t) {
      case 'hello':
        return this.words.onHello(message.card);
      case 'summary':
        return this.comparison.onSummary(message.digest);
      case 'digests':
        return this.comparison.onDigests(message.spaces);
      case 'buckets':
        return this.comparison.onBuckets(message.space, message.buckets);
      case 'sync':
        return this.taker.onSync(message);
      case 'event':
        return this.taker.onEvent(message.payload);
      case 'ack':
        this.comparison.heardFrom(message.space);
        return this.acknowledger.take(message.space, message.chains);
      default:
        return this.dispatchMore(message);
    }
  }

  private async dispatchMore(message: LinkMessage): Promise<void> {
    switch (message.t) {
      case 'heads':
      case 'range':
      case 'events':
        return this.onHistory(message);
      case 'proof':
        return this.words.onProof(message.first, message.second);
      case 'out':
        return this.words.onOut(message.words);
      case 'refused':
        return this.context.log.write('warn', 'link', `the peer refused something of ours: ${message.code}`);
      default:
        this.strike(null, 'out-of-place');
    }
  }

  private async onHistory(message: LinkMessage & { readonly t: 'heads' | 'range' | 'events' }): Promise<void> {
    if (message.t === 'heads') await this.fetch.onHeads(message);
    else if (message.t === 'events') {
      if (!(await this.forkSearch.onEvents(message))) await this.fetch.onEvents(message);
    } else this.ranges.answer(message);
  }

  private strike(space: SpaceId | null, code: string): void {
    this.strikes += 1;
    this.context.log.write('warn', 'link', `offence ${this.strikes} of ${MAX_STRIKES}: ${code}`);
    this.core.post({ t: 'refused', space, code });
    if (this.strikes >= MAX_STRIKES) this.cutOff(code);
  }

  private cutOff(code: string): void {
    this.context.log.write('error', 'link', `cut off: ${code}`);
    this.link.close({ ban: BAN });
    this.end();
  }
}
