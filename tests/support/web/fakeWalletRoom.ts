import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { CardNote, PaymentCategory } from '@domain/wallet/keptNotes.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type {
  BillRecord,
  BundleReport,
  CheckError,
  Matter,
  Recheck,
  Statement,
  UnitExport,
  WalletRoomReads,
} from '@services/workspace/walletRoom.ts';

/** What a test or the gallery tells the room's reads to show. */
export interface FakeWalletRoom {
  readonly matters: WritableSnapshot<readonly Matter[]>;
  readonly bill: WritableSnapshot<readonly BillRecord[]>;
  readonly recheck: WritableSnapshot<Result<Recheck, CheckError | Failure<'payment-missing'>>>;
  readonly statement: WritableSnapshot<Statement | null>;
  readonly exported: WritableSnapshot<UnitExport | null>;
  readonly bundle: WritableSnapshot<Result<BundleReport, CheckError>>;
  readonly words: WritableSnapshot<ReadonlyMap<RecordId, readonly CardNote[]>>;
  readonly categories: WritableSnapshot<ReadonlyMap<RecordId, PaymentCategory>>;
}

export function createFakeRoom(): FakeWalletRoom {
  return {
    matters: writableSnapshot<readonly Matter[]>([]),
    bill: writableSnapshot<readonly BillRecord[]>([]),
    recheck: writableSnapshot<Result<Recheck, CheckError | Failure<'payment-missing'>>>(
      fail('payment-missing', 'nothing was set up'),
    ),
    statement: writableSnapshot<Statement | null>(null),
    exported: writableSnapshot<UnitExport | null>(null),
    bundle: writableSnapshot<Result<BundleReport, CheckError>>(
      ok({ bytes: 0, certificates: 0, records: 0, signatures: 0, waiting: 0, void: 0, units: [] }),
    ),
    words: writableSnapshot<ReadonlyMap<RecordId, readonly CardNote[]>>(new Map()),
    categories: writableSnapshot<ReadonlyMap<RecordId, PaymentCategory>>(new Map()),
  };
}

export function fakeRoomReads(room: FakeWalletRoom): WalletRoomReads {
  return {
    matters: () => snapshotQuery(room.matters),
    billOf: () => snapshotQuery(room.bill),
    recheck: () => Promise.resolve(room.recheck.get()),
    statementOf: () => snapshotQuery(room.statement),
    recheckStatement: () => {
      const found = room.recheck.get();
      return Promise.resolve(found.ok ? found : fail('unit-missing', 'nothing was set up'));
    },
    exportUnit: () => Promise.resolve(room.exported.get()),
    checkBundle: () => Promise.resolve(room.bundle.get()),
    paymentWords: () => snapshotQuery(room.words),
    categories: () => snapshotQuery(room.categories),
  };
}
