import type { AccountId, BlobId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { BlobProgress } from '../blobs/blobProgress.ts';
import type { Acts } from '../workspace/acts.ts';
import type { Ephemeral } from '../workspace/ephemeral.ts';
import type { OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { Outcome } from '../workspace/workspace.ts';
import type { PeerSession } from '../replication/peerSession.ts';
import { Automatic } from './automatic.ts';
import { type FileActs, createFileActs } from './fileActs.ts';
import { FileKeeper } from './fileKeeper.ts';
import type { FileParts } from './fileParts.ts';
import { type KeptTexts, noTexts } from './offlineArticles.ts';
import type { KnownBlobs, OnlyHere } from './onlyHere.ts';
import { Retention } from './retention.ts';
import { isSpokenOf } from './spokenOf.ts';
import { Sweeps } from './sweeps.ts';
import { type TakeOptions, takeFile } from './takeFile.ts';
import { Transfers } from './transfers.ts';
import { Uploads } from './uploads.ts';

/** The files of an engine: own ones on their way out, others' on their way in, and what stays. */
export class Files {
  readonly acts: FileActs;
  readonly ephemeral: Pick<Ephemeral, 'uploads' | 'transfers'>;
  private readonly parts: FileParts;
  private readonly uploads: Uploads;
  private readonly transfers: Transfers;
  private readonly automatic: Automatic;
  private readonly keeper: FileKeeper;
  private readonly attached = new Map<PeerSession, Disposer>();
  private readonly disposers: Disposer[] = [];
  private readonly held = new Set<{ readonly blobs: readonly BlobId[] }>();
  private readonly unsaid: OnlyHere[] = [];
  private texts: KeptTexts = noTexts;
  private readonly sweeps: Sweeps;

  constructor(parts: FileParts) {
    this.parts = parts;
    this.uploads = new Uploads({ ...parts, isNeeded: (blob) => this.isNeeded(blob) });
    const retention = new Retention(parts);
    this.sweeps = new Sweeps(parts.clock, () => void this.keeper.sweep());
    this.keeper = new FileKeeper({
      ...parts,
      retention,
      isOpen: () => this.sweeps.isOpen,
      isUnsaid: (blob) => this.isUnsaid(blob),
      drafted: () => this.drafted(),
      texts: () => this.texts,
    });
    this.transfers = new Transfers(parts);
    this.automatic = new Automatic(parts, this.transfers);
    const { uploads, transfers, keeper, automatic } = this;
    const onRetention = () => this.sweeps.onChosen();
    const onlyHere = () => this.drafted();
    this.acts = createFileActs({ ...parts, uploads, transfers, keeper, retention, onRetention, automatic, onlyHere });
    this.ephemeral = { uploads: this.uploads.snapshot, transfers: this.transfers.snapshot };
  }

  /** Where bytes are read. */
  get blobs(): FileParts['blobs'] {
    return this.parts.blobs;
  }

  /** Files as others of the engine use them. */
  get library(): FileParts['library'] {
    return this.parts.library;
  }

  /** Gives and takes over every session, and goes on with what was not complete. */
  start(sessions: Snapshot<readonly PeerSession[]>): void {
    const follow = () => this.follow(sessions.get());
    this.disposers.push(sessions.subscribe(follow), () => this.follow([]));
    follow();
    void this.transfers.resume();
  }

  /** Files of messages that came are fetched where the rules say so (FIL-4, FIL-14). */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    this.uploads.landed(events);
    this.automatic.onAdmitted(events);
  }

  /** Files that a post of that time shows, fetched as those of a message are (FIL-4). */
  onShown(files: readonly { readonly blob: BlobId; readonly size: number }[], at: number): void {
    this.automatic.onShown(files, at);
  }

  /** Fetches a file whatever the rules say: it is small, and nothing is shown without it. The value follows where it is. */
  fetch(file: { readonly blob: BlobId; readonly size: number }): Snapshot<BlobProgress> {
    const { exchange } = this.parts;
    exchange.fetch({ id: file.blob, size: file.size }, 'soon');
    return exchange.progress(file.blob);
  }

  /** Takes in a file a person chose, see {@link takeFile}. */
  take(...[outgoing, options]: [OutgoingFile, TakeOptions?]): ReturnType<typeof takeFile> {
    return takeFile(this.parts, outgoing, options);
  }

  /** The bytes of a small blob that is here, up to one chunk of it; null where it is not. */
  async read(blob: BlobId): Promise<Uint8Array | null> {
    const chunk = await this.parts.blobs.read(blob, 0);
    return chunk.ok ? chunk.value : null;
  }

  /** Who shares what with somebody changed: who may have which file is asked anew. */
  refresh(account: AccountId): void {
    this.parts.exchange.refresh(account);
  }

  /** Nobody takes these for left over until the disposer is called: what speaks of them is being made. */
  hold(blobs: readonly BlobId[]): Disposer {
    const held = { blobs };
    this.held.add(held);
    return () => this.held.delete(held);
  }

  /**
   * Tells of more blobs that stay though no message and no post speaks of them (null: not known now): pictures of drafts, and behind
   * chats, imported chats. With the database the marks by which they stay are lost.
   */
  keepDrafted(drafted: OnlyHere): void {
    this.unsaid.push(drafted);
  }

  private async drafted(): Promise<KnownBlobs | null> {
    const all: KnownBlobs[] = [];
    for (const read of this.unsaid) {
      const blobs = await read();
      if (blobs === null) return null;
      all.push(blobs);
    }
    return { has: (blob) => all.some((blobs) => blobs.has(blob)) };
  }

  /** Tells which texts of feeds of the web are here: they share the room of articles (FIL-12). */
  keepTexts(texts: KeptTexts): void {
    this.texts = texts;
  }

  /** Takes blobs off this device of which nothing speaks any more, unless the person keeps them. */
  letGo(blobs: readonly BlobId[]): Promise<void> {
    return this.letGoBut(blobs, () => this.drafted());
  }

  /** The same of what can be in no draft, imported chat or the like, also while it is not known what is in those: words that are over. */
  letGoWords(blobs: readonly BlobId[]): Promise<void> {
    return this.letGoBut(blobs, () => Promise.resolve(new Set()));
  }

  private async letGoBut(blobs: readonly BlobId[], onlyHere: OnlyHere): Promise<void> {
    const { library, exchange } = this.parts;
    exchange.forgetVerdicts();
    for (const blob of blobs) if (!(await this.isNeeded(blob, onlyHere))) await library.remove(blob);
  }

  /**
   * Whether a blob has to stay, as each sweep decides it (FIL-8): something speaks of it, is being made of it, is only here, or the person
   * keeps it; also where that cannot be told now. To be asked before the bytes of anything go that may be here for another reason as well.
   */
  private async isNeeded(blob: BlobId, onlyHere: OnlyHere = () => this.drafted()): Promise<boolean> {
    const { store, clock } = this.parts;
    const [spoken, row] = [await isSpokenOf(store, blob, clock.now()), await store.blobs.get(blob)];
    if (!spoken.ok || spoken.value || !row.ok || row.value?.keep === true) return true;
    return (await onlyHere())?.has(blob) !== false || this.isUnsaid(blob);
  }

  private isUnsaid(blob: BlobId): boolean {
    return this.uploads.holds(blob) || [...this.held].some(({ blobs }) => blobs.includes(blob));
  }

  /**
   * Every message there is is known: from now on bytes that no message speaks of may go. Before, the database may lack messages
   * that the journal brings back.
   */
  trustMessages(): void {
    this.sweeps.begin();
    this.automatic.takeUp();
    this.disposers.push(this.sweepWhenRoomShrinks());
  }

  /** Less room, or less time, is meant now and not tomorrow. */
  private sweepWhenRoomShrinks(): Disposer {
    const { settings } = this.parts;
    let before = settings.get();
    return settings.subscribe(() => {
      const now = settings.get();
      const isLess = now.articleBudget < before.articleBudget || now.feedFileDays < before.feedFileDays;
      // Not at once: it may be taken back.
      if (now.retention !== before.retention) this.sweeps.onChosen();
      before = now;
      if (isLess) this.sweeps.now();
    });
  }

  /** Something was taken back: from here on its bytes are given to nobody, and those of which nothing speaks any more go soon. */
  onTakenBack(): void {
    this.parts.exchange.forgetVerdicts();
    this.sweeps.soon();
  }

  /** The acts that end a chat, with its files going along. */
  withChats(acts: Pick<Acts, 'deleteContact' | 'deleteGroup'>): typeof acts {
    const swept = async (act: Outcome): Outcome => {
      const done = await act;
      if (done.ok) this.sweeps.now();
      return done;
    };
    return {
      deleteContact: (account) => swept(acts.deleteContact(account)),
      deleteGroup: (space) => swept(acts.deleteGroup(space)),
    };
  }

  dispose(): void {
    this.sweeps.dispose();
    for (const dispose of this.disposers) dispose();
    this.uploads.dispose();
    this.automatic.dispose();
    this.transfers.dispose();
    this.parts.exchange.dispose();
  }

  private follow(sessions: readonly PeerSession[]): void {
    for (const [session, detach] of this.attached) {
      if (sessions.includes(session)) continue;
      this.attached.delete(session);
      detach();
    }
    for (const session of sessions) {
      if (!this.attached.has(session))
        this.attached.set(session, this.parts.exchange.attach(session.link, session.peer));
    }
  }
}
