import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import type { TransfersByBlob } from './ephemeral.ts';
import type { FileState, FileWorkspace } from './fileWorkspace.ts';
import type { LateParts } from '@ports/latePart.ts';
import type { StorageFigures } from './storageUse.ts';
import type { LiveQuery } from '@ports/query.ts';

/** Files nobody looks at any more that are followed on, so that scrolling back shows at once where they are now. */
const LINGERING = 200;
/** Most files asked about at once. */
const MOST = 2000;

/** What reading about files works with, in any tab. */
export interface FileReadParts {
  readonly store: DocumentStore;
  readonly self: AccountId;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly blobs: Pick<BlobStore, 'urlOf' | 'read'>;
  readonly transfers: Snapshot<TransfersByBlob>;
  readonly storageFigures: () => Promise<StorageFigures>;
  /** Names of the chats, for the list of what takes space. */
  readonly names: () => LiveQuery<ReadonlyMap<SpaceId, string>>;
  /** A host that lets files be dragged out of its windows (DRG); null where it has none. */
  readonly dragHost: Pick<Host, 'call'> | null;
  /** Brings the code of what only the page of storage shows. */
  readonly lateParts: LateParts;
}

/** The reading half of the files (FIL-6, FIL-10), and what is done in this very tab. */
export function createFileReads(
  parts: FileReadParts,
): Pick<FileWorkspace, 'fileState' | 'fileUrl' | 'dragFile' | 'storageUse' | 'retention'> {
  const states = new FileStates(parts);
  const storage = parts.lateParts.part(
    () => import('./storageUse.ts'),
    (code) => code,
  );
  const retention = parts.lateParts.part(
    () => import('./retentionReads.ts'),
    (code) => code,
  );
  return {
    retention: () => retention.follow(({ watchRetention }) => watchRetention(parts.store)),
    fileState: (file) => states.of(file),
    fileUrl: (file) =>
      states.of(file).get().state === 'here'
        ? parts.blobs.urlOf(file.blob, { type: file.mime, name: cleanFileName(file.name) })
        : null,
    dragFile: parts.dragHost === null ? null : dragFileBy(parts.dragHost, parts.self),
    storageUse: () => storage.follow(({ watchStorage }) => watchStorage(parts, parts.names(), parts.storageFigures)),
  };
}

function dragFileBy(host: Pick<Host, 'call'>, account: AccountId): NonNullable<FileWorkspace['dragFile']> {
  return async ({ blob: id, name }) => {
    const begun = await host.call('drag.start', { account, id, name: cleanFileName(name) });
    return begun.ok ? ok() : fail('internal', begun.error.message);
  };
}

interface Entry {
  readonly state: WritableSnapshot<FileState>;
  readonly followed: Snapshot<FileState>;
  watchers: number;
  /** The state is what the store says now. */
  isKnown: boolean;
  /** Ends following it; null while it is not followed. */
  stop: Disposer | null;
}

/**
 * Where files are: complete by the store's row, else as the engine says. Each is followed while somebody looks at it and a while longer:
 * what is remembered must be true, since the address of a file that went meanwhile answers nothing.
 */
class FileStates {
  private readonly entries = new Map<BlobId, Entry>();
  /** Followed though nobody looks, the longest unseen first. */
  private readonly unseen = new Set<BlobId>();
  private readonly parts: Pick<FileReadParts, 'store' | 'transfers'>;

  constructor(parts: Pick<FileReadParts, 'store' | 'transfers'>) {
    this.parts = parts;
  }

  of(file: Pick<FileReference, 'blob' | 'size'>): Snapshot<FileState> {
    const known = this.entries.get(file.blob);
    if (known !== undefined) return known.followed;
    if (this.entries.size >= MOST) this.forgetUnseen();
    const state = writableSnapshot<FileState>({ state: 'absent', held: 0, size: file.size, sources: 0 });
    const entry: Entry = {
      state,
      watchers: 0,
      isKnown: false,
      stop: null,
      followed: { get: state.get, subscribe: (listener) => this.watch(file, entry, listener) },
    };
    this.entries.set(file.blob, entry);
    return entry.followed;
  }

  /** However many look at a file, it is followed once: a screen of posts shows the same few pictures again and again. */
  private watch(file: Pick<FileReference, 'blob' | 'size'>, entry: Entry, listener: () => void): Disposer {
    let stopListening: Disposer | null = entry.state.subscribe(listener);
    entry.watchers += 1;
    if (entry.stop === null) this.follow(file, entry);
    if (!this.entries.has(file.blob)) this.entries.set(file.blob, entry);
    if (this.entries.get(file.blob) === entry) this.unseen.delete(file.blob);
    return () => {
      if (stopListening === null) return;
      stopListening();
      stopListening = null;
      entry.watchers -= 1;
      if (entry.watchers === 0) this.linger(file.blob, entry);
    };
  }

  private follow(file: Pick<FileReference, 'blob' | 'size'>, entry: Entry): void {
    const { store, transfers } = this.parts;
    let row: BlobRecord | null = null;
    const update = () => {
      if (!entry.isKnown) return;
      const next = stateOf(file.size, row, transfers.get().get(file.blob));
      if (!isSame(next, entry.state.get())) entry.state.set(next);
    };
    const disposers = [
      transfers.subscribe(update),
      store.blobs.watch(file.blob).subscribe((read) => {
        entry.isKnown = read.status === 'ready';
        if (read.status === 'ready') row = read.value;
        else if (entry.watchers === 0) this.forget(file.blob, entry);
        update();
      }),
    ];
    entry.stop = () => {
      for (const dispose of disposers) dispose();
    };
  }

  /** What the store does not tell any more, or a later one stands for, is not followed on. */
  private linger(blob: BlobId, entry: Entry): void {
    if (!entry.isKnown || this.entries.get(blob) !== entry) return this.forget(blob, entry);
    this.unseen.add(blob);
    const [oldest] = this.unseen;
    const old = oldest === undefined ? undefined : this.entries.get(oldest);
    if (this.unseen.size > LINGERING && oldest !== undefined && old !== undefined) this.forget(oldest, old);
  }

  private forgetUnseen(): void {
    for (const [blob, entry] of this.entries) if (entry.watchers === 0) this.forget(blob, entry);
  }

  private forget(blob: BlobId, entry: Entry): void {
    entry.stop?.();
    entry.stop = null;
    entry.isKnown = false;
    if (this.entries.get(blob) !== entry) return;
    this.entries.delete(blob);
    this.unseen.delete(blob);
  }
}

function stateOf(size: number, row: BlobRecord | null, transfer: FileState | undefined): FileState {
  if (row?.state === 'complete') return { state: 'here', held: row.size, size: row.size, sources: 0 };
  // Size 0 is what an exchange says before it knows: the message does.
  if (transfer !== undefined) return { ...transfer, size };
  const absent = { state: 'absent', held: 0, size, sources: 0 } as const;
  return row?.state === 'gone' ? { ...absent, isLetGo: true } : absent;
}

function isSame(left: FileState, right: FileState): boolean {
  return (
    left.state === right.state &&
    left.held === right.held &&
    left.size === right.size &&
    left.sources === right.sources &&
    left.isLetGo === right.isLetGo
  );
}
