import type { BlobId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import { ALBUM_BYTES } from '@domain/chat/extras.ts';
import type { BlobRecord } from '@domain/blob/blobRecord.ts';
import { mediaSchema } from '@domain/chat/file.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import type { BlobError } from '@ports/blobStore.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { Acts } from '../workspace/acts.ts';
import { storeFailure } from '../workspace/failures.ts';
import { extrasFor } from '../messages/messageParts.ts';
import type { FileExtras, OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspace.ts';
import type { Automatic } from './automatic.ts';
import type { FileKeeper } from './fileKeeper.ts';
import type { FileParts } from './fileParts.ts';
import type { OnlyHere } from './onlyHere.ts';
import type { Retention } from './retention.ts';
import { type RetentionActs, createRetentionActs } from './retentionActs.ts';
import { spokenOf } from './spokenOf.ts';
import type { Transfers } from './transfers.ts';
import type { Uploads } from './uploads.ts';

/** Most files sent at once. */
export const MAX_FILES_AT_ONCE = 100;

const UNSURE = fail('file-unsure', 'what is only here is not known now');

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
  | 'letGoFeedFiles'
  | keyof RetentionActs
>;

/** What the acts work with. */
export interface FileActParts extends Pick<
  FileParts,
  'store' | 'library' | 'exchange' | 'refusalOf' | 'clock' | 'random'
> {
  readonly uploads: Uploads;
  readonly transfers: Transfers;
  readonly keeper: FileKeeper;
  readonly retention: Retention;
  readonly automatic: Pick<Automatic, 'leave'>;
  readonly onlyHere: OnlyHere;
  /** A chat has another rule for how long files stay. */
  readonly onRetention: () => void;
}

/** See `FileWorkspace`. Acts end when they are taken up; how files come and go is followed there. */
export function createFileActs(parts: FileActParts): FileActs {
  const { library, exchange, uploads } = parts;
  const done = (act: () => void) => Promise.resolve(ok(act()));
  return {
    sendFiles: (space, files, extras) => sendFiles(parts, space, { files, extras }),
    cancelUpload: (id) => done(() => uploads.cancel(id)),
    retryUpload: (id) => done(() => uploads.retry(id)),
    downloadFile: (blob) => download(parts, blob),
    pauseDownload: (blob) => done(() => exchange.pause(blob)),
    cancelDownload: (blob) => remove(parts, blob),
    keepFile: async (blob, keep) => ok(await library.setKeep(blob, keep)),
    removeFile: (blob) => removeOne(parts, blob),
    clearFiles: (space) => clear(parts, space),
    ...createRetentionActs(parts.retention, parts.onRetention),
    letGoFeedFiles: async () => {
      const gone = await parts.keeper.letGoLoose();
      return gone.ok ? ok({ bytes: gone.value }) : { ok: false, error: storeFailure(gone.error) };
    },
  };
}

function whyUnfit(files: readonly OutgoingFile[]): WorkspaceError | null {
  if (files.some(({ caption }) => caption.length > MAX_MESSAGE_LENGTH))
    return { code: 'message-too-long', message: 'the caption is too long' };
  const isFit = files.every(({ media }) => media === undefined || v.is(mediaSchema, media));
  return isFit ? null : { code: 'message-unfit', message: 'what a sound or film is said to be' };
}

async function sendFiles(
  parts: FileActParts,
  space: SpaceId,
  { files, extras = {} }: { readonly files: readonly OutgoingFile[]; readonly extras?: FileExtras | undefined },
): ReturnType<Acts['sendFiles']> {
  const refused = parts.refusalOf(space) ?? whyUnfit(files);
  if (refused !== null) return { ok: false, error: refused };
  const isAlbum = extras.album === true && files.length > 1;
  const album = isAlbum ? { album: toBase64url(parts.random.bytes(ALBUM_BYTES)) } : {};
  const words = files[0]?.caption.toWellFormed() ?? '';
  // The first answers and names; the others stand with it.
  const first = await extrasFor(parts, space, { words, extras });
  for (const [place, file] of files.slice(0, MAX_FILES_AT_ONCE).entries())
    parts.uploads.begin(space, file, place === 0 ? { ...first, ...album } : album);
  return ok();
}

async function remove({ library, transfers, automatic }: FileActParts, blob: BlobId): ReturnType<Acts['removeFile']> {
  // Begun before: without a row it would look as if nobody had decided about it.
  const noted = automatic.leave(blob);
  const removed = blobOutcome(await library.remove(blob));
  if (removed.ok) transfers.drop(blob);
  await noted;
  return removed;
}

/** What nobody could give again stays, and it is said why. */
async function removeOne(parts: FileActParts, blob: BlobId): ReturnType<Acts['removeFile']> {
  const only = await parts.onlyHere();
  if (only === null) return UNSURE;
  return only.has(blob) ? fail('file-needed', 'it is only here') : letGo(parts, blob);
}

/** Its messages show that it was let go of, and can ask for it again (RET-5). */
async function letGo({ library, transfers }: FileActParts, blob: BlobId): ReturnType<Acts['removeFile']> {
  const gone = blobOutcome(await library.letGo(blob));
  if (gone.ok) transfers.drop(blob);
  return gone;
}

async function download(parts: FileActParts, blob: BlobId): ReturnType<Acts['downloadFile']> {
  const { store, library, transfers } = parts;
  const row = await store.blobs.get(blob);
  if (row.ok && row.value?.state === 'complete') {
    await library.use(blob);
    return ok();
  }
  const sizes = await sizesSaid(parts, blob);
  if (!sizes.ok) return { ok: false, error: storeFailure(sizes.error) };
  const [size] = sizes.value;
  if (size === undefined) return fail('file-missing', 'nothing speaks of it');
  transfers.fetch({ id: blob, size }, 'now');
  return ok();
}

/** How large messages, and then posts, say a blob is. What an article shows may be named without that, as 0. */
async function sizesSaid({ store, clock }: FileActParts, blob: BlobId): Stored<readonly number[]> {
  const used = await store.attachmentsOf(blob);
  if (!used.ok) return used;
  const spoken = await spokenOf(store, blob, clock.now());
  if (!spoken.ok) return spoken;
  const uses = spoken.value.map(({ use }) => use).filter(({ size }) => size > 0);
  return ok([...used.value, ...uses].map(({ size }) => size));
}

/** What is kept for ever, or not here. */
function isStaying(row: BlobRecord | null): boolean {
  return row === null || row.state === 'gone' || row.keep;
}

/** A file that another chat, an imported one as well, or a post speaks of too, or that is kept, stays. */
async function clear(parts: FileActParts, space: SpaceId): ReturnType<Acts['clearFiles']> {
  const { store, keeper, clock } = parts;
  for (const { blob } of await keeper.filesOf(space)) {
    const row = await store.blobs.get(blob);
    if (!row.ok) return { ok: false, error: storeFailure(row.error) };
    const used = await store.attachmentsOf(blob);
    const isElsewhere = used.ok && used.value.some((attachment) => attachment.space !== space);
    if (isStaying(row.value) || isElsewhere) continue;
    const posts = await spokenOf(store, blob, clock.now());
    if (!posts.ok) return { ok: false, error: storeFailure(posts.error) };
    if (posts.value.length > 0) continue;
    const gone = await removeOne(parts, blob);
    if (!gone.ok && gone.error.code !== 'file-needed') return gone;
  }
  return ok();
}

function blobOutcome(result: Result<unknown, BlobError>): Result<void, WorkspaceError> {
  if (result.ok || result.error.code === 'blob-absent') return ok();
  const { code, message } = result.error;
  if (code === 'unreachable') return fail('host-unreachable', message);
  return fail(code === 'storage-full' ? 'storage-full' : 'storage-failed', message);
}
