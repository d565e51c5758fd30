import type { Protocol } from 'electron';
import { createAssetHandler } from '../services/assets/assets.ts';
import { securityHeaders } from '../services/assets/securityHeaders.ts';
import type { Backups } from '../services/backup/backups.ts';
import { createBackupHandler, isBackupAddress } from '../services/backup/serveBackup.ts';
import { type ServedBlobs, createBlobHandler, isBlobAddress } from '../services/blobs/serveBlob.ts';
import { APP_ORIGIN, APP_SCHEME, PROGRAM_SCHEME, isOwnAddress } from '../security/address.ts';

/** `stream`: pictures and films come piece by piece, as they do over HTTP. */
const PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } as const;

/** Makes our schemes as good as those of the web; before Electron is ready. */
export function registerSchemes(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: PRIVILEGES },
    { scheme: PROGRAM_SCHEME, privileges: PRIVILEGES },
  ]);
}

/** What pages are made of. */
export interface PageSources {
  readonly rendererRoot: string;
  /** The host's blobs, once its services are there; null, or a rejection, when they can not be. */
  readonly blobs: () => Promise<ServedBlobs | null>;
  /** The same of backups. */
  readonly backups: () => Promise<Pick<Backups, 'folder'> | null>;
}

/** Serves the built renderer, and blobs, under our own scheme. Another host of the scheme is nobody. */
export function servePages(protocol: Pick<Protocol, 'handle'>, { rendererRoot, blobs, backups }: PageSources): void {
  const headers = securityHeaders();
  const answer = createAssetHandler({ directory: rendererRoot, headers });
  const notYet = () => new Response(null, { status: 503, headers });
  protocol.handle(APP_SCHEME, async (request) => {
    if (!isOwnAddress(request.url, APP_ORIGIN)) return new Response(null, { status: 404, headers });
    if (isBlobAddress(request.url)) {
      const kept = await blobs().catch(() => null);
      return kept === null ? notYet() : createBlobHandler({ blobs: kept, headers })(request);
    }
    if (!isBackupAddress(request.url)) return answer(request);
    const kept = await backups().catch(() => null);
    return kept === null ? notYet() : createBackupHandler({ backups: kept, headers })(request);
  });
}
