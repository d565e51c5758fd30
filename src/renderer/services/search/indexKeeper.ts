import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, fail } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { SearchShelf, ShelfCondition } from '@ports/searchShelf.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import type { ArticleDocuments } from './articleDocuments.ts';
import { EntryIntake, type FollowedFeeds } from './entryIntake.ts';
import type { ImportIntake } from './importedTalks.ts';
import { IndexerPass } from './indexer.ts';
import type { IndexerStore } from './indexerParts.ts';
import type { ArticlePlaces } from './pendingArticles.ts';
import type { WebEntries } from './webEntries.ts';

/** How long after a start the first look is taken, ms: first comes what a person waits for. */
const FIRST = 1500;
/** How long after something came it is looked at, ms: what comes together is written together. */
const SOON = 400;
/** While something came within that, ms, it is taken slowly: who brings it needs the thread and the database, too. */
const BUSY = 500;
/** For so long what was deleted may be taken back, ms. */
const UNDONE_WITHIN = 60_000;
/** How long until it is looked again whether it is still to stand back, ms. */
const HELD = 1000;
/** How often it is looked for what came without a word, ms. */
const REGULARLY = 60_000;
/** How long after a failure it is tried again, ms; doubled each time, up to {@link REGULARLY}. */
const AGAIN = 1000;
/** A pass of which nothing is heard for so long is given up, ms. */
const SILENCE = 30_000;
/** After so many failures in a row the index begins anew. */
const MOST_FAILURES = 4;
/** Where that has not helped so often, it is tried only now and then: whatever is wrong is not in the index. */
const MOST_BEGINNINGS = 3;
const SELDOM = 10 * 60_000;

/** Why the index came to a stop: `silent` did not answer, `broken` is a bug of ours. */
type Trouble = { readonly code: StoreError['code'] | 'index-damaged' | 'silent' | 'broken'; readonly message: string };

/** What keeping the index works with. */
export interface IndexKeeperParts {
  readonly account: AccountId;
  readonly store: IndexerStore &
    Pick<DocumentStore, 'watchConversations'> & {
      readonly feed: Pick<DocumentStore['feed'], 'watchPage'>;
    };
  readonly shelf: SearchShelf;
  readonly documents: ArticleDocuments;
  readonly webEntries: WebEntries;
  readonly feeds: FollowedFeeds;
  /** Chats from elsewhere. */
  readonly imports?: ImportIntake | undefined;
  /** Whether somebody is at work on the screens. */
  readonly isInHand: () => boolean;
  /** Whether it is to stand back altogether (REP-28). */
  readonly isHeld?: (() => boolean) | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the index up to the store for as long as it runs (SRC-12, SRC-13). One at a time, in the engine's tab. */
export class IndexKeeper {
  private readonly parts: IndexKeeperParts;
  private readonly disposers: Disposer[] = [];
  private cancelNext: Disposer = () => undefined;
  private cancelWatch: Disposer = () => undefined;
  private readonly noting = new Turn();
  private readonly intake: EntryIntake;
  private readonly places: ArticlePlaces = new Map();
  private isDisposed = false;
  private isWanted = false;
  private hasBegun = false;
  private failures = 0;
  /** How often it was begun anew since it last came through. */
  private beginnings = 0;
  private nudgedAt = Number.NEGATIVE_INFINITY;
  private forgottenAt = Number.NEGATIVE_INFINITY;
  private cancelForget: Disposer = () => undefined;
  /** The pass that counts; work of any other is given up. */
  private current: object | null = null;

  constructor(parts: IndexKeeperParts) {
    this.parts = parts;
    this.intake = new EntryIntake(parts.feeds);
  }

  /** Opens the index and begins; what does not open is tried again. */
  async start(): Promise<void> {
    const opened = await this.open();
    if (this.isDisposed) return this.parts.shelf.close();
    if (opened.ok) return this.begin();
    this.failures += 1;
    this.parts.log.write('warn', 'search', `the index did not open: ${opened.error.code}`);
    this.cancelNext = this.parts.clock.after(this.nextTry(), () => void this.start());
  }

  private begin(): void {
    const { store } = this.parts;
    const nudge = () => this.nudge();
    this.disposers.push(
      store.watchConversations().subscribe(nudge),
      store.feed.watchPage({ lane: 'moments', before: null, limit: 1 }).subscribe(nudge),
      store.feed.watchPage({ lane: 'channels', before: null, limit: 1 }).subscribe(nudge),
      this.parts.feeds.listen(nudge),
      this.parts.imports?.listen(nudge) ?? (() => undefined),
    );
    this.passAfter(FIRST);
  }

  /** Something came. */
  private nudge(): void {
    this.isWanted = true;
    this.nudgedAt = this.parts.clock.monotonic();
    if (this.hasBegun && this.current === null) this.passAfter(SOON);
  }

  /** Something in a space went: its words are taken out of the index once it is not to be undone any more (SRC-14). */
  async forget(space: SpaceId): Promise<void> {
    const { shelf, clock } = this.parts;
    this.forgottenAt = clock.monotonic();
    await this.noting.take(async () => {
      const noted = await this.answered(shelf.forgetting());
      const known = noted.ok ? noted.value : [];
      if (!known.includes(space)) await this.answered(shelf.noteForgetting([...known, space]));
    });
    this.cancelForget();
    this.cancelForget = clock.after(UNDONE_WITHIN, () => this.nudge());
  }

  /** The same of all that somebody said anywhere but in groups that stay. */
  async forgetPerson(account: AccountId): Promise<void> {
    const chains = await this.answered(this.parts.shelf.chains());
    for (const { space, author } of chains.ok ? chains.value : []) if (author === account) await this.forget(space);
  }

  /** Forgets everything and begins anew. */
  async rebuild(): Promise<boolean> {
    this.current = null;
    this.beginnings = 0;
    const isErased = await this.eraseAll();
    this.isWanted = true;
    this.passAfter(0);
    return isErased;
  }

  /** The same for an index in which somebody came upon damage: that it was thrown away is noted for the person to see. */
  async mend(): Promise<boolean> {
    const isErased = await this.rebuild();
    await this.noteMended();
    return isErased;
  }

  dispose(): void {
    this.isDisposed = true;
    this.current = null;
    this.cancelNext();
    this.cancelWatch();
    this.cancelForget();
    for (const dispose of this.disposers) dispose();
    this.parts.shelf.close();
  }

  /** Something came while the pass went on. */
  private wasNudged(): boolean {
    return this.isWanted;
  }

  private passAfter(delay: number): void {
    if (this.isDisposed) return;
    this.cancelNext();
    this.cancelNext = this.parts.clock.after(delay, () => void this.pass());
  }

  private async pass(): Promise<void> {
    if (this.parts.isHeld?.() === true) return this.passAfter(HELD);
    this.isWanted = false;
    this.hasBegun = true;
    const mine = {};
    this.current = mine;
    const { store, shelf, clock, documents, webEntries, imports, isHeld } = this.parts;
    const onStep = () => {
      if (this.current === mine) this.watch();
    };
    this.watch();
    const mayForget = () => clock.monotonic() - this.forgottenAt >= UNDONE_WITHIN;
    const isBusy = () => this.parts.isInHand() || clock.monotonic() - this.nudgedAt < BUSY;
    const pass = new IndexerPass({
      store,
      shelf,
      clock,
      documents,
      webEntries,
      intake: this.intake,
      imports,
      places: this.places,
      isOver: () => this.current !== mine,
      isBusy,
      isHeld,
      mayForget,
      onStep,
    });
    const done = await run(pass);
    if (this.current !== mine) return;
    this.current = null;
    this.cancelWatch();
    if (done.ok) {
      this.failures = 0;
      this.beginnings = 0;
      this.passAfter(this.wasNudged() ? SOON : REGULARLY);
    } else await this.failed(done.error);
  }

  /** A pass that hangs, as on a database that never answers, does not hang the index (SRC-13). */
  private watch(): void {
    this.cancelWatch();
    this.cancelWatch = this.parts.clock.after(SILENCE, () => {
      this.current = null;
      void this.failed({ code: 'silent', message: 'nothing was heard of it' });
    });
  }

  private async failed({ code, message }: Trouble): Promise<void> {
    const { shelf, log } = this.parts;
    this.failures += 1;
    log.write('warn', 'search', `the index came to a stop: ${code} ${message}`);
    void shelf.tellProgress({ state: 'failed', done: 0, total: 0 });
    const wait = this.nextTry();
    if (code === 'index-damaged' || this.failures >= MOST_FAILURES) {
      log.write('warn', 'search', 'the index is made anew');
      this.beginnings += 1;
      await this.eraseAll();
      if (code === 'index-damaged') await this.noteMended();
    } else if (code === 'silent' || code === 'store-closed') await this.open();
    this.passAfter(wait);
  }

  /** How long after a failure it is tried again, ms. */
  private nextTry(): number {
    return this.beginnings >= MOST_BEGINNINGS ? SELDOM : Math.min(AGAIN * 2 ** this.failures, REGULARLY);
  }

  private async open(): Promise<Result<ShelfCondition, Trouble>> {
    const { shelf, account, log } = this.parts;
    const opened = await this.answered(shelf.open(account, 'writer'));
    if (!opened.ok || opened.value === 'whole') return opened;
    log.write('warn', 'search', 'the index could not be read and is made anew');
    await this.noteMended();
    return opened;
  }

  /** False where it is not even erased; a database that is silent is opened again. */
  private async eraseAll(): Promise<boolean> {
    this.failures = 0;
    const erased = await this.answered(this.parts.shelf.erase());
    if (!erased.ok && erased.error.code === 'silent') await this.open();
    return erased.ok;
  }

  private async noteMended(): Promise<void> {
    await this.answered(this.parts.shelf.noteMended(this.parts.clock.now()));
  }

  /** What the shelf answers; a database that never does must hold up nothing (SRC-13). */
  private async answered<T>(asked: Promise<Result<T, StoreError>>): Promise<Result<T, Trouble>> {
    let cancel: Disposer = () => undefined;
    const silence = new Promise<Result<T, Trouble>>((resolve) => {
      cancel = this.parts.clock.after(SILENCE, () => resolve(fail('silent', 'the index does not answer')));
    });
    const answer = await Promise.race([asked, silence]);
    cancel();
    return answer;
  }
}

/** Runs a pass to its end. What it throws is a bug, and must not be the end of all searching. */
async function run(pass: IndexerPass): Promise<Result<void, Trouble>> {
  try {
    return await pass.run();
  } catch (thrown) {
    return fail('broken', String(thrown));
  }
}
