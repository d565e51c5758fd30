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

/** States of files nobody looks at that are remembered, so that scrolling back shows them at once. */
const REMEMBERED = 2000;

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
  /** Ends following it. */
  stop: Disposer;
}

/** Where files are, each followed while somebody looks at it: complete by the store's row, else as the engine says. */
class FileStates {
  private readonly entries = new Map<BlobId, Entry>();
  private readonly parts: Pick<FileReadParts, 'store' | 'transfers'>;

  constructor(parts: Pick<FileReadParts, 'store' | 'transfers'>) {
    this.parts = parts;
  }

  of(file: Pick<FileReference, 'blob' | 'size'>): Snapshot<FileState> {
    const known = this.entries.get(file.blob);
    if (known !== undefined) return known.followed;
    this.forgetOld();
    const state = writableSnapshot<FileState>({ state: 'absent', held: 0, size: file.size, sources: 0 });
    const entry: Entry = {
      state,
      watchers: 0,
      stop: () => undefined,
      followed: { get: state.get, subscribe: (listener) => this.watch(file, entry, listener) },
    };
    this.entries.set(file.blob, entry);
    return entry.followed;
  }

  /** However many look at a file, it is followed once: a screen of posts shows the same few pictures again and again. */
  private watch(file: Pick<FileReference, 'blob' | 'size'>, entry: Entry, listener: () => void): Disposer {
    let stopListening: Disposer | null = entry.state.subscribe(listener);
    entry.watchers += 1;
    if (entry.watchers === 1) entry.stop = this.follow(file, entry);
    return () => {
      if (stopListening === null) return;
      stopListening();
      stopListening = null;
      entry.watchers -= 1;
      if (entry.watchers === 0) entry.stop();
    };
  }

  private follow(file: Pick<FileReference, 'blob' | 'size'>, entry: Entry): Disposer {
    const { store, transfers } = this.parts;
    let row: BlobRecord | null = null;
    let isKnown = false;
    const update = () => {
      if (!isKnown) return;
      const next = stateOf(file.size, row, transfers.get().get(file.blob));
      if (!isSame(next, entry.state.get())) entry.state.set(next);
    };
    const disposers = [
      transfers.subscribe(update),
      store.blobs.watch(file.blob).subscribe((read) => {
        if (read.status !== 'ready') return;
        row = read.value;
        isKnown = true;
        update();
      }),
    ];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }

  private forgetOld(): void {
    if (this.entries.size < REMEMBERED) return;
    for (const [blob, { watchers }] of this.entries) {
      if (watchers === 0) this.entries.delete(blob);
      if (this.entries.size < REMEMBERED / 2) return;
    }
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
