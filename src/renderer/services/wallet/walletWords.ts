import type { LinkMessage } from '@domain/link/messages.ts';
import { MAX_WALLET_ROWS } from '@domain/link/messages.ts';
import { packSigned } from '@domain/codec/signed.ts';
import type { Evidence } from '@domain/wallet/bundle.ts';
import { packRecord } from '@domain/wallet/envelope.ts';

/** Most bytes of records in one message. */
const MOST_BYTES = 512 * 1024;

/** What is given, in as few messages as may be. */
export function giveWords({
  certificates,
  records,
}: Evidence): readonly (LinkMessage & { readonly t: 'wallet.give' })[] {
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
