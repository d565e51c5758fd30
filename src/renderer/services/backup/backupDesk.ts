import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import { type BackupActs, type BackupWorkspace, isBackupError } from '../workspace/backupWorkspace.ts';
import { createHostJobs } from './hostJobs.ts';

/** What the backups of a tab work with. */
export interface BackupDeskParts {
  readonly host: Pick<Host, 'call'>;
  readonly account: AccountId;
  readonly clock: Pick<Clock, 'after'>;
  readonly acts: BackupActs;
}

/** Name of the note that has certificates and profile. */
export const IDENTITY_NOTE = 'identity';

/** Writes and checks backups with the host (RST-1). */
export function createBackupDesk({ host, account, clock, acts }: BackupDeskParts): Omit<BackupWorkspace, 'addressOf'> {
  const jobs = createHostJobs({ host, clock });
  return {
    list: async () => {
      const listed = await jobs.call('backup.list', { account });
      return listed.ok ? ok(listed.value.backups) : listed;
    },
    write: async (passphrase, watch) => {
      const contents = await acts.backupContents();
      if (!contents.ok) {
        const { code, message } = contents.error;
        return fail(isBackupError(code) ? code : 'internal', message);
      }
      const { identity, extra } = contents.value;
      const described = await host.call('host.describe', {});
      const app = described.ok ? described.value.version : '';
      const notes = [{ name: IDENTITY_NOTE, bytes: identity }];
      const key = { kind: 'passphrase' as const, passphrase };
      return jobs.run('backup.write', { account, key, app, notes, extra: [...extra] }, watch);
    },
    verify: (id, passphrase, watch) => {
      const from = { kind: 'kept' as const, account, id };
      return jobs.run('backup.verify', { from, key: { kind: 'passphrase', passphrase } }, watch);
    },
    remove: async (id) => {
      const removed = await jobs.call('backup.remove', { account, id });
      return removed.ok ? ok() : removed;
    },
  };
}
