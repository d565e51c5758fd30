/** The wallet, in memory. */
import type { RecordId } from '@domain/wallet/ids.ts';
import type { KeptProof, OutgoingRecord, UnitNote } from '@domain/wallet/keptRecords.ts';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { WalletChanges, WalletStore } from '@ports/walletStore.ts';
import type { MemoryTables, MemoryWallet } from './memoryDisk.ts';
import { MemoryRecordTable, type MemorySession } from './memorySession.ts';

/** See {@link WalletStore}. */
export class MemoryWalletStore implements WalletStore {
  readonly units: RecordTable<RecordId, UnitNote>;
  private readonly session: MemorySession;

  constructor(session: MemorySession) {
    this.session = session;
    this.units = new MemoryRecordTable(session, 'walletUnits', {
      map: (records) => records.walletUnits,
      keyOf: (note) => note.unit,
    });
  }

  write(changes: WalletChanges): Stored {
    return this.session.write((tables) => {
      keep(tables.wallet, changes.kept);
      const { outbox } = tables.wallet;
      for (const row of changes.out) outbox.set(keyOf(row), row);
      for (const row of changes.done) outbox.delete(keyOf(row));
      if (changes.kept.length > 0) tables.changed('walletRecords');
    });
  }

  after(serial: number, limit: number): Stored<readonly KeptProof[]> {
    return this.session.read(({ wallet }) =>
      [...wallet.proofs.values()].filter((proof) => proof.serial > serial).slice(0, limit),
    );
  }

  last(): Stored<number> {
    return this.session.read(lastSerial);
  }

  watchLast(): LiveQuery<number> {
    return this.session.watch('walletRecords', lastSerial);
  }

  outbox(): Stored<readonly OutgoingRecord[]> {
    return this.session.read(({ wallet: { outbox } }) => {
      const rows = Array.from(outbox).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return rows.map(([, row]) => row);
    });
  }
}

const lastSerial = ({ wallet }: MemoryTables) => wallet.serial;
const keyOf = ({ account, id }: OutgoingRecord) => account + id;

function keep(wallet: MemoryWallet, kept: WalletChanges['kept']): void {
  for (const proof of kept) {
    const known = wallet.proofs.get(proof.id);
    wallet.proofs.delete(proof.id);
    wallet.serial += 1;
    wallet.proofs.set(proof.id, { ...proof, at: known?.at ?? proof.at, serial: wallet.serial });
  }
}
