import { fail, ok } from '@shared/result.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { KeyVault } from '@ports/keyVault.ts';
import { NO_CODE } from '@ports/latePart.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import { IDENTITY_NAME, type Identity } from '../identity/identity.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { backupEntries } from '../journal/reconcileBackup.ts';
import type { BackupActs } from '../workspace/backupWorkspace.ts';

/** What backups are made of. */
export interface BackupActParts {
  readonly store: Pick<DocumentStore, 'values' | 'conversations'>;
  readonly vault: Pick<KeyVault, 'recall'>;
  readonly journal: Pick<EventJournal, 'catchUp'>;
  readonly contacts: Pick<ContactBook, 'contacts' | 'papers'>;
  readonly own: { readonly identity: Snapshot<Identity> };
}

/** What the engine gives to backups. No key is in it (BAK-3); what lets one meet contacts again is (RST-7). */
export function createBackupActs({ store, vault, journal, contacts, own }: BackupActParts): BackupActs {
  return {
    backupContents: async () => {
      await journal.catchUp();
      const identity = await vault.recall(IDENTITY_NAME);
      if (!identity.ok) return fail('vault-unavailable', identity.error.message);
      if (identity.value === null) return fail('vault-unavailable', 'the identity is gone');
      const code = await loadReunions();
      if (code === null) return fail(NO_CODE.code, NO_CODE.message);
      const reunions = await code.reunionsEntry({ store, contacts, own: own.identity.get() });
      return ok({ identity: identity.value, extra: await backupEntries(store, [reunions]) });
    },
  };
}

function loadReunions() {
  const load = () => import('../reunions/writeReunions.ts');
  return load()
    .catch(load)
    .catch(() => null);
}
