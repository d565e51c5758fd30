import { CURRENCIES, moneyText } from '../../shared/money.ts';
import { openShopPage } from '../../shared/shopPage.ts';
import { speakHere } from '../../shared/texts.ts';
import { type Shop, rules } from './rules.ts';
import { storefrontTexts } from './texts.ts';

/** The words of this page. */
export const speech = speakHere(storefrontTexts, 'title');
/** Says a text. */
export const { say } = speech;

/** A product as it is being written. */
export interface Draft {
  /** Null for a new one. */
  readonly id: string | null;
  name: string;
  price: string;
  stock: string;
  about: string;
  picture: string;
  isShown: boolean;
}

/** Views of the page. */
export type View = 'goods' | 'cart' | 'orders' | 'settings';

/** What only this page knows. */
export const page = {
  view: 'goods' as View,
  /** How many of what; kept on this device. */
  cart: new Map<string, number>(readCart()),
  note: '',
  draft: null as Draft | null,
  settings: { name: '', currency: CURRENCIES[0] as string, note: '' },
  problem: '',
  news: '',
  isPaying: false,
};

/** The log, and what is drawn from it. */
export const { session, drawBy, change, nameOf, doubt, isKeeper, opened, noShop } = openShopPage({
  rules,
  say,
  page,
  summary: ({ products }) => say('summary', { count: [...products.values()].filter(({ isShown }) => isShown).length }),
});

/** An amount in words. */
export function money(amount: number, { currency }: Shop): string {
  return moneyText(amount, currency, speech.language);
}

function readCart(): [string, number][] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem('cart') ?? '[]');
    return Array.isArray(value) ? value.filter(isCartEntry) : [];
  } catch {
    return [];
  }
}

function isCartEntry(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1]) && Number(value[1]) > 0;
}

/** Puts so many of a product into the cart. */
export function setCount(id: string, count: number): void {
  if (count > 0) page.cart.set(id, count);
  else page.cart.delete(id);
  localStorage.setItem('cart', JSON.stringify([...page.cart]));
  change({});
}

/** Empties the cart. */
export function emptyCart(): void {
  page.cart.clear();
  page.note = '';
  localStorage.removeItem('cart');
}
