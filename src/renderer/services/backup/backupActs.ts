import { fail, ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import { IDENTITY_NAME } from '../identity/identity.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { backupEntries } from '../journal/reconcileBackup.ts';
import type { BackupActs } from '../workspace/backupWorkspace.ts';

/** What the engine gives to backups: nothing of it is secret, keys least of all (BAK-3). */
export function createBackupActs({
  store,
  vault,
  journal,
}: {
  readonly store: Pick<DocumentStore, 'values' | 'conversations'>;
  readonly vault: Pick<KeyVault, 'recall'>;
  readonly journal: Pick<EventJournal, 'catchUp'>;
}): BackupActs {
  return {
    backupContents: async () => {
      await journal.catchUp();
      const identity = await vault.recall(IDENTITY_NAME);
      if (!identity.ok) return fail('vault-unavailable', identity.error.message);
      if (identity.value === null) return fail('vault-unavailable', 'the identity is gone');
      return ok({ identity: identity.value, extra: await backupEntries(store) });
    },
  };
}
