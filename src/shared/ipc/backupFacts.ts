/** What is known of backups before their part of the contract is needed. */

/** Fewest characters of a passphrase for a new backup. */
export const MIN_PASSPHRASE = 8;
/** Where a host serves the files of backups: this, the account, a slash, the backup's id. */
export const BACKUPS_PATH = '/backups/';

/** Ways a job of a backup can end badly that are no failure of the host's. */
export const backupProblems = [
  'backup-absent',
  'backup-busy',
  'backup-cancelled',
  'backup-damaged',
  'backup-folder',
  'backup-foreign',
  'backup-interrupted',
  'backup-locked',
  'backup-newer',
] as const;
