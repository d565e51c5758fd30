import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { BlobId } from '@shared/ids.ts';

/**
 * Files of a blob. Names are made of the id's bytes in hexadecimal and nothing else: no text of anyone reaches the file system, and
 * systems that take small letters for capitals cannot confuse two blobs.
 */
export type BlobFileKind = 'outline' | 'blob' | 'part' | 'map';

const NAME = /^([0-9a-f]{64})\.(outline|blob|part|map)$/;

/** Name of a blob's file. */
export function blobFileName(id: BlobId, kind: BlobFileKind): string {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new TypeError('not a blob id');
  return `${Buffer.from(bytes.value).toString('hex')}.${kind}`;
}

/** Which blob a file belongs to; null for a file that is none of a blob's. */
export function readBlobFileName(name: string): { readonly id: BlobId; readonly kind: BlobFileKind } | null {
  const [, hex, kind] = NAME.exec(name) ?? [];
  if (hex === undefined || kind === undefined) return null;
  // 32 bytes of hexadecimal are always a canonical id.
  return { id: toBase64url(Buffer.from(hex, 'hex')) as BlobId, kind: kind as BlobFileKind };
}
