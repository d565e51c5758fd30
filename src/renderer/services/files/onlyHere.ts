import type { BlobId } from '@shared/ids.ts';

/** Tells of a blob whether it is one of them. */
export type KnownBlobs = Pick<ReadonlySet<BlobId>, 'has'>;

/**
 * What something needs that nobody else can give again: a draft, an imported chat, a sticker, a picture behind chats, a program. Null: not
 * known now. Asked anew of each file that is to go: what is read for it is kept where that is much.
 */
export type OnlyHere = () => Promise<KnownBlobs | null>;
