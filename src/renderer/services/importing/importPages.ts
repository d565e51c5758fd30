import type { BlobId } from '@shared/ids.ts';
import {
  type ImportOutline,
  type ImportedChat,
  type ImportedMessage,
  PAGE_MESSAGES,
  decodeOutline,
  decodePage,
} from '@domain/importing/records.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import { readBlob } from '../channels/readBlob.ts';

/** Pages and outlines that are kept read. */
const MOST_PAGES = 24;
const MOST_OUTLINES = 8;

/** A blob and its length. */
type Place = ImportedChat['outline'];

/** Reads imported chats out of their blobs. What is damaged or gone is read as not there. */
export class ImportPages {
  private readonly blobs: Pick<BlobStore, 'read'>;
  private readonly outlines = new Map<BlobId, Promise<ImportOutline | null>>();
  private readonly pages = new Map<BlobId, Promise<readonly ImportedMessage[] | null>>();

  constructor(blobs: Pick<BlobStore, 'read'>) {
    this.blobs = blobs;
  }

  outline({ outline }: Pick<ImportedChat, 'outline'>): Promise<ImportOutline | null> {
    return this.read(outline, { kept: this.outlines, most: MOST_OUTLINES, decode: decodeOutline });
  }

  /** The page that holds the message at a place, in order. */
  async page(chat: Pick<ImportedChat, 'outline'>, place: number): Promise<readonly ImportedMessage[]> {
    const outline = await this.outline(chat);
    const page = outline?.pages[Math.floor(place / PAGE_MESSAGES)];
    if (page === undefined) return [];
    return (await this.read(page, { kept: this.pages, most: MOST_PAGES, decode: decodePage })) ?? [];
  }

  /** One message; null where there is none. */
  async message(chat: Pick<ImportedChat, 'outline'>, place: number): Promise<ImportedMessage | null> {
    return (await this.page(chat, place))[place % PAGE_MESSAGES] ?? null;
  }

  private read<T>(
    { blob, size }: Place,
    {
      kept,
      most,
      decode,
    }: { kept: Map<BlobId, Promise<T | null>>; most: number; decode: (bytes: Uint8Array) => T | null },
  ): Promise<T | null> {
    const known = kept.get(blob);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    const reading = readBlob(this.blobs, blob, size).then((bytes) => (bytes === null ? null : decode(bytes)));
    kept.set(blob, reading);
    // What could not be read now may be there later.
    void reading.then((value) => (value === null ? kept.delete(blob) : undefined));
    return reading;
  }
}
