import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ChannelLink } from './channelLink.ts';
import type { Candidate, PeerConnection } from './peerConnection.ts';
import type { SignalMessage } from './signalMessage.ts';

/** A signaling message may be lost: the offer is said again until it is answered. */
const OFFER_REPEAT = 1500;
/** From first offer to a link both sides accepted. */
export const CONNECT_DEADLINE = 8000;
/** Most an attempt is ever given, where those before ran out of time. */
const LAST_DEADLINE = 32_000;
const MAX_EARLY_CANDIDATES = 64;

export interface AttemptContext {
  readonly clock: Clock;
  readonly self: string;
  readonly send: (message: SignalMessage) => void;
}

/** What an attempt is about. */
export interface AttemptPlan {
  readonly link: ChannelLink;
  readonly token: string;
  readonly isInitiator: boolean;
  /** How many before it ran out of time, one after the other: a machine that is too slow for one is too slow for the next, unless it is given longer. */
  readonly late?: number;
}

/** The way from an offer to an open connection with one remote peer. Ends by its link becoming ready or ending. */
export class Attempt {
  readonly link: ChannelLink;
  readonly token: string;
  readonly isInitiator: boolean;
  readonly #connection: PeerConnection;
  readonly #context: AttemptContext;
  readonly #deadline: Disposer;
  #repeat: Disposer = () => {};
  #gather: Disposer | null = null;
  #gathered: Candidate[] = [];
  #sent: Candidate[] = [];
  #early: Candidate[] | null = [];
  #description: string | null = null;
  /** The same message comes once by each signaling service both sides use, mostly before the first of them is done with. */
  #hasTaken = false;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(
    { link, token, isInitiator, late = 0 }: AttemptPlan,
    connection: PeerConnection,
    context: AttemptContext,
  ) {
    this.link = link;
    this.token = token;
    this.isInitiator = isInitiator;
    this.#connection = connection;
    this.#context = context;
    const patience = Math.min(LAST_DEADLINE, CONNECT_DEADLINE * 2 ** late);
    this.#deadline = context.clock.after(patience, () => this.link.drop('timeout'));
    connection.onCandidate((candidate) => this.#collect(candidate));
  }

  /** Whether our offer was answered. */
  get isAnswered(): boolean {
    return this.isInitiator && this.#hasTaken;
  }

  offer(): void {
    this.#step(async () => this.#describe(await this.#connection.offer()));
    this.#repeatLater();
  }

  /** Takes the offer; the same one again means that our answer was lost. */
  takeOffer(sdp: string): void {
    if (this.#description !== null) return this.#sayAgain();
    if (this.#hasTaken) return;
    this.#hasTaken = true;
    this.#step(async () => {
      const answer = await this.#connection.answer(sdp);
      this.#flushEarly();
      this.#describe(answer);
    });
  }

  takeAnswer(sdp: string): void {
    if (!this.isInitiator || this.#hasTaken) return;
    this.#hasTaken = true;
    this.#repeat();
    this.#step(async () => {
      await this.#connection.complete(sdp);
      this.#flushEarly();
    });
  }

  takeCandidates(candidates: readonly Candidate[]): void {
    if (this.#early === null) {
      this.#add(candidates);
    } else if (this.#early.length < MAX_EARLY_CANDIDATES) {
      this.#early.push(...candidates);
    }
  }

  /** Stops signaling and timers; the link lives on or has ended. */
  stop(): void {
    this.#isStopped = true;
    this.#deadline();
    this.#repeat();
    this.#gather?.();
  }

  #step(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#isStopped ? undefined : work()))
      .catch(() => {
        if (!this.#isStopped) this.link.drop('failed');
      });
  }

  #describe(sdp: string): void {
    if (this.#isStopped) return;
    this.#description = sdp;
    this.#sayDescription();
    this.#flushGathered();
  }

  #sayDescription(): void {
    if (this.#description !== null) this.#say({ type: this.isInitiator ? 'offer' : 'answer', sdp: this.#description });
  }

  #sayAgain(): void {
    this.#sayDescription();
    if (this.#sent.length > 0) this.#say({ type: 'candidates', candidates: this.#sent });
  }

  #say(content: { type: 'offer' | 'answer'; sdp: string } | { type: 'candidates'; candidates: Candidate[] }): void {
    this.#context.send({ from: this.#context.self, to: this.link.remote, token: this.token, ...content });
  }

  #repeatLater(): void {
    this.#repeat = this.#context.clock.after(OFFER_REPEAT, () => {
      this.#sayAgain();
      this.#repeatLater();
    });
  }

  #collect(candidate: Candidate): void {
    if (this.#isStopped || this.#sent.length >= 32) return;
    this.#gathered.push(candidate);
    this.#sent.push(candidate);
    // The first is the likely one and goes at once; those found in the same breath after it go as one message.
    if (this.#sent.length === 1) return this.#flushGathered();
    this.#gather ??= this.#context.clock.after(0, () => {
      this.#gather = null;
      this.#flushGathered();
    });
  }

  #flushGathered(): void {
    if (this.#description === null || this.#gathered.length === 0) return;
    this.#say({ type: 'candidates', candidates: this.#gathered });
    this.#gathered = [];
  }

  #flushEarly(): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.#add(early);
  }

  #add(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) {
      // One that the browser refuses is as good as none: another may do.
      this.#connection.addCandidate(candidate).catch(() => {});
    }
  }
}
