/** Words about the wallet in a conversation, as a way in. */
import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { toBase64url } from '@shared/base64url.ts';
import { encodeWalletCard, readWalletCard, walletCardSchema } from '@domain/chat/walletCard.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Door } from './door.ts';

// Any 32 bytes are an id.
const recordOf = (byte: number) => toBase64url(new Uint8Array(32).fill(byte)) as RecordId;
const accountOf = (byte: number) => toBase64url(new Uint8Array(32).fill(byte)) as AccountId;

const honest = [
  encodeWalletCard({ about: 'payment', records: [recordOf(1)], note: 'lunch', to: [accountOf(2)] }),
  encodeWalletCard({
    about: 'split',
    records: [recordOf(1), recordOf(2)],
    note: 'عشاء 🍕',
    split: {
      code: 'EUR',
      decimals: 2,
      shares: [
        { account: accountOf(1), amount: 1334, request: null },
        { account: accountOf(2), amount: 1333, request: recordOf(1) },
        { account: accountOf(3), amount: 1333, request: recordOf(2) },
      ],
    },
  }),
];

/** What is taken for a card fits the row that is kept, has a clean note, and says the same when it is sent on. */
function judge(bytes: Uint8Array): 'refused' | 'passed' | 'wrong' {
  const body = decodeCanonical(bytes);
  const card = body.ok ? readWalletCard(body.value) : null;
  if (card === null || card === 'newer') return 'refused';
  const again = encodeWalletCard(card);
  const read = again === null ? null : readWalletCard(again);
  const isSame = JSON.stringify(read) === JSON.stringify(card);
  return isSame && v.is(walletCardSchema, card) && cleanLine(card.note) === card.note ? 'passed' : 'wrong';
}

/** Bodies of wallet cards (CHT-30, CHT-31). */
export const walletCardDoor: Door = {
  name: 'wallet cards',
  samples: honest.map((body) => encodeCanonical(body)),
  offer: judge,
};
