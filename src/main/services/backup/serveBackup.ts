import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { BACKUPS_PATH } from '@shared/ipc/backupFacts.ts';
import { accountId } from '@shared/ids.ts';
import type { Backups } from './backups.ts';

/** Answers requests for the files of backups. It never rejects. */
export type BackupHandler = (request: Request) => Promise<Response>;

/** True for a request that is a {@link BackupHandler}'s. */
export function isBackupAddress(url: string): boolean {
  return new URL(url).pathname.startsWith(BACKUPS_PATH);
}

/** Gives the file of a backup to be saved, as it comes from the disk. Whoever may load the app may have it; it tells nothing without its key. */
export function createBackupHandler(options: {
  readonly backups: Pick<Backups, 'folder'>;
  readonly headers: Readonly<Record<string, string>>;
}): BackupHandler {
  const base = { ...options.headers, 'Cache-Control': 'no-store' };
  const refuse = (status: number) => new Response(`${status}\n`, { status, headers: base });
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const [first = '', id = '', ...rest] = new URL(request.url).pathname.slice(BACKUPS_PATH.length).split('/');
    const account = accountId(first);
    if (!account.ok || !/^\d{1,15}$/u.test(id) || rest.length > 0) return refuse(404);
    const path = await options.backups.folder.find(account.value, id);
    if (!path.ok) return refuse(path.error.code === 'backup-absent' ? 404 : 500);
    const size = await stat(path.value).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) return refuse(404);
    const headers = {
      ...base,
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="banyan-${dayOf(Number(id))}.age"`,
    };
    return new Response(Readable.toWeb(createReadStream(path.value)), { headers });
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace(':', '.').replace('T', '-');
}
