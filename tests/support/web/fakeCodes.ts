import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { mapQuery, snapshotQuery } from '@services/workspace/liveQueries.ts';
import type {
  CodeActs,
  CodeReads,
  InvoiceRequest,
  PayWay,
  ReadCode,
  Settlement,
  TillItem,
} from '@services/workspace/walletCodes.ts';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { fail, ok } from '@shared/result.ts';

/** What a test or the gallery can do to codes, settlements and tills. */
export interface FakeCodes {
  readonly settlements: WritableSnapshot<readonly Settlement[]>;
  readonly invoices: WritableSnapshot<readonly InvoiceRequest[]>;
  readonly shelves: WritableSnapshot<ReadonlyMap<UnitId, readonly TillItem[]>>;
  readonly ways: WritableSnapshot<readonly PayWay[]>;
  /** What codes turn out to be, by their text; any other is `code-malformed`. */
  readonly known: Map<string, ReadCode | WorkspaceErrorCode>;
  /** The request that answers the one-time code. */
  readonly answer: WritableSnapshot<RecordId | null>;
  /** How long a one-time code works, ms. */
  lifetime: number;
}

/** Nothing was settled, nothing is sold, no code is known. */
export function createFakeCodes(): FakeCodes {
  return {
    settlements: writableSnapshot<readonly Settlement[]>([]),
    invoices: writableSnapshot<readonly InvoiceRequest[]>([]),
    shelves: writableSnapshot<ReadonlyMap<UnitId, readonly TillItem[]>>(new Map()),
    ways: writableSnapshot<readonly PayWay[]>([]),
    known: new Map(),
    answer: writableSnapshot<RecordId | null>(null),
    lifetime: 60_000,
  };
}

/** What screens read. */
export function fakeCodeReads(codes: FakeCodes): CodeReads {
  return {
    settlements: () => snapshotQuery(codes.settlements),
    invoiceRequests: () => snapshotQuery(codes.invoices),
    shelf: (unit) => mapQuery(snapshotQuery(codes.shelves), (shelves) => shelves.get(unit) ?? []),
    payWays: () => snapshotQuery(codes.ways),
  };
}

type Note = (name: keyof CodeActs, given: readonly unknown[]) => Outcome;
type Named = <Name extends string>(name: Name, noted: Outcome) => Outcome<Record<Name, RecordId>>;

/** The acts: they note what they are asked, and keep what is kept. */
export function fakeCodeActs(codes: FakeCodes, note: Note, named: Named): CodeActs {
  const code = async (text: string, noted: Outcome) => {
    const outcome = await noted;
    return outcome.ok ? ok({ code: text }) : outcome;
  };
  return {
    readCode: async (text) => {
      const known = codes.known.get(text) ?? 'code-malformed';
      return typeof known === 'string' ? fail(known, 'as told') : ok(known);
    },
    takeCode: (...given) => named('record', note('takeCode', given)),
    makeBill: (...given) => named('request', note('makeBill', given)),
    requestCode: (...given) => code('banyan://pay#request', note('requestCode', given)),
    paymentCode: (...given) => code('banyan://pay#payment', note('paymentCode', given)),
    openPayerCode: async () => {
      const outcome = await note('openPayerCode', []);
      return outcome.ok ? ok({ code: 'banyan://pay#payer', until: Date.now() + codes.lifetime }) : outcome;
    },
    payerCodeAnswer: () =>
      new Promise((resolve) => {
        const answer = codes.answer.get();
        if (answer !== null) resolve(ok({ request: answer }));
        else {
          const stop = codes.answer.subscribe(() => {
            stop();
            resolve(ok({ request: codes.answer.get() }));
          });
        }
      }),
    answerPayerCode: (...given) => note('answerPayerCode', given),
    declareSettled: (...given) => named('settlement', note('declareSettled', given)),
    confirmSettled: (...given) => named('payment', note('confirmSettled', given)),
    keepShelf: (unit, items) => {
      codes.shelves.set(new Map([...codes.shelves.get(), [unit, items]]));
      return note('keepShelf', [unit, items]);
    },
    keepPayWay: (way) => {
      const others = codes.ways.get().filter(({ account, rail }) => account !== way.account || rail !== way.rail);
      codes.ways.set(way.address === '' ? others : [...others, way]);
      return note('keepPayWay', [way]);
    },
  };
}
