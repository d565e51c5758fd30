import type { TransferStatus, UnitView } from '@domain/wallet/unitView.ts';
import type { BundleReport, BundleUnit } from '../../workspace/walletRoom.ts';
import { unitView } from '../paymentView.ts';
import type { Checked } from './evidence.ts';

/** What a bundle that was checked says, unit by unit. */
export function bundleReport({ ledger, figures }: Checked): BundleReport {
  const units = [...ledger.units()].map(bundleUnit);
  return { ...figures, units: units.sort((a, b) => a.unit.name.localeCompare(b.unit.name)) };
}

function bundleUnit(book: UnitView): BundleUnit {
  const { issued, redeemed, held, lapsed } = book;
  const orders: Record<TransferStatus, number> = { sent: 0, refused: 0, held: 0, returned: 0, cleared: 0 };
  for (const { status } of book.transfers()) orders[status] += 1;
  const holders = [...book.holders()].map((holder) => ({ holder, balance: book.balanceOf(holder) }));
  return {
    ...{ unit: unitView(book.unit), issued, redeemed, held, lapsed, orders },
    holders: holders.filter(({ balance }) => balance !== 0n),
    promises: [...book.mints()].length,
    faults: book.faults(),
  };
}
