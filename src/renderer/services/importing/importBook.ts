import { type BlobId, type SpaceId, spaceId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { IMPORT_KEEP, type ImportedChat, decodeImport, encodeImport } from '@domain/importing/records.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { RunningImport } from '../workspace/importWorkspace.ts';
import type { KnownBlobs } from '../files/onlyHere.ts';
import { Turn } from '../turn.ts';
import type { ImportPages } from './importPages.ts';
import { readImports } from './importReads.ts';
import { IMPORTS_NAME } from './listedTalks.ts';

/** What the book works with. */
export interface ImportBookParts {
  readonly store: Pick<DocumentStore, 'feed' | 'values'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly pages: ImportPages;
}

/** Which chats were imported: in memory, in the store, in the journal, and told to the tabs (IMP-10). One change at a time. */
export class ImportBook {
  private readonly parts: ImportBookParts;
  private readonly turn = new Turn();
  private readonly listeners = new Set<() => void>();
  private chats: ReadonlyMap<SpaceId, ImportedChat> = new Map();
  private isLoaded = false;
  /** Whether something is kept that cannot be read: of a later form, or damaged. */
  private hasUnread = false;
  private running: RunningImport | null = null;
  private interrupted: string | null = null;
  /** Blobs of an import that goes on: no outline names them yet. */
  private readonly unsaid = new Set<BlobId>();
  /** What the outlines of some chats name, read once: each file that is to go asks. */
  private named: { readonly of: ReadonlyMap<SpaceId, ImportedChat>; readonly blobs: ReadonlySet<BlobId> } | null = null;

  constructor(parts: ImportBookParts) {
    this.parts = parts;
  }

  /** Reads what is kept, and publishes it. */
  load(): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const kept = await this.parts.store.feed.keeps.all(IMPORT_KEEP);
      if (!kept.ok) return kept;
      const read = kept.value.flatMap(({ id, bytes }) => {
        const named = spaceId(id);
        const chat = named.ok ? decodeImport(named.value, bytes) : null;
        return chat === null ? [] : [[chat.id, chat] as const];
      });
      this.chats = new Map(read);
      this.hasUnread = read.length < kept.value.length;
      this.interrupted = await this.leftBehind();
      this.isLoaded = true;
      return this.publish();
    });
  }

  /** All of them; null until they are read. */
  get all(): readonly ImportedChat[] | null {
    return this.isLoaded ? [...this.chats.values()] : null;
  }

  find(space: SpaceId): ImportedChat | null {
    return this.chats.get(space) ?? null;
  }

  /** Calls back when a chat came, changed or went. */
  listen(listener: () => void): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  put(chat: ImportedChat): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const put = await this.parts.keeper.put([{ kind: IMPORT_KEEP, id: chat.id, bytes: encodeImport(chat) }]);
      if (!put.ok) return put;
      return this.change(new Map([...this.chats, [chat.id, chat]]));
    });
  }

  /** Several at once: all of them, or none. */
  putAll(chats: readonly ImportedChat[]): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const keeps = chats.map((chat) => ({ kind: IMPORT_KEEP, id: chat.id, bytes: encodeImport(chat) }));
      const put = await this.parts.keeper.put(keeps);
      if (!put.ok) return put;
      return this.change(new Map([...this.chats, ...chats.map((chat) => [chat.id, chat] as const)]));
    });
  }

  remove(space: SpaceId): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const removed = await this.parts.keeper.remove(IMPORT_KEEP, space);
      if (!removed.ok) return removed;
      return this.change(new Map([...this.chats].filter(([id]) => id !== space)));
    });
  }

  /** Says how far an import has come; null: none goes on. */
  tell(running: RunningImport | null): Promise<Result<void, StoreError>> {
    this.running = running;
    if (running !== null) this.interrupted = null;
    if (running === null) this.unsaid.clear();
    return this.turn.take(() => this.publish());
  }

  /** That one was interrupted was read. */
  forgetInterrupted(): Promise<Result<void, StoreError>> {
    this.interrupted = null;
    return this.turn.take(() => this.publish());
  }

  /** A blob of the import that goes on. */
  hold(blob: BlobId): void {
    this.unsaid.add(blob);
  }

  /** Blobs that stay: of every imported chat, and of the one that is being taken in; null where that cannot be told now (IMP-13). */
  async blobs(): Promise<KnownBlobs | null> {
    if (!this.isLoaded || this.hasUnread) return null;
    // As it is now: the chat that names them may be kept when this is asked of one of them.
    const unsaid = new Set(this.unsaid);
    const named = await this.allNamed();
    return named === null ? null : { has: (blob) => unsaid.has(blob) || named.has(blob) };
  }

  /** Blobs of one chat. Where its outline cannot be read only that is known. */
  async blobsOf(chat: ImportedChat): Promise<readonly BlobId[]> {
    return [chat.outline.blob, ...((await this.namedBy(chat)) ?? [])];
  }

  private async allNamed(): Promise<ReadonlySet<BlobId> | null> {
    const { chats } = this;
    if (this.named?.of === chats) return this.named.blobs;
    const blobs = new Set<BlobId>();
    for (const chat of chats.values()) {
      const named = await this.namedBy(chat);
      if (named === null) return null;
      for (const blob of [chat.outline.blob, ...named]) blobs.add(blob);
    }
    this.named = { of: chats, blobs };
    return blobs;
  }

  /** What an outline names; null where it cannot be read. */
  private async namedBy(chat: ImportedChat): Promise<readonly BlobId[] | null> {
    const outline = await this.parts.pages.outline(chat);
    return outline === null
      ? null
      : [...outline.pages, ...(outline.lines ?? [])].map(({ blob }) => blob).concat(outline.files);
  }

  /** Name of the import that was under way when what was published last was; it ended with the app, and what it kept is nobody's. */
  private async leftBehind(): Promise<string | null> {
    const published = await this.parts.store.values.get(IMPORTS_NAME);
    if (!published.ok) return null;
    const { running, interrupted } = readImports(published.value?.value);
    return running?.name ?? interrupted;
  }

  private change(chats: ReadonlyMap<SpaceId, ImportedChat>): Promise<Result<void, StoreError>> {
    this.chats = chats;
    for (const listener of this.listeners) listener();
    return this.publish();
  }

  private publish(): Promise<Result<void, StoreError>> {
    const { running, interrupted } = this;
    const chats = [...this.chats.values()].toSorted((one, other) => other.importedAt - one.importedAt);
    return this.parts.store.values.put({ name: IMPORTS_NAME, value: { chats, running, interrupted } });
  }
}
