import type { BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import type { BlobError } from '@ports/blobStore.ts';
import type { Acts } from '../workspace/acts.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import type { FileKeeper } from './fileKeeper.ts';
import type { FileParts } from './fileParts.ts';
import type { Transfers } from './transfers.ts';
import type { Uploads } from './uploads.ts';

/** Most files sent at once. */
export const MAX_FILES_AT_ONCE = 100;

/** What a person does with files. */
export type FileActs = Pick<
  Acts,
  | 'sendFiles'
  | 'cancelUpload'
  | 'retryUpload'
  | 'downloadFile'
  | 'pauseDownload'
  | 'cancelDownload'
  | 'keepFile'
  | 'removeFile'
  | 'clearFiles'
>;

/** What the acts work with. */
export interface FileActParts extends Pick<FileParts, 'store' | 'library' | 'exchange' | 'refusalOf'> {
  readonly uploads: Uploads;
  readonly transfers: Transfers;
  readonly keeper: FileKeeper;
}

/** See `FileWorkspace`. Acts end when they are taken up; how files come and go is followed there. */
export function createFileActs(parts: FileActParts): FileActs {
  const { library, exchange, uploads } = parts;
  const done = (act: () => void) => Promise.resolve(ok(act()));
  return {
    sendFiles: async (space, files) => {
      const refused = parts.refusalOf(space);
      if (refused !== null) return { ok: false, error: refused };
      if (files.some(({ caption }) => caption.length > MAX_MESSAGE_LENGTH))
        return fail('message-too-long', 'the caption is too long');
      for (const file of files.slice(0, MAX_FILES_AT_ONCE)) uploads.begin(space, file);
      return Promise.resolve(ok());
    },
    cancelUpload: (id) => done(() => uploads.cancel(id)),
    retryUpload: (id) => done(() => uploads.retry(id)),
    downloadFile: (blob) => download(parts, blob),
    pauseDownload: (blob) => done(() => exchange.pause(blob)),
    cancelDownload: (blob) => remove(parts, blob),
    keepFile: async (blob, keep) => ok(await library.setKeep(blob, keep)),
    removeFile: (blob) => remove(parts, blob),
    clearFiles: (space) => clear(parts, space),
  };
}

async function remove({ library, transfers }: FileActParts, blob: BlobId): ReturnType<Acts['removeFile']> {
  const removed = blobOutcome(await library.remove(blob));
  if (removed.ok) transfers.drop(blob);
  return removed;
}

async function download({ store, library, transfers }: FileActParts, blob: BlobId): ReturnType<Acts['downloadFile']> {
  const row = await store.blobs.get(blob);
  if (row.ok && row.value?.state === 'complete') {
    await library.use(blob);
    return ok();
  }
  const used = await store.attachmentsOf(blob);
  if (!used.ok) return { ok: false, error: storeFailure(used.error) };
  const [file] = used.value;
  if (file === undefined) return fail('file-missing', 'no message speaks of it');
  transfers.fetch({ id: blob, size: file.size }, 'now');
  return ok();
}

/** A file that another chat speaks of too, or that is kept, stays. */
async function clear(parts: FileActParts, space: SpaceId): ReturnType<Acts['clearFiles']> {
  const { store, keeper } = parts;
  for (const { blob } of await keeper.filesOf(space)) {
    const row = await store.blobs.get(blob);
    if (!row.ok) return { ok: false, error: storeFailure(row.error) };
    const used = await store.attachmentsOf(blob);
    const isElsewhere = used.ok && used.value.some((attachment) => attachment.space !== space);
    if (row.value === null || row.value.keep || isElsewhere) continue;
    const removed = await remove(parts, blob);
    if (!removed.ok) return removed;
  }
  return ok();
}

function blobOutcome(result: Result<unknown, BlobError>): Result<void, WorkspaceError> {
  if (result.ok || result.error.code === 'blob-absent') return ok();
  const { code, message } = result.error;
  if (code === 'unreachable') return fail('host-unreachable', message);
  return fail(code === 'storage-full' ? 'storage-full' : 'storage-failed', message);
}
