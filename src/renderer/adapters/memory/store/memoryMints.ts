/** Mints, in memory. */
import type { Stored } from '@ports/documentStore.ts';
import type { MintChanges, MintHoldings, MintStore } from '@ports/mintStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { MemoryMints, MemoryTables } from './memoryDisk.ts';
import type { MemorySession } from './memorySession.ts';

/** See {@link MintStore}. */
export class MemoryMintStore implements MintStore {
  private readonly session: MemorySession;

  constructor(session: MemorySession) {
    this.session = session;
  }

  write(changes: MintChanges): Stored {
    return this.session.write((tables) => {
      change(tables.mints, changes);
      tables.changed('mints');
    });
  }

  read(): Stored<MintHoldings> {
    return this.session.read(holdings);
  }

  watch(): LiveQuery<MintHoldings> {
    return this.session.watch('mints', holdings);
  }
}

function change(kept: MemoryMints, { forgotten, ...changes }: MintChanges): void {
  for (const mint of changes.mints ?? []) kept.mints.set(mint.url, mint);
  for (const secret of changes.spent ?? []) kept.coins.delete(secret);
  for (const coin of changes.coins ?? []) kept.coins.set(coin.secret, coin);
  for (const task of changes.tasks ?? []) kept.tasks.set(task.id, task);
  if (forgotten !== undefined) forget(kept, forgotten);
}

function forget(kept: MemoryMints, url: string): void {
  kept.mints.delete(url);
  for (const { mint, secret } of kept.coins.values()) if (mint === url) kept.coins.delete(secret);
  for (const { mint, id } of kept.tasks.values()) if (mint === url) kept.tasks.delete(id);
}

function holdings({ mints: { mints, coins, tasks } }: MemoryTables): MintHoldings {
  const byKey = <T>(rows: ReadonlyMap<string, T>): T[] =>
    [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { mints: byKey(mints), coins: byKey(coins), tasks: byKey(tasks).sort((a, b) => b.at - a.at) };
}
