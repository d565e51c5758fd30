/** Saving a chat for oneself: done by the tab that asks, from what is on this device. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { ChatPageWords } from '@domain/exporting/chatPage.ts';
import type { ExportedCounts } from '@domain/exporting/exported.ts';
import type { ByteSink } from '@ports/media.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Which files come along. */
export const exportedFiles = ['all', 'pictures', 'none'] as const;
/** One of {@link exportedFiles}: `pictures` are pictures and voice notes. */
export type ExportedFiles = (typeof exportedFiles)[number];

/** How a chat is saved. */
export interface ExportWish {
  readonly name: string;
  /** ms; null: no bound. Both ends are included. */
  readonly since: number | null;
  readonly until: number | null;
  readonly files: ExportedFiles;
  readonly words: ChatPageWords;
  readonly nameOf: (account: AccountId) => string;
}

/** How far an export has come. */
export interface ExportProgress {
  readonly step: 'messages' | 'files';
  /** From 0 to 1. */
  readonly done: number;
}

/** Where it goes, and who is told of it. */
export interface ExportTarget {
  readonly sink: ByteSink;
  readonly signal: AbortSignalLike;
  readonly onProgress: (progress: ExportProgress) => void;
}

/** The part of a workspace that saves chats. */
export interface ExportWorkspace {
  /** Writes a chat as an archive. The sink is closed when it is whole, and given up when it fails. */
  exportChat(space: SpaceId, wish: ExportWish, target: ExportTarget): Outcome<ExportedCounts>;
}
