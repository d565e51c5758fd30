import type { BlobId } from '@shared/ids.ts';
import type { BlobError, BlobHolding, BlobStore } from '@ports/blobStore.ts';
import type { BlobFetch } from './blobFetch.ts';
import type { BlobLink } from './blobLink.ts';
import type { BlobSourceHooks } from './blobSource.ts';

/** What becomes of what came. */
export interface IntakeDesk {
  readonly find: (id: BlobId) => BlobFetch | undefined;
  readonly begin: (fetch: BlobFetch, holding: BlobHolding | null) => void;
  readonly restart: (fetch: BlobFetch) => void;
  readonly complete: (fetch: BlobFetch) => Promise<void>;
  readonly fail: (fetch: BlobFetch, code: BlobError['code']) => void;
  /** The link gave what the id does not stand for. */
  readonly distrust: (link: BlobLink, blob: BlobId, what: string) => void;
  readonly pump: () => void;
}

/** Hands what sources send to the store, which checks it, and acts on what the store says. */
export class BlobIntake {
  private readonly store: BlobStore;
  private readonly desk: IntakeDesk;

  constructor(store: BlobStore, desk: IntakeDesk) {
    this.store = store;
    this.desk = desk;
  }

  hooksOf(link: BlobLink): BlobSourceHooks {
    const { desk } = this;
    return {
      sizeOf: (blob) => desk.find(blob)?.size ?? null,
      onOffer: () => desk.pump(),
      onRefused: (blob, chunks) => {
        for (const index of chunks) desk.find(blob)?.release(index);
        desk.pump();
      },
      onOutline: (blob, outline) => void this.takeOutline(link, blob, outline),
      onChunk: (blob, index, bytes) => void this.takeChunk(link, { blob, index, bytes }),
    };
  }

  private async takeOutline(
    link: BlobLink,
    blob: BlobId,
    outline: { readonly size: number; readonly hashes: Uint8Array },
  ): Promise<void> {
    const { desk } = this;
    const fetch = desk.find(blob);
    if (fetch === undefined || fetch.isBegun()) return;
    if (outline.size !== fetch.size) return desk.distrust(link, blob, 'an outline of another length');
    const begun = await this.store.begin(blob, outline);
    if (desk.find(blob) !== fetch) return;
    if (!begun.ok) return this.refuse(link, fetch, { code: begun.error.code, what: 'an outline of another blob' });
    if (begun.value.isComplete) await desk.complete(fetch);
    else if (!fetch.isBegun()) desk.begin(fetch, begun.value);
  }

  private async takeChunk(
    link: BlobLink,
    { blob, index, bytes }: { readonly blob: BlobId; readonly index: number; readonly bytes: Uint8Array },
  ): Promise<void> {
    const { desk } = this;
    const written = await this.store.write(blob, index, bytes);
    link.source.settle(blob, index);
    const fetch = desk.find(blob);
    if (fetch === undefined) return;
    if (!written.ok) {
      fetch.release(index);
      return this.refuse(link, fetch, { code: written.error.code, what: 'a chunk of other bytes' });
    }
    fetch.keep(index);
    if (written.value.isComplete) await desk.complete(fetch);
    // All was written, and the store knows better: something became undone on the disk.
    else if (fetch.isFull) desk.restart(fetch);
    else desk.pump();
  }

  private refuse(
    link: BlobLink,
    fetch: BlobFetch,
    { code, what }: { readonly code: BlobError['code']; readonly what: string },
  ): void {
    if (code === 'blob-mismatch') this.desk.distrust(link, fetch.id, what);
    // It was removed from the disk meanwhile.
    else if (code === 'blob-absent') this.desk.begin(fetch, null);
    else this.desk.fail(fetch, code);
  }
}
