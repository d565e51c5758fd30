import type { AccountId } from '@shared/ids.ts';
import type { Log } from '../diagnostics/log.ts';
import type { WalletBook } from './walletBook.ts';

/** What {@link sendAgain} works with. */
export interface SendAgainParts {
  readonly self: AccountId;
  readonly book: WalletBook;
  readonly log: Log;
}

/**
 * Puts records that came back from the journal on their way once more, to everyone they concern: who had them went with the database (WSV-6). To be
 * called when the book is read and knows the devices of contacts. Where the database takes nothing they stay marked for the next start.
 */
export async function sendAgain({ self, book, log }: SendAgainParts): Promise<void> {
  const back = book.pendingFor(self).flatMap((id) => book.view.record(id) ?? []);
  if (back.length === 0) return;
  const out = back.flatMap((record) =>
    [...book.partiesOf(record)].filter((account) => account !== self).map((account) => ({ account, id: record.id })),
  );
  const kept = await book.commit({ records: [], out, done: back.map(({ id }) => ({ account: self, id })) });
  if (kept.ok) log.write('info', 'wallet', `${back.length} records of the journal are sent once more`);
  else log.write('error', 'wallet', `records of the journal are not sent once more: ${kept.error.code}`);
}
