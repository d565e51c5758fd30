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

/** How many pages and outlines are kept read. */
interface KeptPages {
  readonly pages: number;
  readonly outlines: number;
}

const USUAL: KeptPages = { pages: 24, outlines: 8 };
/** The same where many chats are read through side by side. */
export const OF_MANY_CHATS: KeptPages = { pages: 64, outlines: 64 };

/** A blob and its length. */
type Place = ImportedChat['outline'];

/** Reads imported chats out of their blobs. What is damaged or gone is read as not there. */
export class ImportPages {
  private readonly blobs: Pick<BlobStore, 'read'>;
  private readonly outlines = new Map<BlobId, Promise<ImportOutline | null>>();
  private readonly pages = new Map<BlobId, Promise<readonly ImportedMessage[] | null>>();

  private readonly most: KeptPages;

  constructor(blobs: Pick<BlobStore, 'read'>, most = USUAL) {
    this.blobs = blobs;
    this.most = most;
  }

  outline({ outline }: Pick<ImportedChat, 'outline'>): Promise<ImportOutline | null> {
    return this.read(outline, { kept: this.outlines, most: this.most.outlines, decode: decodeOutline });
  }

  /** The page that holds the message at a place, in order. */
  async page(chat: Pick<ImportedChat, 'outline'>, place: number): Promise<readonly ImportedMessage[]> {
    const outline = await this.outline(chat);
    const page = outline?.pages[Math.floor(place / PAGE_MESSAGES)];
    if (page === undefined) return [];
    return (await this.read(page, { kept: this.pages, most: this.most.pages, decode: decodePage })) ?? [];
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
    if (known !== undefined) {
      // What was read last goes last.
      kept.delete(blob);
      kept.set(blob, known);
      return known;
    }
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    const reading = readBlob(this.blobs, blob, size).then((bytes) => (bytes === null ? null : decode(bytes)));
    kept.set(blob, reading);
    // What could not be read now may be there later.
    void reading.then((value) => (value === null && kept.get(blob) === reading ? kept.delete(blob) : undefined));
    return reading;
  }
}
