/** What this device keeps of mints. Part of the document store: one database, one contract suite. */
import type { Coin, MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { LiveQuery } from './query.ts';
import type { Stored } from './recordTable.ts';

/** Everything that is kept of mints. */
export interface MintHoldings {
  readonly mints: readonly MintRecord[];
  readonly coins: readonly Coin[];
  /** Newest first. */
  readonly tasks: readonly MintTask[];
}

/** What one transaction changes: rows put in place of those of the same key, and secrets of notes and mints that go. */
export interface MintChanges extends Partial<MintHoldings> {
  readonly spent?: readonly string[];
  /** The mint, its notes and what was under way with it. */
  readonly forgotten?: string;
}

/** Notes are lost with their secrets: everything here is written strictly, all of a change or nothing (STO-90). */
export interface MintStore {
  write(changes: MintChanges): Stored;
  read(): Stored<MintHoldings>;
  watch(): LiveQuery<MintHoldings>;
}
