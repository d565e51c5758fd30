import type { AccountId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { WalletBook } from './walletBook.ts';

/** What of a unit is to be told again, and to whom. */
export interface ToldAgain {
  readonly unit: UnitId;
  readonly account: AccountId;
  /** Told beside it. */
  readonly more?: readonly RecordId[];
}

/**
 * Puts every promise and payment of a unit that is somebody's business on its way to them once more: what rests on them and what was said about them goes along.
 * Who lacks something has it then; who has it says so again.
 */
export async function tellAgain(
  book: Pick<WalletBook, 'view' | 'partiesOf' | 'commit'>,
  { unit, account, more = [] }: ToldAgain,
): Promise<void> {
  const isTheirs = (record: VerifiedRecord) =>
    (record.type === 'mint' || record.type === 'transfer') &&
    record.body.unit === unit &&
    book.partiesOf(record).has(account);
  const ids = [...[...book.view.records()].filter(isTheirs).map(({ id }) => id), ...more];
  await book.commit({ records: [], out: ids.map((id) => ({ account, id })) });
}
