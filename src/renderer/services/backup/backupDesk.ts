import type { AccountId } from '@shared/ids.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { Acts } from '../workspace/acts.ts';
import type { BackupErrorCode, BackupOutcome, BackupWorkspace } from '../workspace/backupWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { backupFailure, keyOf } from './backupKey.ts';
import { createHostJobs } from './hostJobs.ts';

/** What the backups of a tab work with. */
export interface BackupDeskParts {
  readonly host: Pick<Host, 'call'>;
  readonly account: AccountId;
  readonly clock: Pick<Clock, 'after'>;
  readonly acts: Pick<Acts, 'backupContents' | 'recoveryPhrase' | 'checkRecoveryPhrase'>;
}

/** Name of the note that has certificates and profile. */
export const IDENTITY_NOTE = 'identity';

/** Writes and checks backups with the host (RST-1), and says how they are made by themselves (RST-11). */
export function createBackupDesk(parts: BackupDeskParts): Omit<BackupWorkspace, 'addressOf'> {
  const { account, acts } = parts;
  const jobs = createHostJobs(parts);
  return {
    list: () => jobs.call('backup.list', { account }),
    write: async (passphrase, watch) => {
      const contents = await contentsOf(parts);
      if (!contents.ok) return contents;
      return jobs.run('backup.write', { ...contents.value, key: { kind: 'passphrase', passphrase } }, watch);
    },
    verify: async ({ kind, id }, secret, watch) => {
      const key = await keyOf(secret);
      return key.ok ? jobs.run('backup.verify', { from: { kind, account, id }, key: key.value }, watch) : key;
    },
    remove: async (id) => {
      const removed = await jobs.call('backup.remove', { account, id });
      return removed.ok ? ok() : removed;
    },
    follow: async (watch) => {
      const running = await jobs.call('backup.now', {});
      if (!running.ok) return running;
      return running.value.job === null ? ok(null) : jobs.follow(running.value.job, watch);
    },
    plan: () => jobs.call('backup.plan', { account }),
    arrange: async (choice, words) => {
      const plan = await jobs.call('backup.plan', { account });
      if (!plan.ok) return plan;
      const isKnown = choice.every === 'off' || (plan.value.hasKey && words === null);
      const key = isKnown ? ok(null) : await planKey(acts, words);
      return key.ok ? jobs.call('backup.arrange', { account, ...choice, key: key.value }) : key;
    },
    changeFolder: (to) => jobs.call('backup.folder', { account, to }),
    runPlan: async (watch) => {
      const contents = await contentsOf(parts);
      return contents.ok ? jobs.run('backup.run', contents.value, watch) : contents;
    },
  };
}

/** What goes into a backup beside journal and blobs. */
async function contentsOf({ host, account, acts }: BackupDeskParts): BackupOutcome<HostInput<'backup.run'>> {
  const contents = await acts.backupContents();
  if (!contents.ok) return backupFailure(contents.error);
  const { identity, extra } = contents.value;
  const described = await host.call('host.describe', {});
  const app = described.ok ? described.value.version : '';
  return ok({ account, app, notes: [{ name: IDENTITY_NOTE, bytes: identity }], extra: [...extra] });
}

/** The key of the words: those that were typed, once they were found right, or those that are still kept here. */
async function planKey(
  acts: BackupDeskParts['acts'],
  words: string | null,
): Promise<Result<Uint8Array, { readonly code: BackupErrorCode; readonly message: string }>> {
  const known = words === null ? await keptWords(acts) : await checkedWords(acts, words);
  if (!known.ok) return backupFailure(known.error);
  const key = await keyOf({ kind: 'words', words: known.value });
  if (!key.ok) return key;
  return key.value.kind === 'private' ? ok(key.value.bytes) : fail('internal', 'not a key of words');
}

async function keptWords(acts: BackupDeskParts['acts']): Promise<Result<string, WorkspaceError>> {
  const kept = await acts.recoveryPhrase();
  return kept.ok ? ok(kept.value.join(' ')) : kept;
}

async function checkedWords(acts: BackupDeskParts['acts'], words: string): Promise<Result<string, WorkspaceError>> {
  const checked = await acts.checkRecoveryPhrase(words);
  return checked.ok ? ok(words) : checked;
}
