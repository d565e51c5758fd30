import type { AccountId } from '@shared/ids.ts';
import { type LinkMessage, MAX_WALLET_ROWS } from '@domain/link/messages.ts';
import { packSigned } from '@domain/codec/signed.ts';
import { type Evidence, evidenceFor } from '@domain/wallet/bundle.ts';
import { packRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { WalletBook } from './walletBook.ts';

/** Most bytes of records in one message. */
const MOST_BYTES = 512 * 1024;

type Give = LinkMessage & { readonly t: 'wallet.give' };

/**
 * Some records and what they rest on, as an account may have it: without entries that wait for their witness, unless it is theirs to see
 * (WSV-10, WAL-118).
 */
export function wordsFor(book: WalletBook, account: AccountId, ids: readonly RecordId[]): readonly Give[] {
  const { certificates, records } = evidenceFor(book.whole, ids);
  const mayHave = (record: VerifiedRecord) => record.type !== 'entry' || book.partiesOf(record).has(account);
  return giveWords({ certificates, records: records.filter(mayHave) });
}

/** What is given, in as few messages as may be. */
export function giveWords({ certificates, records }: Evidence): readonly Give[] {
  const rows = [
    ...certificates.map(({ signed }) => ({ kind: 'certificates' as const, bytes: packSigned(signed) })),
    ...records.map((record) => ({ kind: 'records' as const, bytes: packRecord(record) })),
  ];
  const words: { t: 'wallet.give'; certificates: Uint8Array[]; records: Uint8Array[] }[] = [];
  let room = 0;
  for (const { kind, bytes } of rows) {
    let word = words.at(-1);
    if (word === undefined || room < bytes.length || word[kind].length >= MAX_WALLET_ROWS) {
      word = { t: 'wallet.give', certificates: [], records: [] };
      words.push(word);
      room = MOST_BYTES;
    }
    word[kind].push(bytes);
    room -= bytes.length;
  }
  return words;
}
