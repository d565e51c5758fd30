/** What this device keeps of the wallet. Part of the document store: one database, one contract suite. */
import type { KeptProof, OutgoingRecord, UnitNote } from '@domain/wallet/keptRecords.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { LiveQuery } from './query.ts';
import type { RecordTable, Stored } from './recordTable.ts';

/** What one transaction keeps, and what it puts on its way or takes off it. */
export interface WalletChanges {
  /** An id that is here already gets these bytes in place of its own, a new serial, and keeps its `at`. */
  readonly kept: readonly Omit<KeptProof, 'serial'>[];
  readonly out: readonly OutgoingRecord[];
  readonly done: readonly OutgoingRecord[];
}

/** Records and certificates, which are never removed, and what others have yet to get of them. */
export interface WalletStore {
  /** Keeps all of it or nothing, durably: a record and that it is to be sent are one (STO-80). */
  write(changes: WalletChanges): Stored;
  /** What has serials above `serial`, in their order, at most `limit`. */
  after(serial: number, limit: number): Stored<readonly KeptProof[]>;
  /** The greatest serial; 0 where nothing is kept. */
  last(): Stored<number>;
  watchLast(): LiveQuery<number>;
  /** What others have not yet said to have, by account and id. */
  outbox(): Stored<readonly OutgoingRecord[]>;
  /** What the person decided about units. */
  readonly units: RecordTable<RecordId, UnitNote>;
}
