import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { decodeReaderWord } from '@domain/channel/words.ts';
import type { ReaderWord } from '@domain/channel/words.ts';
import type { LetterRecord } from '@domain/channel/records.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { isLate } from '@domain/feed/late.ts';
import { FeedVerb, feedKind, projectFeed } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Files } from '../files/files.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Dues } from '../wallet/trade/dues.ts';
import type { FeedWord, LinkedPeer } from '../replication/session.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { ArticleFiles } from './articleFiles.ts';
import { type AskEndpoint, AutoAnswers, BY_ITSELF } from './autoAnswers.ts';
import { ChannelBudgets } from './channelBudgets.ts';
import { ChannelReactions } from './channelReactions.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import type { ChannelKeys } from './channelKeys.ts';
import { channelAuthor } from './knownChannel.ts';
import { CharterDesk } from './charterDesk.ts';
import { DraftPublishing } from './draftPublishing.ts';
import { Drafts } from './drafts.ts';
import { Editing } from './editing.ts';
import { EndedWords } from './endedWords.ts';
import { readFace } from './faces.ts';
import { Inboxes } from './inboxes.ts';
import { LetterDesk } from './letterDesk.ts';
import { LetterFlood } from './letterFlood.ts';
import { LateArrivals } from '../feed/lateArrivals.ts';
import { LetterLog } from './letterLog.ts';
import { Paid } from './paid/paid.ts';
import { Publishing } from './publishing.ts';
import { ReaderCount } from './readerCount.ts';
import { ReaderRooms } from './readerRooms.ts';
import { sayWith } from './sayInChannel.ts';
import { Schedule } from './schedule.ts';
import { Submissions } from './submissions.ts';
import { Vouching } from './vouching.ts';

/** What channels work with. */
export interface ChannelParts {
  /** This device. */
  readonly device: DeviceId;
  readonly book: ChannelBook;
  readonly keys: ChannelKeys;
  readonly keeps: ChannelKeeps;
  readonly store: DocumentStore;
  readonly vault: KeyVault;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly transport: PeerTransport;
  readonly replicator: Replicator;
  readonly contacts: ContactBook;
  readonly files: Files;
  readonly pictures: PicturePreparer;
  readonly ask: AskEndpoint;
  readonly signaling: () => readonly string[];
  readonly dues: Dues;
}

const LETTER_KINDS: ReadonlySet<string> = new Set(
  [ChannelWord.keys, ChannelWord.received, ChannelWord.desk, ChannelWord.answered, ChannelWord.draft].map((verb) =>
    feedKind('channels', verb),
  ),
);
const RECEIVED = feedKind('channels', ChannelWord.received);
const TALLIED = feedKind('channels', FeedVerb.tallied);

/** The channels of an engine: read, carried on to other readers, and written. */
export class Channels {
  readonly book: ChannelBook;
  readonly editing: Editing;
  readonly publishing: Publishing;
  readonly letters: LetterDesk;
  readonly reactions: ChannelReactions;
  readonly late: LateArrivals;
  readonly drafts: Drafts;
  readonly draftPublishing: DraftPublishing;
  readonly schedule: Schedule;
  readonly auto: AutoAnswers;
  readonly vouching: Vouching;
  readonly articles: ArticleFiles;
  readonly paid: Paid;
  private readonly parts: ChannelParts;
  private readonly rooms: ReaderRooms;
  private readonly flood: LetterFlood;
  private readonly count: ReaderCount;
  private readonly charters: CharterDesk;
  private readonly ended: EndedWords;
  private readonly settledByItself: ChannelBudgets;
  private readonly disposers: Disposer[] = [];
  private isOpen = false;
  private isDisposed = false;

  constructor(parts: ChannelParts) {
    this.parts = parts;
    const { book, keys, keeps, store, clock, device, random, log, replicator, files, pictures } = parts;
    const [{ feed }, { library }] = [store, files];
    this.book = book;
    this.late = new LateArrivals(parts);
    this.ended = new EndedWords(parts);
    this.settledByItself = new ChannelBudgets(clock, BY_ITSELF);
    const tell: ReaderRooms['say'] = (...said) => this.rooms.say(...said);
    this.flood = new LetterFlood({ clock, say: tell });
    const linkedIn = (space: SpaceId) => this.rooms.linked.get(space) ?? 0;
    this.count = new ReaderCount({ clock, random, say: tell, linkedIn });
    this.charters = new CharterDesk({
      ...parts,
      say: tell,
      sayTo: (space, reader, word) => this.rooms.sayTo(space, reader, word),
      onCharter: (space) => this.charterChanged(space),
    });
    this.rooms = new ReaderRooms({
      ...parts,
      onMet: (space, say) => this.greet(space, say),
      onParted: (reader) => {
        this.flood.part(reader);
        this.charters.part(reader);
      },
      onChanged: () => this.count.show(),
    });
    const say = sayWith(book, replicator);
    const inboxes = new Inboxes({ feed, keys, say });
    this.editing = new Editing({ ...parts, inboxes, charters: this.charters });
    this.paid = new Paid({ ...parts, inboxes, flood: this.flood, say });
    this.publishing = new Publishing({ store, library, files, pictures, say, clock, paid: this.paid.publishing });
    const letterLog = new LetterLog({ feed, keys, clock });
    const onReceived = (space: SpaceId, id: string, letter: LetterRecord) => this.letterCame(space, id, letter);
    this.drafts = new Drafts({ keeps, random, device, now: () => clock.now() });
    files.keepDrafted(() => this.drafts.pictures());
    const submissions = new Submissions({ book, keys, keeps, inboxes, drafts: this.drafts, feed, say });
    const onRead = (space: SpaceId) => submissions.take(space).then(() => this.paid.onRead(space));
    const desk = { book, keys, keeps, inboxes, flood: this.flood, say, clock, random, feed };
    const receive = (space: SpaceId, envelope: Uint8Array) => this.letters.receive(space, envelope);
    this.reactions = new ChannelReactions({ ...desk, receive });
    const { drafts, publishing, reactions } = this;
    this.letters = new LetterDesk({ ...parts, ...desk, log: letterLog, onReceived, reactions: reactions.desk, onRead });
    this.draftPublishing = new DraftPublishing({ book, keeps, feed, drafts, publishing, submissions, clock });
    const publish = (draft: string) => this.draftPublishing.publish(draft);
    this.schedule = new Schedule({ drafts: this.drafts, device, clock, publish, log });
    this.auto = new AutoAnswers({ keeps, clock, log, ask: parts.ask, letters: () => this.letters });
    this.vouching = new Vouching(parts);
    this.articles = new ArticleFiles({ store, blobs: files.blobs, files, book, clock });
  }

  /** About how many read each channel now, where somebody is linked. */
  get readers(): Snapshot<ReadonlyMap<SpaceId, number>> {
    return this.count.readers;
  }

  /** Goes on with what was begun. Call once the database has all that the journal has. */
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    void this.late.load();
    void this.draftPublishing.settle().then(() => (this.isDisposed ? undefined : this.schedule.start()));
    void this.ended
      .repair()
      .then(() => this.editing.repair())
      .then(() => this.letters.start())
      .then(() => this.reactions.start())
      .then(() => this.paid.open());
  }

  /** Meets readers and contacts. Call once the transport knows its addresses. */
  start(): void {
    void this.editing.nameAddresses().then(() => (this.isDisposed ? undefined : this.rooms.start()));
    this.vouching.start();
    let known = new Set(this.book.channels.get().keys());
    const follow = () => {
      const now = new Set(this.book.channels.get().keys());
      for (const space of known) if (!now.has(space)) this.forget(space);
      known = now;
    };
    this.disposers.push(this.book.channels.subscribe(follow));
  }

  dispose(): void {
    this.isDisposed = true;
    for (const dispose of this.disposers) dispose();
    this.rooms.dispose();
    this.paid.dispose();
    this.vouching.dispose();
    this.schedule.dispose();
    this.letters.dispose();
    this.reactions.dispose();
    this.late.dispose();
    this.count.dispose();
    this.articles.dispose();
  }

  /** Hears what is said on the lane of channels: by readers nobody knows, and by contacts. False when it is an offence. */
  async hear(peer: LinkedPeer, { word }: FeedWord): Promise<boolean> {
    if (peer.isReader !== true) return this.vouching.hear(peer.account, word);
    const space = this.book.metIn(peer.account);
    const read = decodeReaderWord(word);
    if (read === null) return false;
    return space === null ? true : this.hearReader(peer, space, read);
  }

  onAdmitted(events: readonly AdmittedEvent[]): void {
    for (const event of events) {
      const { author } = event;
      const { space, kind, body } = event.content;
      if (!this.book.has(space)) continue;
      this.rooms.heard(space);
      this.ended.onAdmitted(space, event);
      this.articles.onAdmitted(space, event);
      if (this.isOpen) this.paid.onAdmitted(space, event);
      if (this.isOpen) this.noteLate(space, event);
      if (kind === RECEIVED && author === channelAuthor(space)) this.flood.settle(LetterLog.receivedIn(body));
      if (kind === TALLIED) this.reactions.tallied(space, event);
      if (this.isOpen && LETTER_KINDS.has(kind)) this.letters.readSoon(space);
    }
  }

  /** Shows a comment below its post, as what the reader called themselves. */
  async publishComment(id: string): Outcome {
    const letter = await this.letters.letter(id);
    if (letter === null || letter.post === null)
      return { ok: false, error: { code: 'letter-missing', message: 'no comment' } };
    if (letter.state === 'done') return { ok: true, value: undefined };
    const said = await this.publishing.remark(letter.channel, letter.post, { text: letter.text, by: letter.name });
    return said.ok ? this.letters.answer(id, { text: '', state: 'published' }) : said;
  }

  private async hearReader(peer: LinkedPeer, space: SpaceId, word: ReaderWord): Promise<boolean> {
    switch (word.t) {
      case 'at':
        this.charters.onAt(peer.account, space, word);
        return true;
      case 'charter':
        return this.charters.onCharter(peer.account, space, word);
      case 'count':
        return this.count.take(space, word);
      case 'letter': {
        const { isNew, isOffence } = this.flood.take(peer.account, space, word);
        if (isNew) await this.letters.receive(space, word.bytes);
        return !isOffence;
      }
    }
  }

  private greet(space: SpaceId, say: (word: ReaderWord) => void): void {
    say(this.charters.at(space));
    const fork = this.book.get(space)?.fork ?? null;
    if (fork !== null) say({ t: 'charter', bytes: fork });
    say(this.count.word(space));
    this.flood.tell(space, say);
  }

  private async charterChanged(space: SpaceId): Promise<void> {
    await this.parts.replicator.membershipChanged(space);
    await this.ended.judge(space);
    this.letters.readSoon(space);
  }

  /** A post that comes after its channel was read, and stands before that, is news all the same (FED-15). */
  private noteLate(space: SpaceId, event: AdmittedEvent): void {
    const record = this.book.get(space)?.record;
    if (record === undefined || !record.followed) return;
    for (const post of projectFeed(event).posts)
      if (isLate(post, { looked: record.readAt, since: record.since })) this.late.add(space, post.id);
  }

  private async letterCame(space: SpaceId, id: string, letter: LetterRecord): Promise<void> {
    if (letter.kind === 'message') return this.auto.onMessage(space, id, letter);
    if (letter.kind === 'claim') return;
    const face = await readFace(this.parts.store.feed, space);
    // Each goes into the log, where it stays: what is too much at once is left to the editors.
    if (face === null || face.comments === 'moderated' || !this.settledByItself.take(space)) return;
    if (face.comments === 'on') await this.publishComment(id);
    else await this.letters.answer(id, { text: '', state: 'refused' });
  }

  private forget(space: SpaceId): void {
    this.flood.leave(space);
    this.reactions.desk.leave(space);
    void this.late.clear(space);
    this.count.leave(space);
    this.count.show();
  }
}
