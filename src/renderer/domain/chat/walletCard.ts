/** What a conversation says of the wallet: which records, and whatever words go with them. */
import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema, wireId } from '@shared/schemas.ts';
import { isIdText } from '@shared/ids.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_AMOUNT, MAX_DECIMALS } from '../wallet/amount.ts';
import type { RecordId } from '../wallet/ids.ts';

/** Kind of the event that puts a wallet card into a conversation (CHT-30). */
export const WALLET_CARD_KIND = 'chat.wallet';
/** Longest note of a card, in UTF-16 code units: that of a request. */
export const MAX_CARD_NOTE = 280;
/** Most records one card speaks of, people it is for, and shares of a split. */
export const MAX_CARD_PARTS = 64;

/** What this version can show. */
const abouts = ['payment', 'request', 'split', 'packet'] as const;

const recordIdSchema = v.custom<RecordId>((value) => typeof value === 'string' && isIdText(value), 'not a record id');
const parts = <Schema extends v.GenericSchema>(item: Schema, least: number) =>
  v.pipe(v.array(item), v.minLength(least), v.maxLength(MAX_CARD_PARTS), v.readonly());
const code = v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,8}$/));
const decimals = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_DECIMALS));
/** Minor units. A number: below 2^53, and message rows stay plain. */
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(Number(MAX_AMOUNT)));

/** One person's share of a split, in the asker's words. */
const shareSchema = v.strictObject({
  account: accountIdSchema,
  amount,
  /** The request it is asked by; null for what the asker bears. */
  request: v.nullable(recordIdSchema),
});
/** What a split comes to, in the asker's words: everybody in the conversation sees it. */
const splitSchema = v.strictObject({ code, decimals, shares: parts(shareSchema, 1) });
/** See {@link splitSchema}. */
export type SplitShares = v.InferOutput<typeof splitSchema>;

/**
 * A card. What records come to is not on it: whoever shows it asks the ledger, so that a card can claim nothing about money. `to` names whom it
 * is for; nobody named is everybody in the conversation.
 */
export const walletCardSchema = v.strictObject({
  about: v.picklist(abouts),
  records: parts(recordIdSchema, 1),
  note: v.pipe(v.string(), v.maxLength(MAX_CARD_NOTE)),
  to: parts(accountIdSchema, 0),
  split: v.nullable(splitSchema),
});
/** See {@link walletCardSchema}. */
export type WalletCard = v.InferOutput<typeof walletCardSchema>;

/** What puts a card into a conversation. */
export type NewWalletCard = Pick<WalletCard, 'about' | 'records' | 'note'> & Partial<Pick<WalletCard, 'to' | 'split'>>;

const bodySchema = v.strictObject({
  about: v.picklist(abouts),
  records: parts(wireId<RecordId>(), 1),
  note: v.pipe(v.string(), v.maxLength(MAX_CARD_NOTE), v.transform(cleanNote)),
  to: parts(wireId<AccountId>(), 0),
  split: v.nullable(
    v.strictObject({
      code,
      decimals,
      shares: parts(
        v.strictObject({ account: wireId<AccountId>(), amount, request: v.nullable(wireId<RecordId>()) }),
        1,
      ),
    }),
  ),
});
const anyAbout = v.looseObject({ about: v.pipe(v.string(), v.maxLength(32)) });

/** What a body says: a card, `newer` for a card about something this version does not know, null for what fits nothing. */
export function readWalletCard(body: unknown): WalletCard | 'newer' | null {
  const read = v.safeParse(bodySchema, body);
  if (read.success) return isConsistent(read.output) ? read.output : null;
  const other = v.safeParse(anyAbout, body);
  const isKnown = !other.success || abouts.some((about) => about === other.output.about);
  return isKnown ? null : 'newer';
}

/** A card as an event carries it; null where what was typed fits none. */
export function encodeWalletCard(card: NewWalletCard): Record<string, unknown> | null {
  const { about, records, to = [], split = null } = card;
  const whole: WalletCard = { about, records, note: cleanNote(card.note), to, split };
  if (!v.is(walletCardSchema, whole) || !isConsistent(whole)) return null;
  return {
    about,
    records: records.map(idBytes),
    note: whole.note,
    to: to.map(idBytes),
    split: split === null ? null : { ...split, shares: split.shares.map(encodeShare) },
  };
}

function encodeShare({ account, amount: sum, request }: SplitShares['shares'][number]) {
  return { account: idBytes(account), amount: sum, request: request === null ? null : idBytes(request) };
}

/** A split has shares, and nothing else has; its requests are its records, one share each, one person each. */
function isConsistent({ about, records, to, split }: WalletCard): boolean {
  if (!isDistinct(records) || !isDistinct(to) || (about === 'split') !== (split !== null)) return false;
  if (split === null) return true;
  const asked = split.shares.flatMap(({ request }) => request ?? []);
  const isSame = asked.length === records.length && isDistinct(asked) && asked.every((id) => records.includes(id));
  const sum = split.shares.reduce((all, share) => all + BigInt(share.amount), 0n);
  return isSame && isDistinct(split.shares.map(({ account }) => account)) && sum <= MAX_AMOUNT;
}

function isDistinct(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** One clean line. What was cut may end in half a character or a joiner: cleaned again. */
function cleanNote(note: string): string {
  return cleanLine(cleanLine(note).slice(0, MAX_CARD_NOTE).toWellFormed());
}
