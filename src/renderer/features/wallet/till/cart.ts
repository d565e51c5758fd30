import type { TillItem } from '@services/workspace/walletCodes.ts';

/** Largest amount of a wallet record (WAL-4). */
const MOST = 999_999_999_999_999n;
/** Most lines of one sale. */
const MOST_LINES = 50;
/** What fits into a code beside its signatures: lines beyond this are summed up in words. */
const MOST_TEXT = 240;

/** One line of a sale. */
export interface CartLine {
  /** Of an item its id, of a typed amount a number. */
  readonly key: string;
  /** Empty: an amount that was typed. */
  readonly name: string;
  /** Minor units, of one. */
  readonly price: bigint;
  readonly count: number;
}

/** A sale that is being rung up. */
export interface Cart {
  readonly lines: readonly CartLine[];
  /** Minor units typed on the keypad, not a line yet. */
  readonly typed: bigint;
  readonly serial: number;
}

/** Nothing rung up. */
export const EMPTY_CART: Cart = { lines: [], typed: 0n, serial: 0 };

/** What a press does to a sale. */
export type CartPress =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'erase' }
  | { readonly kind: 'clear' }
  /** Makes a line of what was typed. */
  | { readonly kind: 'line' }
  | { readonly kind: 'item'; readonly item: TillItem }
  | { readonly kind: 'less'; readonly key: string };

/** What is to be paid: lines and what is typed. */
export function totalOf({ lines, typed }: Cart): bigint {
  return lines.reduce((sum, { price, count }) => sum + price * BigInt(count), typed);
}

/** A sale after a press. What would be more than a record holds changes nothing. */
export function pressed(cart: Cart, press: CartPress): Cart {
  const next = after(cart, press);
  return totalOf(next) <= MOST && next.lines.length <= MOST_LINES ? next : cart;
}

function after(cart: Cart, press: CartPress): Cart {
  const { lines, typed, serial } = cart;
  switch (press.kind) {
    case 'digits':
      return { ...cart, typed: BigInt(`${typed}${press.digits}`) };
    case 'erase':
      return { ...cart, typed: typed / 10n };
    case 'clear':
      return typed === 0n ? EMPTY_CART : { ...cart, typed: 0n };
    case 'line':
      if (typed === 0n) return cart;
      return {
        lines: [...lines, { key: `typed ${serial}`, name: '', price: typed, count: 1 }],
        typed: 0n,
        serial: serial + 1,
      };
    case 'item':
      return { ...cart, lines: withItem(lines, press.item) };
    case 'less':
      return { ...cart, lines: withLess(lines, press.key) };
  }
}

function withItem(lines: readonly CartLine[], { id, name, price }: TillItem): readonly CartLine[] {
  // A price that was changed in between makes a line of its own.
  const same = lines.find((line) => line.key === id && line.price === price && line.name === name);
  if (same === undefined) return [...lines, { key: id, name, price, count: 1 }];
  return lines.map((line) => (line === same ? { ...line, count: line.count + 1 } : line));
}

function withLess(lines: readonly CartLine[], key: string): readonly CartLine[] {
  const index = lines.findLastIndex((line) => line.key === key);
  return lines.flatMap((line, place) => {
    if (place !== index) return [line];
    return line.count > 1 ? [{ ...line, count: line.count - 1 }] : [];
  });
}

/** What the customer is shown of a sale: its lines where they fit into a code, else their names in one line. */
export interface SaleWords {
  readonly memo: string;
  readonly lines?: readonly { readonly text: string; readonly count: number; readonly amount: bigint }[];
}

/** Words for a sale; `other` names an amount without an item. */
export function wordsOf({ lines, typed }: Cart, other: string): SaleWords {
  const all = typed === 0n ? lines : [...lines, { key: '', name: '', price: typed, count: 1 }];
  if (all.every(({ name }) => name === '')) return { memo: '' };
  const texts = all.map(({ name, price, count }) => ({ text: name === '' ? other : name, count, amount: price }));
  const length = texts.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length + 24, 0);
  if (length <= MOST_TEXT) return { memo: '', lines: texts };
  const words = texts.map(({ text, count }) => (count === 1 ? text : `${count} × ${text}`)).join(', ');
  return { memo: Array.from(words).slice(0, 80).join('') };
}
