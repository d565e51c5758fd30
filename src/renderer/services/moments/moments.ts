import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import { type PostRecord, blobsOf } from '@domain/feed/post.ts';
import { laneOf, projectFeed } from '@domain/feed/project.ts';
import { MOMENT_CIRCLE } from '@domain/moments/kinds.ts';
import { MomentKeep, encodeKept, readMark } from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { FeedWord, LinkedPeer } from '../replication/session.ts';
import type { MomentActs, MomentUpload } from '../workspace/momentsWorkspace.ts';
import type { CircleBook } from './circleBook.ts';
import { LateMoments } from './lateMomentPosts.ts';
import { MomentUploads } from './momentUploads.ts';
import type { ReadersChange } from './ownCircle.ts';
import { PassDesk, type PassDeskParts } from './passDesk.ts';
import { createPostActs } from './postActs.ts';
import { createReaderActs } from './readerActs.ts';
import { StoryKeeper } from './storyKeeper.ts';

/** What moments are made of. */
export interface MomentsParts {
  readonly self: PassDeskParts['self'];
  /** Whether the root certified this device: one that was linked waits for the circles of the others (VIS-20). */
  readonly isFirst?: () => boolean;
  readonly store: DocumentStore;
  readonly book: CircleBook;
  readonly keeper: FeedKeeper;
  readonly contacts: ContactBook;
  readonly replicator: Pick<Replicator, 'author' | 'refresh' | 'sessions'>;
  readonly files: Files;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Takes away what lies beyond the ends of devices, where a start left it (VIS-21). */
  readonly repairEnds?: () => Promise<void>;
}

/** Of so many posts the files go at once; of the rest with the next start's look at what nothing speaks of. */
const MOST_FORGOTTEN = 500;
/** So many of the last epochs said are looked at: the last is the highest unless a clock was wrong. */
const MOST_EPOCHS = 16;
/** Contacts change many at a time, and often without meaning anything for circles, ms. */
const RECOUNT_AFTER = 20;

/** Posts to one's contacts (VIS-1 to VIS-11): circles, passes, stories, and the acts on them. One per engine. */
export class Moments {
  readonly acts: MomentActs;
  readonly uploads: Snapshot<readonly MomentUpload[]>;
  private readonly parts: MomentsParts;
  private readonly desk: PassDesk;
  private readonly stories: StoryKeeper;
  private readonly taking: MomentUploads;
  private readonly late: LateMoments;
  private readonly disposers: Disposer[] = [];
  private beReady: () => void = () => undefined;
  private moved: readonly SpaceId[] = [];
  private isOpen = false;
  private stopCounting: Disposer | null = null;

  constructor(parts: MomentsParts) {
    this.parts = parts;
    const { files, clock, replicator } = parts;
    const ready = new Promise<void>((resolve) => {
      this.beReady = resolve;
    });
    this.taking = new MomentUploads({ files, clock });
    this.uploads = this.taking.shown;
    this.stories = new StoryKeeper(parts);
    this.late = new LateMoments({ ...parts, self: parts.self.account, feed: parts.store.feed });
    const refresh = (account: AccountId) => this.refresh(account);
    this.desk = new PassDesk({ ...parts, links: replicator.sessions, refresh });
    const circleFor: CircleBook['circleFor'] = (...wanted) => this.circleFor(...wanted);
    const acting = { ...parts, uploads: this.taking, stories: this.stories, ready, circleFor };
    const tellAsides = () => this.desk.tellAsides();
    const reading = { ...acting, tellAsides, late: this.late, recount: () => this.recount() };
    this.acts = { ...createPostActs(acting), ...createReaderActs(reading) };
    this.disposers.push(parts.contacts.contacts.subscribe(() => this.recountSoon()));
  }

  /** Reads which circles there are; again after the journal brought some back. */
  async load(): Promise<Result<void, StoreError>> {
    const loaded = await this.parts.book.load();
    if (!loaded.ok) return loaded;
    this.moved = loaded.value;
    return ok();
  }

  /** Database and journal agree: own circles can be made and changed, and people linked are told. */
  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    await this.restoreMarks();
    await this.parts.repairEnds?.();
    await this.keepBase((...wanted) => this.parts.book.circleFor(...wanted));
    this.beReady();
    await this.parts.book.raise(this.moved);
    await this.raiseForgotten();
    await this.sayEpochs([...this.parts.book.circles.keys()]);
    this.desk.start();
    await this.stories.start();
    await this.late.open();
  }

  /** Takes a word of somebody linked; false when it is an offence. */
  hear(peer: LinkedPeer, word: FeedWord): Promise<boolean> {
    return this.desk.hear(peer, word);
  }

  /** Something of a lane was admitted, own or others'. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    const { book, self } = this.parts;
    for (const event of events) {
      const { kind, space, body } = event.content;
      if (laneOf(kind) !== 'moments') continue;
      if (book.facts.asides.has(space)) void book.keepAside(space).then(() => this.desk.tellAsides());
      if (kind === MOMENT_CIRCLE) void book.others.hear(space, epochOf(body));
      const { posts, notes } = projectFeed(event);
      for (const note of notes) this.onNote(note, event.content.device === self.device);
      for (const post of posts) this.onPost(post, event.content.device === self.device);
    }
  }

  private onNote(note: NoteRecord, isFromHere: boolean): void {
    void this.late.onNote(note);
    if (!isFromHere) void this.noteSaid(note);
  }

  private onPost(post: PostRecord, isFromHere: boolean): void {
    this.stories.onPost(post);
    this.late.onPost(post);
    if (isFromHere) this.parts.book.posted(post.space, post.seq);
    else if (post.body !== null) this.parts.files.onShown(blobsOf(post.body), post.at);
  }

  /** What was known of own circles came from another own device (VIS-20): their readers are given passes. */
  async adopted(circle: SpaceId): Promise<void> {
    if (!this.isOpen) return;
    await this.sayEpochs([circle]);
    await this.desk.giveAll([circle]);
  }

  /** Whom own circles are for is looked at anew. */
  async recounted(): Promise<void> {
    await this.recount();
  }

  /** Up to when things were looked at on another own device. */
  looked(what: 'posts' | 'news', upTo: number): Promise<void> {
    return what === 'posts' ? this.late.looked(upTo) : this.late.lookedAtNewsUpTo(upTo);
  }

  dispose(): void {
    this.stopCounting?.();
    for (const dispose of this.disposers) dispose();
    this.desk.dispose();
    this.stories.dispose();
    this.late.dispose();
    this.taking.dispose();
  }

  /** Another own device remarked: answers to it are news here, too. */
  private async noteSaid({ author, said, post, space }: NoteRecord): Promise<void> {
    const { self, book, keeper } = this.parts;
    if (author !== self.account || said.act !== 'remark' || !book.facts.asides.has(space)) return;
    await keeper.put([{ kind: MomentKeep.said, id: post, bytes: encodeKept({ v: 1, space }) }]);
  }

  private async keepBase(circleFor: CircleBook['circleFor']): Promise<void> {
    const hasBase = () => [...this.parts.book.circles.values()].some(({ kind }) => kind === 'base');
    if (this.parts.isFirst?.() === false && !hasBase()) return;
    const base = await circleFor({ kind: 'contacts' });
    if (!base.ok) this.parts.log.write('warn', 'moments', `no circle of all contacts: ${base.error.code}`);
  }

  private async circleFor(...wanted: Parameters<CircleBook['circleFor']>): ReturnType<CircleBook['circleFor']> {
    const { book } = this.parts;
    const before = book.circles.size;
    const circle = await book.circleFor(...wanted);
    if (circle.ok && book.circles.size > before) await this.desk.giveAll([circle.value]);
    return circle;
  }

  private refresh(account: AccountId): void {
    this.parts.replicator.refresh(account);
    this.parts.files.refresh(account);
  }

  private recountSoon(): void {
    this.stopCounting ??= this.parts.clock.after(RECOUNT_AFTER, () => {
      this.stopCounting = null;
      void this.recount();
    });
  }

  /** For whom own circles are is looked at anew; who lost leave is given nothing from here on. */
  private async recount(): Promise<void> {
    const changes = await this.parts.book.recount();
    await this.sayEpochs(raisedOf(changes));
    // Above what is kept from them stands something: who holds nothing of a chain is never found to be level with who does.
    for (const { circle, isLimited } of changes) if (isLimited) await this.sayEpoch(circle);
    if (changes.some(({ isRaised }) => isRaised))
      for (const { peer } of this.parts.replicator.sessions.get()) this.refresh(peer.account);
    if (this.isOpen) await this.forgetStrangers();
    // Who is back, and was out of it while something was posted, is met in a new one (VIS-19).
    if (this.isOpen) await this.keepBase((...wanted) => this.circleFor(...wanted));
    // Also where nothing changed: somebody may have become a contact whose link was there before.
    if (this.isOpen) await this.desk.giveAll(changes.map(({ circle }) => circle));
  }

  /** Who was removed from the contacts: what they posted goes, as what they said in chats does (VIS-16). */
  private async forgetStrangers(): Promise<void> {
    const { book, contacts } = this.parts;
    for (const owner of book.others.owners) {
      if (contacts.get(owner) !== null) continue;
      // By the passes the next start knows what is left to do: they go last, and stay where something failed.
      let isDropped = true;
      for (const circle of book.others.of(owner)) isDropped = (await this.forgetPosts(circle)) && isDropped;
      if (isDropped) await book.others.drop(owner);
    }
  }

  private async forgetPosts(circle: SpaceId): Promise<boolean> {
    const { store, files } = this.parts;
    const posts = await store.feed.page({ space: circle, before: null, limit: MOST_FORGOTTEN });
    if (!posts.ok) return false;
    const uses = await Promise.all(posts.value.map(({ id }) => store.feed.usesOfPost(id)));
    const dropped = await store.feed.dropOf(circle);
    if (dropped.ok) await files.letGo(uses.flatMap((use) => (use.ok ? use.value.map(({ blob }) => blob) : [])));
    return dropped.ok;
  }

  /** Says in a circle which epoch it has, where that is not said yet (VIS-9): it is kept before it is said. */
  private async sayEpochs(circles: readonly SpaceId[]): Promise<void> {
    if (!this.isOpen) return;
    for (const circle of circles) {
      const epoch = this.parts.book.circles.get(circle)?.epoch ?? 0;
      const said = await this.epochSaid(circle);
      if (said !== null && epoch > said) await this.sayEpoch(circle);
    }
  }

  private async sayEpoch(circle: SpaceId): Promise<void> {
    const epoch = this.parts.book.circles.get(circle)?.epoch ?? 0;
    const told = await this.parts.replicator.author(circle, MOMENT_CIRCLE, { epoch });
    if (!told.ok) this.parts.log.write('warn', 'moments', `an epoch was not said: ${told.error.code}`);
  }

  /** The highest epoch that was said in a circle; null where the store does not tell. */
  private async epochSaid(circle: SpaceId): Promise<number | null> {
    const said = await this.parts.store.feed.words({ space: circle, kind: MOMENT_CIRCLE }, MOST_EPOCHS);
    return said.ok ? said.value.reduce((highest, { body }) => Math.max(highest, epochOf(body)), 0) : null;
  }

  /** What is kept may be older than what was said (an older journal was brought back): passes of such an epoch are worth nothing to anybody. */
  private async raiseForgotten(): Promise<void> {
    for (const [circle, { epoch }] of this.parts.book.circles) {
      const said = await this.epochSaid(circle);
      if (said !== null && said > epoch) await this.parts.book.raise([circle], said);
    }
  }

  /** What the person did with posts, where the journal brought it back and the database lost it. */
  private async restoreMarks(): Promise<void> {
    const { keeps, marks } = this.parts.store.feed;
    const kept = await keeps.all(MomentKeep.mark);
    for (const { id, bytes } of kept.ok ? kept.value : []) {
      const mark = readMark(id, bytes);
      if (mark !== null) await marks.update(mark.post, (row) => (row === null ? mark : null));
    }
  }
}

function raisedOf(changes: readonly ReadersChange[]): readonly SpaceId[] {
  return changes.filter(({ isRaised }) => isRaised).map(({ circle }) => circle);
}

const epochWord = v.strictObject({ epoch: countSchema });

/** 0 for what says none. */
function epochOf(body: unknown): number {
  const parsed = v.safeParse(epochWord, body);
  return parsed.success ? parsed.output.epoch : 0;
}
