import type { AccountId, BlobId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MayGive } from '../blobs/exchange.ts';
import type { Directory } from '../replication/context.ts';

/**
 * Who may be given a blob, and asked for it (FIL-5): an account that shares a space in which someone else spoke of it. What only the
 * account itself spoke of it has only if that is all this device knows of the blob: to name a blob of another chat opens nothing.
 */
export function fileAccess(store: DocumentStore, directory: Pick<Directory, 'readersOf'>): MayGive {
  return async (account: AccountId, blob: BlobId) => {
    const attachments = await store.attachmentsOf(blob);
    if (!attachments.ok) return false;
    const shared = attachments.value.filter(({ space }) => directory.readersOf(space).includes(account));
    if (shared.some(({ author }) => author !== account)) return true;
    return shared.length > 0 && shared.length === attachments.value.length;
  };
}
