import {
  type ImportedChat,
  type ImportedMessage,
  PAGE_MESSAGES,
  encodeOutline,
  encodePage,
} from '@domain/importing/records.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import { ImportPages } from '@services/importing/importPages.ts';
import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { fakeBlobId } from '../web/fakeIds.ts';

/** What an imported chat is made of, see {@link importedChatOf}. */
export interface ImportedTexts {
  readonly id: SpaceId;
  readonly people: readonly string[];
  /** Oneself among them; nobody unless said. */
  readonly me?: number;
  /** The contact before whose chat it stands. */
  readonly contact?: AccountId;
  readonly messages: readonly ImportedMessage[];
}

/** An imported chat in blobs that can be read; `lose` takes a page away. */
export function importedChatOf({ id, people, me, contact, messages }: ImportedTexts): {
  readonly chat: ImportedChat;
  readonly pages: ImportPages;
  readonly blobs: Pick<BlobStore, 'read'>;
  /** Bytes of each of its blobs. */
  readonly held: ReadonlyMap<BlobId, number>;
  readonly lose: (page: number) => void;
} {
  const kept = new Map<BlobId, Uint8Array>();
  const keep = (name: string, bytes: Uint8Array) => {
    const blob = fakeBlobId(`${id} ${name}`);
    kept.set(blob, bytes);
    return { blob, size: bytes.length };
  };
  const count = messages.length;
  const pages = Array.from({ length: Math.ceil(count / PAGE_MESSAGES) }, (_, page) =>
    keep(`page ${page}`, encodePage(messages.slice(page * PAGE_MESSAGES, (page + 1) * PAGE_MESSAGES))),
  );
  const outline = keep('outline', encodeOutline({ people, me: me ?? null, pages, files: [], unread: [] }));
  const facts = { name: 'Ana', source: 'whatsapp', importedAt: 1, unread: 0, missing: 0, from: 0, to: 1 } as const;
  const blobs = { read: (blob: BlobId) => Promise.resolve(ok(kept.get(blob) ?? null)) };
  return {
    chat: { id, ...facts, messages: count, outline, ...(contact === undefined ? {} : { contact }) },
    pages: new ImportPages(blobs),
    blobs,
    held: new Map([...kept].map(([blob, bytes]) => [blob, bytes.length])),
    lose: (page) => kept.delete(fakeBlobId(`${id} page ${page}`)),
  };
}
