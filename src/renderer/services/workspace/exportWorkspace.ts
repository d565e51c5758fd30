/** Saving a chat for oneself: done by the tab that asks, from what is on this device. */
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { AllPageWords, ListedLine } from '@domain/exporting/all/pages.ts';
import type { ChatPageWords } from '@domain/exporting/chatPage.ts';
import type { ExportedCounts } from '@domain/exporting/exported.ts';
import type { ByteSink } from '@ports/media.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import type { MintView } from './mintWorkspace.ts';
import type { Holding, IssuedUnit, Payment } from './walletViews.ts';
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

/** How a contact is called. */
export interface NamedContact {
  readonly name: string;
  readonly ownName: string;
  readonly remark: string | null;
  readonly tags: readonly string[];
}

/** Words of an export of everything: of its pages, and of what stands in their lists. */
export interface AllWords {
  readonly pages: AllPageWords;
  readonly lists: {
    readonly person: (contact: NamedContact) => ListedLine;
    readonly wallet: (wallet: {
      readonly holdings: readonly Holding[];
      readonly issued: readonly IssuedUnit[];
      readonly payments: readonly Payment[];
      readonly mints: readonly MintView[];
    }) => readonly ListedLine[];
  };
}

/** How everything is saved. */
export interface ExportAllWish {
  readonly withFiles: boolean;
  /** The words of pages on which people are called so. */
  readonly words: (nameOf: (account: AccountId) => string) => AllWords;
}

/** How far an export of everything has come: what is written now, and from 0 to 1 how much of that. */
export interface ExportAllProgress {
  readonly step: 'data' | 'files' | 'pages';
  readonly done: number;
}

/** Where it goes, and who is told of it. */
export interface ExportAllTarget {
  readonly sink: ByteSink;
  readonly signal: AbortSignalLike;
  readonly onProgress: (progress: ExportAllProgress) => void;
}

/** What is in an export of everything, and what is not: by the names its manifest has for that. */
export interface ExportedAll {
  readonly counts: Readonly<Record<string, number>>;
  readonly leftOut: Readonly<Record<string, number>>;
}

/** The part of a workspace that saves chats. */
export interface ExportWorkspace {
  /** Writes everything of this profile as one archive of open formats, without anything secret (EXA-7). As with chats, the sink is closed or given up. */
  exportAll(wish: ExportAllWish, target: ExportAllTarget): Outcome<ExportedAll>;
  /** Writes a chat as an archive. The sink is closed when it is whole, and given up when it fails. */
  exportChat(space: SpaceId, wish: ExportWish, target: ExportTarget): Outcome<ExportedCounts>;
}
