import { readMintAddress } from '@shared/mintAddress.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { plainText } from '@domain/cashu/plainText.ts';
import type { Coin, MintRecord } from '@domain/cashu/records.ts';
import { findToken } from '@domain/cashu/tokenText.ts';
import { decimalsOf } from '@domain/cashu/units.ts';
import type { MintCraft, TokenHead } from '@ports/mintCraft.ts';
import type { TokenView } from '../workspace/mintWorkspace.ts';

/** A token as text, and what it says of itself. */
export interface ReadToken {
  readonly token: string;
  readonly head: TokenHead;
}

/** A token whose mint is known. */
export interface OpenedToken {
  readonly coins: readonly Coin[];
  readonly lock: TokenView['lock'];
  readonly until: number | null;
  readonly isGenuine: boolean | null;
}

/** Most characters of a token, and most notes in one. */
const MOST_CHARACTERS = 200_000;
const MOST_COINS = 500;

/** Finds a token in a text: pasted from a chat, or as the link of a program. Nobody is asked (CSH-12). */
export function readToken(craft: MintCraft, text: string): Result<ReadToken, Failure<'token-invalid'>> {
  const token = text.length > MOST_CHARACTERS ? null : findToken(text);
  const head = token === null ? null : craft.readHead(token);
  const mint = head === null ? null : readMintAddress(head.mint);
  if (token === null || head === null || mint?.ok !== true) return fail('token-invalid', 'not a token');
  return ok({ token, head: { ...head, mint: mint.value, memo: plainText(head.memo, 200) } });
}

/** Opens a token with the keys of its mint: whether it was signed, and for whom, without asking (CSH-13). */
export function openToken(
  craft: MintCraft,
  { token }: ReadToken,
  { mint, ownKey, now }: { readonly mint: MintRecord; readonly ownKey: string; readonly now: number },
): Result<OpenedToken, Failure<'token-invalid'>> {
  const keysets = new Map(mint.terms.keysets.map((keyset) => [keyset.id, keyset]));
  const coins = craft.readCoins(token, [...keysets.keys()]);
  if (coins === null || coins.length === 0 || coins.length > MOST_COINS) return fail('token-invalid', 'no notes in it');
  const secrets = new Set(coins.map(({ secret }) => secret));
  if (secrets.size < coins.length) return fail('token-invalid', 'the same note twice');
  const proofs = coins.map((coin) => {
    const keyset = keysets.get(coin.keyset);
    return keyset === undefined || keyset.unit !== coin.unit ? false : craft.isGenuine(coin, keyset);
  });
  const locks = coins.map((coin) => lockOf(craft, coin, { ownKey, now }));
  return ok({
    coins: coins.map((coin) => ({ ...coin, mint: mint.url })),
    isGenuine: proofs.includes(false) ? false : proofs.includes(null) ? null : true,
    lock: worst(locks.map(({ lock }) => lock)),
    until: locks.reduce<number | null>((soonest, { until }) => earlier(soonest, until), null),
  });
}

interface Locked {
  readonly lock: TokenView['lock'];
  readonly until: number | null;
}

/** A lock that is over belongs to whom it is to go back to, and without such a one to whoever has it. */
function lockOf(
  craft: MintCraft,
  coin: Coin,
  { ownKey, now }: { readonly ownKey: string; readonly now: number },
): Locked {
  const lock = craft.lockOf(coin);
  if (lock === null) return { lock: 'none', until: null };
  if (lock === 'other') return { lock: 'other', until: null };
  if (lock.until === null || lock.until > now)
    return { lock: lock.key === ownKey ? 'own' : 'other', until: lock.until };
  if (lock.refund === null) return { lock: 'none', until: null };
  // The one it was locked to may still redeem it, as long as it was not taken back.
  const isOurs = lock.refund === ownKey || lock.key === ownKey;
  return { lock: isOurs ? 'own' : 'other', until: null };
}

function worst(locks: readonly TokenView['lock'][]): TokenView['lock'] {
  if (locks.includes('other')) return 'other';
  return locks.includes('own') ? 'own' : 'none';
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** What a screen is told of a token; of one whose mint is not known nothing more than it says itself. */
export function tokenView(
  { head }: ReadToken,
  opened: Result<OpenedToken, Failure<'token-invalid'>> | null,
): TokenView {
  const said = { ...head, decimals: decimalsOf(head.unit), isKnownMint: opened !== null };
  if (opened?.ok !== true) return { ...said, lock: 'none', until: null, isGenuine: opened === null ? null : false };
  const { lock, until, isGenuine } = opened.value;
  return { ...said, lock, until, isGenuine };
}
