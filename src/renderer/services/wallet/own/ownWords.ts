/** What own devices say to each other about the wallet, in messages of bounded size (LNK-30 to LNK-32). */
import { MAX_MARK_BYTES, MAX_ROWS } from '@domain/link/messages.ts';
import type { Evidence } from '@domain/wallet/bundle.ts';
import type { OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import type { OwnSet } from '@domain/wallet/ownSet.ts';
import { decodeRecord } from '@domain/wallet/envelope.ts';
import type { OwnWord, WalletWord } from '../../replication/session.ts';
import type { WalletBook } from '../walletBook.ts';
import { giveWords } from '../walletWords.ts';

/** Marks said at once, bytes: those of one bucket may be more. */
const MOST_MARKS = 32 * 1024;

/** True for what only own devices say to each other. */
export function isOwnWord(word: WalletWord): word is OwnWord {
  return word.t === 'wallet.sums' || word.t === 'wallet.marks' || word.t === 'wallet.own';
}

/** Records and certificates, each message with who has yet to get which of its records. */
export function ownWords(book: Pick<WalletBook, 'owedOf'>, evidence: Evidence): readonly OwnWord[] {
  return giveWords(evidence).map(({ certificates, records }) => ({
    t: 'wallet.own',
    certificates,
    records,
    owed: owedRows(book, records),
  }));
}

function owedRows(book: Pick<WalletBook, 'owedOf'>, records: readonly Uint8Array[]) {
  const ids = new Set(records.map(decodeRecord).flatMap((record) => (record.ok ? [record.value.id] : [])));
  const rows = book.owedOf(ids).map(({ account, id }: OutgoingRecord) => [account, id] as const);
  return rows.slice(0, MAX_ROWS).map(([account, id]): [typeof account, typeof id] => [account, id]);
}

/** What is in some buckets, and of how many of them it is said: as many as fit, the first in any case. */
export function marksWord(set: OwnSet, buckets: readonly number[]): OwnWord & { readonly t: 'wallet.marks' } {
  const said: [number, Uint8Array][] = [];
  let bytes = 0;
  for (const bucket of buckets) {
    const marks = set.marksOf(bucket).subarray(0, MAX_MARK_BYTES);
    if (said.length > 0 && bytes + marks.length > MOST_MARKS) break;
    said.push([bucket, marks]);
    bytes += marks.length;
  }
  return { t: 'wallet.marks', buckets: said };
}
