import { BLOBS_PATH, BLOB_CHUNK_BYTES, isInlineType } from '@shared/blob.ts';
import { type AccountId, type BlobId, accountId, blobId } from '@shared/ids.ts';
import type { BlobShelf } from './blobShelf.ts';
import type { Blobs } from './blobs.ts';
import { type ByteRange, readRange } from './range.ts';

/** What is served, and what is not to be. */
export interface ServedBlobs extends Pick<Blobs, 'open'> {
  /** Whether the lock of an account is closed: asked before each chunk. */
  isLocked(account: AccountId): Promise<boolean>;
}

/** Answers requests for the bytes of blobs. It never rejects. */
export type BlobHandler = (request: Request) => Promise<Response>;

/** True for a request that is a {@link BlobHandler}'s. */
export function isBlobAddress(url: string): boolean {
  return new URL(url).pathname.startsWith(BLOBS_PATH);
}

/** Whatever the bytes are, they run nothing and load nothing. */
const SANDBOX = "sandbox; default-src 'none'";

/**
 * Serves complete blobs as bytes, whole or one range. The type is the one asked for, if it is one that is shown in place, and never
 * guessed; everything else is a file to be saved. Each chunk is checked before it leaves: an answer whose blob was damaged breaks off.
 */
export function createBlobHandler(options: {
  readonly blobs: ServedBlobs;
  readonly headers: Readonly<Record<string, string>>;
}): BlobHandler {
  const base = { ...options.headers, 'Content-Security-Policy': SANDBOX, 'Cache-Control': 'no-store' };
  const refuse = (status: number, extra: Record<string, string> = {}) =>
    new Response(`${status}\n`, {
      status,
      headers: { ...base, 'Content-Type': 'text/plain; charset=utf-8', ...extra },
    });
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
    const url = new URL(request.url);
    const named = readAddress(url.pathname);
    const found = named === null ? 404 : await findComplete(options.blobs, named);
    if (typeof found === 'number') return refuse(found);
    const range = readRange(request.headers.get('range'), found.size);
    if (range === 'unsatisfiable') return refuse(416, { 'Content-Range': `bytes */${found.size}` });
    const headers = { ...base, ...describe(url.searchParams), ...describeRange(range, found.size) };
    const body =
      request.method === 'HEAD' ? null : bytesOf(options.blobs, found, range ?? { start: 0, end: found.size });
    return new Response(body, { status: range === null ? 200 : 206, headers });
  };
}

interface FoundBlob {
  readonly account: AccountId;
  readonly shelf: BlobShelf;
  readonly id: BlobId;
  readonly size: number;
}

async function findComplete(
  blobs: ServedBlobs,
  { account, id }: { readonly account: AccountId; readonly id: BlobId },
): Promise<FoundBlob | 403 | 404 | 500> {
  if (await blobs.isLocked(account)) return 403;
  const shelf = await blobs.open(account);
  if (!shelf.ok) return 500;
  const found = await shelf.value.find(id);
  if (!found.ok) return 500;
  return found.value?.isComplete === true ? { account, shelf: shelf.value, id, size: found.value.size } : 404;
}

function describeRange(range: ByteRange | null, size: number): Record<string, string> {
  const { start, end } = range ?? { start: 0, end: size };
  const part = range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${size}` };
  return { 'Accept-Ranges': 'bytes', 'Content-Length': String(end - start), ...part };
}

function readAddress(pathname: string): { readonly account: AccountId; readonly id: BlobId } | null {
  const [first = '', second = '', ...rest] = pathname.slice(BLOBS_PATH.length).split('/');
  const account = accountId(first);
  const id = blobId(second);
  return account.ok && id.ok && rest.length === 0 ? { account: account.value, id: id.value } : null;
}

function describe(query: URLSearchParams): Record<string, string> {
  const type = query.get('type') ?? '';
  if (isInlineType(type)) return { 'Content-Type': type, 'Content-Disposition': 'inline' };
  const name = (query.get('name') ?? '').slice(0, 255);
  const named = name === '' ? '' : `; filename*=UTF-8''${encodeName(name)}`;
  return { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment${named}` };
}

/** As RFC 8187 has it. */
function encodeName(name: string): string {
  const escape = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, escape);
}

/** Reads a chunk only when the one before was taken. */
function bytesOf(
  blobs: ServedBlobs,
  { account, shelf, id }: FoundBlob,
  { start, end }: ByteRange,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start;
  return new ReadableStream(
    {
      pull: async (controller) => {
        if (at >= end) return controller.close();
        if (await blobs.isLocked(account)) return controller.error(new Error('the lock was closed'));
        const found = await shelf.find(id);
        const kept = found.ok ? found.value : null;
        const index = Math.floor(at / BLOB_CHUNK_BYTES);
        const chunk = await kept?.read(index);
        if (chunk?.ok !== true || chunk.value === null) return controller.error(new Error('a chunk can not be read'));
        const offset = index * BLOB_CHUNK_BYTES;
        const bytes = new Uint8Array(chunk.value.subarray(at - offset, Math.min(chunk.value.length, end - offset)));
        at += bytes.length;
        controller.enqueue(bytes);
      },
    },
    { highWaterMark: 1 },
  );
}
