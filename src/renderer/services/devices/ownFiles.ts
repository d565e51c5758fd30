import type { BlobId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Files } from '../files/files.ts';

/** A blob that goes with something chosen. */
export interface OwnFile {
  readonly blob: BlobId;
  readonly size: number;
}

/** What fetching works with. */
export interface OwnFilesParts {
  readonly store: Pick<DocumentStore, 'blobs'>;
  readonly files: Pick<Files, 'fetch'> & { readonly library: Pick<Files['library'], 'setKeep'> };
}

/** Files that go with what another own device chose, pictures of stickers and behind chats: fetched from it, and kept like those chosen here (DEV-70). */
export class OwnFiles {
  private readonly parts: OwnFilesParts;
  private readonly wanted = new Set<BlobId>();

  constructor(parts: OwnFilesParts) {
    this.parts = parts;
  }

  async want(files: readonly OwnFile[]): Promise<void> {
    for (const file of files) await this.wantOne(file);
  }

  private async wantOne({ blob, size }: OwnFile): Promise<void> {
    const { store, files } = this.parts;
    const row = await store.blobs.get(blob);
    if (!row.ok || this.wanted.has(blob)) return;
    if (row.value?.state === 'complete') return row.value.keep ? undefined : files.library.setKeep(blob, true);
    this.wanted.add(blob);
    const progress = files.fetch({ blob, size });
    const stop = progress.subscribe(() => {
      if (progress.get().state !== 'here') return;
      this.wanted.delete(blob);
      void files.library.setKeep(blob, true);
      void Promise.resolve().then(() => stop());
    });
  }
}
