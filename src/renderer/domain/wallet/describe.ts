import type { Ledger } from './ledger.ts';
import type { UnitView } from './unitView.ts';

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);

function describeUnit(unit: UnitView) {
  const sums = [...unit.holders()].map((holder): [string, string] => [holder, String(unit.balanceOf(holder))]);
  const lines = [...unit.transfers()].map(({ transfer, status, isContested }): [string, string] => [
    transfer.id,
    isContested ? `${status} contested` : status,
  ]);
  const mints = [...unit.mints()].map(({ mint, counts, lapsed }): [string, string] => [
    mint.id,
    counts ? `counts ${lapsed}` : 'cut',
  ]);
  const { issued, redeemed, held, lapsed } = unit;
  return {
    totals: [issued, redeemed, held, lapsed].map(String),
    book: unit.currentBook()?.id ?? null,
    balances: sums.filter(([, sum]) => sum !== '0').sort(byKey),
    transfers: lines.sort(byKey),
    mints: mints.sort(byKey),
    faults: unit.faults().map(({ kind, at, proof }) => [kind, at, ...proof]),
  };
}

/**
 * Everything a ledger says, as a plain value in a fixed order: two ledgers say the same exactly when these are deeply equal (WAL-12, WAL-150). Costs
 * as much as the ledger is large: for tests, exports and "check it yourself".
 */
export function describeLedger(ledger: Ledger) {
  const units = [...ledger.units()].map((unit): [string, ReturnType<typeof describeUnit>] => [
    unit.unit.id,
    describeUnit(unit),
  ]);
  const standings = [...ledger.records()].map(({ id }): [string, string] => [
    id,
    ledger.standingOf(id)?.kind ?? 'waits',
  ]);
  return { units: units.sort(byKey), standings: standings.sort(byKey) };
}
