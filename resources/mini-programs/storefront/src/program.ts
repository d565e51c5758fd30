import { chooseShop, chosenShop, keeperOf } from '../../shared/keeper.ts';
import { CURRENCIES, moneyText } from '../../shared/money.ts';
import { ownHost } from '../../shared/host.ts';
import { openSession } from '../../shared/session.ts';
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

let redraw = (): void => undefined;

/** The log. */
export const session = openSession({
  rules,
  onChange: () => redraw(),
  describe: ({ shops }) => {
    const shop = shops.get(session.me);
    if (shop === undefined) return {};
    const count = [...shop.products.values()].filter(({ isShown }) => isShown).length;
    return { document: shop.name, summary: say('summary', { count }) };
  },
});

/** Says what draws the page. */
export function drawBy(draw: () => void): void {
  redraw = draw;
}

/** Changes what the page knows, and draws it. */
export function change(part: Partial<typeof page>): void {
  Object.assign(page, part);
  redraw();
}

/** Whether this person keeps the shop. */
export const isKeeper = ownHost().isAppSender;

/** Whose shop this is; null where nobody opened one, or several did. */
export function keeper(): string | null {
  const open = [...session.state.shops.keys()];
  return keeperOf(open, { self: session.me, isSharer: isKeeper, chosen: chosenShop() });
}

/** Takes one of several shops for the one that is meant. */
export function takeShop(address: string): void {
  chooseShop(address);
  redraw();
}

/** An amount in words. */
export function money(amount: number, { currency }: Shop): string {
  return moneyText(amount, currency, speech.language);
}

/** Someone's name. */
export function nameOf(address: string): string {
  return session.nameOf(address) || say('someone');
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
  redraw();
}

/** Empties the cart. */
export function emptyCart(): void {
  page.cart.clear();
  page.note = '';
  localStorage.removeItem('cart');
}
