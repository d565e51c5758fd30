/**
 * Where the index of what can be found is kept: a database of its own, made of the document store and made again whenever it is lost
 * (SRC-10). One writes, in the engine's tab; every tab reads. Adapter: Dexie.
 */
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { LiveQuery } from './query.ts';
import type { Stored } from './recordTable.ts';

/** A part of the index. It never changes; larger ones take its place. */
export interface IndexPart {
  readonly id: number;
  /** How many things are in it, numbered from 0. */
  readonly count: number;
  /** The first term of each of its pages, in order. */
  readonly firsts: readonly string[];
  /** All of its pages and entries, bytes. */
  readonly bytes: number;
}

/** What is written of a part, see `domain/search/pages.ts` and `entries.ts`. */
export interface PartContent {
  readonly count: number;
  readonly pages: readonly { readonly first: string; readonly bytes: Uint8Array }[];
  readonly entries: Uint8Array;
}

/** A chain of events, and which of it are in the index: from `floor` to `seq`, both included; none while `seq` is less than `floor`. */
export interface IndexedChain {
  readonly chain: number;
  readonly space: SpaceId;
  readonly device: DeviceId;
  /** Whose device it is, where something of it was seen in its store. */
  readonly author: AccountId | null;
  readonly floor: number;
  readonly seq: number;
  /** Of a feed of the web, which is no chain and has nothing from `floor` to `seq`: the numbers of its entries that are in the index (SRC-15). */
  readonly entries?: Uint32Array;
}

/** One step of the index: all of it or nothing. */
export interface ShelfChange {
  readonly add: PartContent | null;
  /** Parts whose place it takes. */
  readonly replaces: readonly number[];
  readonly chains: readonly IndexedChain[];
  /** Things some words of which are not here yet, in place of those noted before; null: as before. */
  readonly pending: readonly PendingEntry[] | null;
}

/** See {@link ShelfChange.pending}. */
export interface PendingEntry {
  readonly chain: number;
  readonly seq: number;
  readonly at: number;
}

/** How far the index has come, as the one who writes it said last. */
export interface IndexProgress {
  readonly state: 'ready' | 'building' | 'failed';
  /** Events looked at, of so many that are here. */
  readonly done: number;
  readonly total: number;
  /** When a damaged index was thrown away last, by this device's clock, ms; not there where none was. */
  readonly mendedAt?: number;
}

/** How an index was found: as it was left, or not to be read, so that it was thrown away and begins anew. */
export type ShelfCondition = 'whole' | 'thrown-away';

/** See the head of this file. Reads of a part that is gone answer with nothing. */
export interface SearchShelf {
  /**
   * Opens the index of an account. For who writes it, one of another form or that cannot be opened is erased and begins anew; who only
   * reads it is told `store-newer`, or why it cannot be read.
   */
  open(account: AccountId, role: 'writer' | 'reader'): Stored<ShelfCondition>;
  close(): void;
  /** Forgets everything. A database in which even that fails is thrown away, and another takes its place. */
  erase(): Stored;
  parts(): Stored<readonly IndexPart[]>;
  /** Pages of a part, from one number to another, both included. */
  pages(part: number, from: number, to: number): Stored<readonly Uint8Array[]>;
  entries(part: number): Stored<Uint8Array | null>;
  chains(): Stored<readonly IndexedChain[]>;
  pending(): Stored<readonly PendingEntry[]>;
  /** Spaces in which something went, whose words are to be taken out of the parts. */
  forgetting(): Stored<readonly SpaceId[]>;
  noteForgetting(spaces: readonly SpaceId[]): Stored;
  change(change: ShelfChange): Stored;
  tellProgress(progress: Omit<IndexProgress, 'mendedAt'>): Stored;
  /** Notes that a damaged index was thrown away; whoever watches the progress is told. */
  noteMended(at: number): Stored;
  watchProgress(): LiveQuery<IndexProgress>;
}
