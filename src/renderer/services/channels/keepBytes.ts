import type { BlobError, BlobSource } from '@ports/blobStore.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** Bytes as a source of a blob. */
export function bytesSource(bytes: Uint8Array): BlobSource {
  return {
    size: bytes.length,
    slice: (start, end) => ({
      arrayBuffer: () => Promise.resolve(Uint8Array.from(bytes.subarray(start, end)).buffer),
    }),
  };
}

/** Why bytes were not kept, as acts say it. */
export function blobFailure({ code, message }: BlobError): WorkspaceError {
  if (code === 'unreachable') return { code: 'host-unreachable', message };
  if (code === 'blob-too-large') return { code: 'post-too-large', message };
  return { code: code === 'storage-full' ? 'storage-full' : 'storage-failed', message };
}
