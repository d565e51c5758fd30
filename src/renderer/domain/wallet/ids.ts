import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { type AccountId, isIdText } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Hash over tag, type and canonical bytes of a record (WAL-2), 43 characters of base64url. */
export type RecordId = Branded<'WalletRecordId'>;
/** The id of the `unit` record that founds the unit, issuer included (WAL-20). */
export type UnitId = RecordId;
/** Who can hold units: `account`, or `account#pot` with the id of a `pot` record (WAL-5). */
export type HolderId = Branded<'WalletHolderId'>;

const POT_SIGN = '#';
const ID_LENGTH = 32;

/** Checks a text and brands it as a record id. */
export function recordId(text: string): Result<RecordId, Failure<'invalid-id'>> {
  return isIdText(text) ? ok(text as RecordId) : fail('invalid-id', 'not a record id');
}

/** The holder an account is, or one of its pots. */
export function holderOf(account: AccountId, pot?: RecordId): HolderId {
  return `${account}${pot === undefined ? '' : POT_SIGN + pot}` as HolderId;
}

/** Checks a text and brands it as a holder. */
export function holderId(text: string): Result<HolderId, Failure<'invalid-id'>> {
  const [account = '', pot, ...rest] = text.split(POT_SIGN);
  const isHolder = isIdText(account) && (pot === undefined || isIdText(pot)) && rest.length === 0;
  return isHolder ? ok(text as HolderId) : fail('invalid-id', 'not a holder');
}

/** The account that owns what a holder holds. */
export function accountOfHolder(holder: HolderId): AccountId {
  const end = holder.indexOf(POT_SIGN);
  return holder.slice(0, end < 0 ? holder.length : end) as AccountId;
}

/** The pot a holder is, or null where it is the account itself. */
export function potOfHolder(holder: HolderId): RecordId | null {
  const end = holder.indexOf(POT_SIGN);
  return end < 0 ? null : (holder.slice(end + 1) as RecordId);
}

/** A holder as it travels: 32 bytes of the account, and 32 of the pot where there is one. */
export function holderBytes(holder: HolderId): Uint8Array {
  const account = fromBase64url(accountOfHolder(holder));
  const pot = fromBase64url(potOfHolder(holder) ?? '');
  if (!account.ok || !pot.ok) throw new TypeError('a holder that was never checked');
  const bytes = new Uint8Array(account.value.length + pot.value.length);
  bytes.set(account.value);
  bytes.set(pot.value, account.value.length);
  return bytes;
}

/** The way back from {@link holderBytes}; null for another length. */
export function holderOfBytes(bytes: Uint8Array): HolderId | null {
  if (bytes.length === ID_LENGTH) return toBase64url(bytes) as HolderId;
  if (bytes.length !== 2 * ID_LENGTH) return null;
  return `${toBase64url(bytes.subarray(0, ID_LENGTH))}${POT_SIGN}${toBase64url(bytes.subarray(ID_LENGTH))}` as HolderId;
}
