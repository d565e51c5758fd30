import { CURRENCIES, moneyText } from '../../shared/money.ts';
import { openShopPage } from '../../shared/shopPage.ts';
import { speakHere } from '../../shared/texts.ts';
import type { Allergen } from './acts.ts';
import { type Moment, slotsAhead } from './ledger.ts';
import { type Dish, type Shop, rules } from './rules.ts';
import { canteenTexts } from './texts.ts';

/** The words of this page. */
export const speech = speakHere(canteenTexts, 'title');
/** Says a text. */
export const { say } = speech;

/** A dish as it is being written. */
export interface Draft {
  /** Null for a new one. */
  readonly id: string | null;
  day: string;
  name: string;
  price: string;
  portions: string;
  diet: Dish['diet'];
  allergens: readonly Allergen[];
  isShown: boolean;
}

/** Views of the page. */
export type View = 'menu' | 'orders' | 'balance' | 'guests' | 'settings';

/** What only this page knows. */
export const page = {
  view: 'menu' as View,
  /** The day that is looked at; null for the next one with a menu. */
  day: null as string | null,
  cart: new Map<string, number>(),
  slot: '',
  amount: '',
  problem: '',
  news: '',
  isPaying: false,
  draft: null as Draft | null,
  /** Who cash is added for. */
  creditor: null as string | null,
  settings: { name: '', currency: CURRENCIES[0] as string, opens: '11:30', closes: '13:30', step: '15', room: '10' },
};

/** The log, and what is drawn from it. */
export const { session, drawBy, change, nameOf, doubt, isKeeper, opened, noShop } = openShopPage({
  rules,
  say,
  page,
});

/** An amount in words. */
export function money(amount: number, { currency }: Shop): string {
  return moneyText(amount, currency, speech.language);
}

/** A day in words. */
export function dayText(day: string): string {
  return speech.date(Date.parse(`${day}T12:00:00Z`), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}

/** A minute of the day in words. */
export function slotText(slot: number): string {
  return speech.date(slot * 60_000, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
}

/** Today in this place's calendar. */
export function today(): string {
  return calendarDay(new Date());
}

function calendarDay(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Now in this place's calendar. */
export function moment(): Moment {
  const now = new Date();
  return { day: today(), minute: now.getHours() * 60 + now.getMinutes() };
}

/** Days with a menu, from today on. */
export function daysOf(shop: Shop, isAll: boolean): readonly string[] {
  const shown = [...shop.dishes.values()].filter(({ day, isShown }) => day >= today() && (isAll || isShown));
  return [...new Set(shown.map(({ day }) => day))].sort();
}

/** The day that is shown. */
export function dayOf(days: readonly string[]): string {
  return page.day !== null && days.includes(page.day) ? page.day : (days[0] ?? today());
}

/** The day a guest sees: unless another was chosen the next one that can still be ordered for. */
export function guestDayOf(days: readonly string[], { hours }: Shop): string {
  const now = moment();
  const next = days.find((day) => slotsAhead(hours, day, now).length > 0);
  return page.day === null && next !== undefined ? next : dayOf(days);
}

/** The day a new dish is for unless another was chosen: tomorrow where today is over. */
export function dayToCookFor(day: string, { hours }: Shop): string {
  if (page.day !== null || slotsAhead(hours, day, moment()).length > 0) return day;
  const now = new Date();
  return calendarDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 12));
}
