import type { BlobId } from '@shared/ids.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { BlobPriority, BlobProgress, WantedBlob } from '../blobs/blobProgress.ts';
import type { TransfersByBlob } from '../workspace/ephemeral.ts';
import type { FileState } from '../workspace/fileWorkspace.ts';
import type { FileParts } from './fileParts.ts';

/** Bars move this often at most, ms: each move is told to every tab. */
const SHOW_EVERY = 100;

type TransferParts = Pick<FileParts, 'store' | 'exchange' | 'clock'>;

/** Blobs that were asked for and are not here yet, as all tabs see them (FIL-6). What is complete is in the store's rows instead. */
export class Transfers {
  private readonly shown = writableSnapshot<TransfersByBlob>(new Map());
  private readonly followed = new Map<BlobId, Disposer>();
  private readonly parts: TransferParts;
  private stopWaiting: Disposer | null = null;

  constructor(parts: TransferParts) {
    this.parts = parts;
  }

  get snapshot(): Snapshot<TransfersByBlob> {
    return this.shown;
  }

  /** Takes up again what was not complete when the app was closed. */
  async resume(): Promise<void> {
    await this.parts.exchange.resume();
    const rows = await this.parts.store.blobs.all();
    for (const row of rows.ok ? rows.value : []) if (row.state === 'partial') this.follow(row.id);
  }

  /** Fetches a blob, from whoever has it, as soon as there is someone. */
  fetch(wanted: WantedBlob, priority: BlobPriority): void {
    this.parts.exchange.fetch(wanted, priority);
    this.follow(wanted.id);
  }

  /** Stops following: it was given up or removed. */
  drop(id: BlobId): void {
    this.followed.get(id)?.();
    this.followed.delete(id);
    this.show();
  }

  dispose(): void {
    this.stopWaiting?.();
    for (const stop of this.followed.values()) stop();
    this.followed.clear();
  }

  private follow(id: BlobId): void {
    if (this.followed.has(id)) return this.show();
    const progress = this.parts.exchange.progress(id);
    this.followed.set(
      id,
      progress.subscribe(() => this.hear(id, progress)),
    );
    this.hear(id, progress);
  }

  private hear(id: BlobId, progress: Snapshot<BlobProgress>): void {
    if (progress.get().state === 'here') return this.drop(id);
    this.stopWaiting ??= this.parts.clock.after(SHOW_EVERY, () => {
      this.stopWaiting = null;
      this.show();
    });
  }

  private show(): void {
    const { exchange } = this.parts;
    const next = new Map([...this.followed.keys()].map((id) => [id, stateOf(exchange.progress(id).get())] as const));
    if (next.size > 0 || this.shown.get().size > 0) this.shown.set(next);
  }
}

function stateOf({ state, held, size, sources }: BlobProgress): FileState {
  return { state, held, size, sources };
}
