import type { BlobId } from '@shared/ids.ts';

/**
 * What something needs that nobody else can give again: a draft, an imported chat, a sticker, a picture behind chats, a program. Null: not
 * known now.
 */
export type OnlyHere = () => Promise<ReadonlySet<BlobId> | null>;
