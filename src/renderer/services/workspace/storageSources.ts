import type { AccountId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import { HostBlobStore } from '../blobs/hostBlobStore.ts';
import type { WorkspaceParts } from './assemble.ts';

/** Where a tab reads blobs and figures of its account, whichever tab runs the engine. */
export function storageSources(
  { host, blobOrigin }: { readonly host: Host; readonly blobOrigin: string },
  account: AccountId,
  store: DocumentStore,
): Pick<WorkspaceParts, 'blobs' | 'storageFigures'> {
  const blobs = new HostBlobStore({ host, account, origin: blobOrigin });
  return {
    blobs,
    storageFigures: async () => {
      const [figures, journal, list, backups] = await Promise.all([
        store.figures(),
        host.call('journal.describe', { account }),
        blobs.list(),
        host.call('backup.list', { account }),
      ]);
      return {
        databaseBytes: figures.ok ? figures.value.usedBytes : null,
        quotaBytes: figures.ok ? figures.value.quotaBytes : null,
        journalBytes: journal.ok ? journal.value.bytes : null,
        backupBytes: backups.ok ? backups.value.backups.reduce((sum, { size }) => sum + size, 0) : null,
        held: list.ok ? new Map(list.value.map(({ id, held }) => [id, held] as const)) : null,
      };
    },
  };
}
