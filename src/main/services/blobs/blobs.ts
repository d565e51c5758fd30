import { join } from 'node:path';
import type { AccountId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { StorageFailure } from '../files/files.ts';
import { type BlobDisk, systemDisk } from './blobDisk.ts';
import { BlobShelf } from './blobShelf.ts';

/** The blobs of every account on this host, each shelf opened when first asked for. */
export interface Blobs {
  /** An account's shelf. A failed opening is tried again at the next call. */
  open(account: AccountId): Promise<Result<BlobShelf, StorageFailure>>;
  close(): Promise<void>;
}

/** Where blobs are kept. */
export interface BlobsOptions {
  readonly directory: string;
  readonly disk?: BlobDisk;
  readonly now?: () => number;
}

/** Keeps blobs under `directory`, one folder for each account. */
export function createBlobs({ directory, disk = systemDisk, now = Date.now }: BlobsOptions): Blobs {
  const shelves = new Map<AccountId, Promise<Result<BlobShelf, StorageFailure>>>();
  return {
    open: async (account) => {
      const pending = shelves.get(account) ?? BlobShelf.open({ directory: join(directory, account), disk, now });
      shelves.set(account, pending);
      const shelf = await pending;
      if (!shelf.ok && shelves.get(account) === pending) shelves.delete(account);
      return shelf;
    },
    close: async () => {
      const opened = await Promise.all(shelves.values());
      shelves.clear();
      await Promise.all(opened.map((shelf) => (shelf.ok ? shelf.value.close() : Promise.resolve())));
    },
  };
}
