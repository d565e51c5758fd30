/** The wallet, in memory. */
import type { RecordId } from '@domain/wallet/ids.ts';
import type { KeptProof, OutgoingRecord, UnitNote } from '@domain/wallet/keptRecords.ts';
import type { RecordTable, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { WalletChanges, WalletStore } from '@ports/walletStore.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { MemoryRecordTable, type MemorySession } from './memorySession.ts';

/** What is kept: proofs in the order of their serials, and what is on its way. */
export interface MemoryWallet {
  proofs: KeptProof[];
  serial: number;
  /** By account and id. */
  readonly outbox: Map<string, OutgoingRecord>;
}

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
    return this.session.read(({ wallet }) => wallet.proofs.filter((proof) => proof.serial > serial).slice(0, limit));
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
    const known = wallet.proofs.find(({ id }) => id === proof.id);
    if (known !== undefined) wallet.proofs = wallet.proofs.filter((each) => each !== known);
    wallet.serial += 1;
    wallet.proofs.push({ ...proof, at: known?.at ?? proof.at, serial: wallet.serial });
  }
}
