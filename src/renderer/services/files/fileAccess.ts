import type { AccountId, BlobId } from '@shared/ids.ts';
import type { AttachmentRecord } from '@domain/chat/marks.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MayGive } from '../blobs/exchange.ts';
import type { Directory } from '../replication/context.ts';

/** What of the directory decides who may have a file. */
export type FileReaders = Pick<Directory, 'readersOf' | 'floorOf' | 'isOpenEnded'>;

type Store = Pick<DocumentStore, 'attachmentsOf' | 'messages'>;

/**
 * Who may be given a blob, and asked for it (FIL-5): an account that is given a message in which someone else spoke of it. What only
 * the account itself spoke of it has only if that is all this device knows of the blob: to name a blob of another chat opens nothing.
 */
export function fileAccess(store: Store, directory: FileReaders): MayGive {
  return async (account: AccountId, blob: BlobId) => {
    const attachments = await store.attachmentsOf(blob);
    if (!attachments.ok) return false;
    const shared = attachments.value.filter(({ space }) => directory.readersOf(space).includes(account));
    const own = shared.filter(({ author }) => author === account);
    if (own.length > 0 && own.length === attachments.value.length) return true;
    for (const attachment of shared) {
      if (attachment.author === account) continue;
      if (await isGiven({ store, directory }, attachment, account)) return true;
    }
    return false;
  };
}

/** True when the message lies above what an account is given nothing of (REP-14). One that is not to be seen here says nothing. */
async function isGiven(
  { store, directory }: { readonly store: Store; readonly directory: FileReaders },
  { space, at, message }: AttachmentRecord,
  account: AccountId,
): Promise<boolean> {
  if (!directory.isOpenEnded(space)) return true;
  const page = await store.messages(space, { kind: 'from', key: { at, id: message }, limit: 1 });
  const [found] = page.ok ? page.value.messages : [];
  return found?.id === message && found.seq > directory.floorOf(space, account, found.device);
}
