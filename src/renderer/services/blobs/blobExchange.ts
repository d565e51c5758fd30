import { chunkCountOf } from '@shared/blob.ts';
import { ChunkSet } from '@shared/chunkSet.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import type { BlobError, BlobHolding, BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { LinkedPeer } from '../replication/session.ts';
import { BlobFetch } from './blobFetch.ts';
import { FetchList } from './fetchList.ts';
import { BlobIntake } from './blobIntake.ts';
import { BlobLink } from './blobLink.ts';
import { MOST_LOADING, TICK } from './blobLimits.ts';
import { type BlobPriority, type BlobProgress, NOTHING_YET, type WantedBlob } from './blobProgress.ts';
import { askForMore, callBackStalled, sourcesFor } from './blobPlan.ts';
import type { BlobRecords } from './blobRecords.ts';
import type { BlobSource } from './blobSource.ts';
import type { BlobExchange, MayGive } from './exchange.ts';
import { ProgressBoard } from './progressBoard.ts';
import { Rounds } from './rounds.ts';

/** What the exchange works with. */
export interface BlobExchangeParts {
  readonly store: BlobStore;
  readonly records: BlobRecords;
  readonly clock: Clock;
  readonly log: Log;
  readonly mayGive: MayGive;
  readonly mayServe?: MayGive;
  /** Called after a blob became complete by being fetched. */
  readonly onComplete?: (id: BlobId) => void;
}

/** See {@link BlobExchange}. Rules: SPEC.md. */
export class LinkedBlobExchange implements BlobExchange {
  private readonly parts: BlobExchangeParts;
  private readonly board: ProgressBoard;
  private readonly intake: BlobIntake;
  private readonly rounds: Rounds;
  private readonly links = new Set<BlobLink>();
  private readonly fetches = new FetchList();
  private counter = 0;
  private isDisposed = false;

  constructor(parts: BlobExchangeParts) {
    this.parts = parts;
    this.board = new ProgressBoard(parts.clock);
    this.rounds = new Rounds(parts.clock, TICK, () => this.goRound());
    this.intake = new BlobIntake(parts.store, {
      find: (id) => this.fetches.get(id),
      begin: (fetch, holding) => this.begin(fetch, holding),
      restart: (fetch) => void this.start(fetch),
      complete: (fetch) => this.complete(fetch),
      fail: (fetch, code) => this.fail(fetch, code),
      distrust: (link, blob, what) => this.distrust(link, blob, what),
      pump: () => this.pump(),
    });
  }

  async resume(): Promise<void> {
    for (const { id, size, isPaused } of await this.parts.records.unfinished()) {
      if (this.fetches.has(id) || this.isDisposed) continue;
      this.add({ id, size }, 'idle').isPaused = isPaused;
    }
  }

  attach(link: PeerLink, peer: LinkedPeer): Disposer {
    const mayGive = (blob: BlobId) => (this.parts.mayServe ?? this.parts.mayGive)(peer.account, blob);
    const own = new BlobLink({ link, peer }, { ...this.parts, mayGive, onDamaged: (blob) => this.heal(blob) }, (made) =>
      this.intake.hooksOf(made),
    );
    this.links.add(own);
    const stopHearing = link.onMessage((channel, bytes) => {
      if (channel === 'bulk' && this.links.has(own)) own.receive(bytes);
    });
    const stopWaiting = link.onClose(() => end());
    const end = () => {
      if (!this.links.delete(own)) return;
      stopHearing();
      own.server.end();
      for (const fetch of this.fetches.ordered()) this.takeBack(fetch, own.source);
      this.pump();
    };
    void this.ask(own);
    return () => {
      stopWaiting();
      end();
    };
  }

  fetch(blob: WantedBlob, priority: BlobPriority): void {
    if (this.isDisposed) return;
    const known = this.fetches.get(blob.id);
    if (known === undefined) {
      this.add(blob, priority);
      return;
    }
    this.fetches.prefer(known, priority);
    known.hope();
    const isToStart = known.isPaused || known.error !== null;
    known.isPaused = false;
    known.error = null;
    if (isToStart) void this.start(known);
    else this.pump();
  }

  pause(id: BlobId): void {
    const fetch = this.fetches.get(id);
    if (fetch === undefined) return;
    fetch.isPaused = true;
    this.withdraw(fetch);
    void this.parts.records.setPaused(id, true);
    this.pump();
  }

  async cancel(id: BlobId): Promise<void> {
    const fetch = this.fetches.get(id);
    if (fetch === undefined) return;
    this.forget(id);
    await this.parts.store.remove(id);
    await this.parts.records.remove(id);
  }

  progress(id: BlobId): Snapshot<BlobProgress> {
    const { snapshot, isNew } = this.board.lineOf(id);
    const fetch = this.fetches.get(id);
    if (isNew) void (fetch === undefined ? this.look(id) : this.tell(fetch));
    return snapshot;
  }

  announce(id: BlobId): void {
    void this.look(id);
    for (const link of this.links) void link.server.announce(id);
  }

  forget(id: BlobId): void {
    const fetch = this.fetches.get(id);
    if (fetch !== undefined) this.drop(fetch);
    this.board.tell(id, NOTHING_YET);
    this.pump();
  }

  refresh(account: AccountId): void {
    for (const link of [...this.links].filter(({ peer }) => peer.account === account)) {
      link.server.forgetVerdicts();
      void this.ask(link);
    }
  }

  forgetVerdicts(): void {
    for (const link of this.links) link.server.forgetVerdicts();
  }

  dispose(): void {
    this.isDisposed = true;
    this.rounds.end();
    for (const link of this.links) link.server.end();
    this.links.clear();
    this.fetches.clear();
  }

  private add(blob: WantedBlob, priority: BlobPriority): BlobFetch {
    this.counter += 1;
    const fetch = new BlobFetch(blob, priority, this.counter);
    this.fetches.add(fetch);
    void this.start(fetch);
    return fetch;
  }

  /** Looks what is here already, then asks everybody. */
  private async start(fetch: BlobFetch): Promise<void> {
    const { store, records } = this.parts;
    const holding = await store.holding(fetch.id);
    if (!this.fetches.holds(fetch)) return;
    if (!holding.ok) return this.fail(fetch, holding.error.code);
    if (holding.value?.isComplete === true) return this.complete(fetch);
    await records.want(fetch.id, fetch.size);
    if (!fetch.isPaused) await records.setPaused(fetch.id, false);
    this.begin(fetch, holding.value);
    fetch.touchedAt = this.parts.clock.monotonic();
    for (const link of this.links) void this.ask(link, [fetch]);
    this.rounds.begin();
  }

  private begin(fetch: BlobFetch, holding: BlobHolding | null): void {
    fetch.begin(holding === null ? null : ChunkSet.from(chunkCountOf(fetch.size), holding.chunks));
    this.pump();
  }

  /** Asks for some, or where somebody is new for all. Only who may be given a blob is asked for it: a question tells what one lacks. */
  private async ask(link: BlobLink, some?: readonly BlobFetch[]): Promise<void> {
    const fetches = some ?? this.fetches.ordered().filter(({ id }) => !link.source.hasAll(id));
    if (some === undefined) for (const fetch of fetches) fetch.hope();
    const wanted: BlobId[] = [];
    for (const fetch of fetches) {
      if (fetch.isActive && (await this.parts.mayGive(link.peer.account, fetch.id))) wanted.push(fetch.id);
    }
    const still = wanted.filter((id) => this.fetches.get(id)?.isActive === true);
    if (this.links.has(link)) link.source.ask(still, some?.[0]?.priority === 'now');
  }

  /** It gave what the id does not stand for: an offence, and nothing more of this blob is asked of it (BLX-5). */
  private distrust(link: BlobLink, blob: BlobId, what: string): void {
    const fetch = this.fetches.get(blob);
    if (fetch !== undefined) this.takeBack(fetch, link.source);
    if (link.source.distrust(blob)) link.strike(what);
    this.pump();
  }

  private async complete(fetch: BlobFetch): Promise<void> {
    this.drop(fetch);
    await this.parts.records.finish(fetch.id, fetch.size);
    this.board.tell(fetch.id, { ...NOTHING_YET, state: 'here', held: fetch.size, size: fetch.size });
    for (const link of this.links) void link.server.announce(fetch.id);
    this.parts.onComplete?.(fetch.id);
    this.pump();
  }

  private fail(fetch: BlobFetch, code: BlobError['code']): void {
    this.parts.log.write('warn', 'blobs', `a blob can not be fetched: ${code}`);
    fetch.error = code;
    fetch.touchedAt = this.parts.clock.monotonic();
    this.withdraw(fetch);
    this.rounds.begin();
    this.pump();
  }

  /** A chunk of a blob that was complete is damaged: it is fetched from others. */
  private heal(id: BlobId): void {
    void this.parts.records.sizeOf(id).then((size) => {
      if (size !== null && !this.fetches.has(id)) this.fetch({ id, size }, 'idle');
    });
  }

  private drop(fetch: BlobFetch): void {
    this.withdraw(fetch);
    this.fetches.remove(fetch);
  }

  private withdraw(fetch: BlobFetch): void {
    for (const link of this.links) this.takeBack(fetch, link.source);
  }

  private takeBack(fetch: BlobFetch, source: BlobSource): void {
    for (const index of source.withdraw(fetch.id)) fetch.release(index);
    source.forget(fetch.id);
  }

  /** Asks for as much as windows allow, of the fetches that come first and have sources. */
  private pump(): void {
    if (this.isDisposed) return;
    let loading = 0;
    for (const fetch of this.fetches.ordered()) {
      if (loading >= MOST_LOADING && !this.board.has(fetch.id)) continue;
      const sources = fetch.isActive ? sourcesFor(fetch.id, this.sources()) : [];
      if (sources.length > 0 && loading < MOST_LOADING) {
        loading += 1;
        askForMore(fetch, sources, this.parts.clock.monotonic());
      }
      this.tell(fetch, sources.length);
    }
  }

  private readonly sources = (): readonly BlobSource[] => [...this.links].map(({ source }) => source);

  private tell(fetch: BlobFetch, sources = fetch.isActive ? sourcesFor(fetch.id, this.sources()).length : 0): void {
    const { isPaused, error, size, heldBytes } = fetch;
    const going = sources > 0 ? 'loading' : 'waiting';
    const state = isPaused ? 'absent' : error === null ? going : 'failed';
    this.board.tell(fetch.id, { state, held: heldBytes, size, sources, isPaused, error });
  }

  private async look(id: BlobId): Promise<void> {
    const holding = await this.parts.store.holding(id);
    if (!holding.ok || holding.value === null || this.fetches.has(id)) return;
    const { isComplete, size } = holding.value;
    this.board.tell(id, { ...NOTHING_YET, state: isComplete ? 'here' : 'absent', held: isComplete ? size : 0, size });
  }

  /** Stalls, failures that may have passed, and sources that may have come to have more. */
  private goRound(): boolean {
    if (this.fetches.size === 0 || this.isDisposed) return false;
    callBackStalled(this.sources(), (id) => this.fetches.get(id));
    const now = this.parts.clock.monotonic();
    for (const fetch of this.fetches.ordered()) if (fetch.isDue(now)) this.again(fetch, now);
    this.pump();
    return true;
  }

  private again(fetch: BlobFetch, now: number): void {
    fetch.askedAgain(now);
    if (fetch.mayPass) {
      fetch.error = null;
      void this.start(fetch);
      return;
    }
    for (const link of this.links) if (!link.source.hasAll(fetch.id)) void this.ask(link, [fetch]);
  }
}
