import type { AccountId, DeviceId } from '@shared/ids.ts';
import { isReleasable } from '@domain/wallet/clerk/entries.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { Known } from './parties.ts';

/** What counts as known beside the ledger. */
interface Beside {
  /** Records that only just came. */
  readonly among: readonly VerifiedRecord[];
  /** Accounts that certified each device. */
  readonly devices: ReadonlyMap<DeviceId, ReadonlySet<AccountId>>;
}

/** What is known by a ledger and by what only just came. */
export function knownWith(ledger: Ledger, { among, devices }: Beside): Known {
  const byId = new Map(among.map((record) => [record.id, record]));
  const cameBooks = among.filter((record) => record.type === 'book');
  const seen = new Set(among.flatMap((record) => (record.type === 'seen' ? [record.body.entry] : [])));
  return {
    record: (id) => byId.get(id) ?? ledger.record(id),
    unit: (id) => ledger.unit(id),
    units: () => ledger.units(),
    booksOf: (unit, epoch) => [
      ...(ledger.unit(unit)?.booksOf(epoch) ?? []),
      ...cameBooks.filter(({ body }) => body.unit === unit && body.epoch === epoch),
    ],
    newestBooks: (unit) => {
      const current = ledger.unit(unit)?.currentBook();
      return [...(current === undefined ? [] : [current]), ...cameBooks.filter(({ body }) => body.unit === unit)];
    },
    accountsOf: (device) => devices.get(device) ?? [],
    isSeen: (id) => {
      const entry = ledger.find('entry', id);
      return seen.has(id) || (entry !== undefined && isReleasable(ledger, entry));
    },
  };
}
