import type { BlobId } from '@shared/ids.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import { readBlob } from '../channels/readBlob.ts';

/** Most bytes of pictures on one site. */
const MAX_PICTURES = 256 * 1024 * 1024;
/** Types that are shown everywhere and run nothing. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** The pictures of a site, each once. */
export class SitePictures {
  readonly files = new Map<string, Uint8Array>();
  missing = 0;
  private readonly blobs: Pick<BlobStore, 'read'>;
  private readonly places = new Map<BlobId, string | null>();
  private size = 0;

  constructor(blobs: Pick<BlobStore, 'read'>) {
    this.blobs = blobs;
  }

  readonly placeOf = (blob: BlobId): string | null => this.places.get(blob) ?? null;

  /** Takes a picture in. One that is not here, is of another kind or too much is counted as missing. */
  async take({ blob, size, mime }: FileReference): Promise<void> {
    if (this.places.has(blob)) return;
    const ending = ENDINGS[mime];
    const fits = ending !== undefined && this.size + size <= MAX_PICTURES;
    const bytes = fits ? await readBlob(this.blobs, blob, size) : null;
    const place = bytes === null ? null : `pictures/${blob}.${ending}`;
    this.places.set(blob, place);
    if (bytes === null || place === null) {
      this.missing += 1;
      return;
    }
    this.size += size;
    this.files.set(place, bytes);
  }
}
