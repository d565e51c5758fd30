/** What can be said in a canteen, and how it is read. */
import { type Readers, asText, oneOf, readBy, whole } from '../../shared/fields.ts';
import { MAX_AMOUNT, asCurrency } from '../../shared/money.ts';
import { asAddress, asId, asInteger, asLine, asList } from '../../shared/reading.ts';
import { type OrderLine, asLines, asPrice, readAtShop, readStage, readTo } from '../../shared/shopRules.ts';

/** The fourteen allergens that must be named (EU regulation 1169/2011, annex II). */
export const ALLERGENS = ['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soya', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'] as const; // prettier-ignore
/** One of {@link ALLERGENS}. */
export type Allergen = (typeof ALLERGENS)[number];
/** What a dish is made without. */
export const DIETS = ['any', 'vegetarian', 'vegan'] as const;
/** How far an order has come. */
export const STAGES = ['placed', 'ready', 'collected', 'declined', 'cancelled'] as const;
/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** When food is handed out, minutes of the day. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
  /** Minutes from one pick-up time to the next. */
  readonly step: number;
  /** Most orders for one of them. */
  readonly room: number;
}

/** What a canteen says of a dish. */
export interface DishTerms {
  readonly id: string;
  /** Such as 2026-11-21, in the canteen's own calendar. */
  readonly day: string;
  readonly name: string;
  readonly price: number;
  readonly allergens: readonly Allergen[];
  readonly diet: (typeof DIETS)[number];
  readonly portions: number;
  readonly isShown: boolean;
}

/** One act in a canteen. Those that name no shop are the canteen's own. */
export type Op =
  | ({ readonly t: 'terms'; readonly name: string; readonly currency: string } & Hours)
  | ({ readonly t: 'dish' } & DishTerms)
  | {
      readonly t: 'topup';
      readonly id: string;
      readonly shop: string;
      readonly amount: number;
      readonly receipt: string;
    }
  | { readonly t: 'credit'; readonly id: string; readonly to: string; readonly amount: number }
  | { readonly t: 'refuse'; readonly id: string; readonly to: string }
  | { readonly t: 'order'; readonly id: string; readonly shop: string; readonly day: string; readonly slot: number; readonly lines: readonly OrderLine[] } // prettier-ignore
  | { readonly t: 'cancel'; readonly id: string; readonly shop: string }
  | { readonly t: 'stage'; readonly id: string; readonly customer: string; readonly stage: Stage };

/** Most of one dish in an order. */
export const MAX_COUNT = 20;
const MAX_LINES = 20;

const asMinute = (value: unknown) => asInteger(value, 0, 24 * 60);
const asPaid = (value: unknown) => asInteger(value, 1, MAX_AMOUNT);

function asDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^20\d\d-\d\d-\d\d$/.test(value)) return null;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? null : value;
}

const readers: Readers<Op> = {
  terms: (get) =>
    whole({
      t: 'terms',
      name: asLine(get('name'), 60),
      currency: asCurrency(get('currency')),
      opens: asMinute(get('opens')),
      closes: asMinute(get('closes')),
      step: asInteger(get('step'), 5, 240),
      room: asInteger(get('room'), 1, 1000),
    }),
  dish: (get) =>
    whole({
      t: 'dish',
      id: asId(get('id')),
      day: asDay(get('day')),
      name: asLine(get('name'), 80),
      price: asPrice(get('price')),
      allergens: asList(get('allergens'), ALLERGENS.length, (item) => oneOf(ALLERGENS, item)),
      diet: oneOf(DIETS, get('diet')),
      portions: asInteger(get('portions'), 0, 10_000),
      isShown: get('isShown') === true,
    }),
  topup: (get) =>
    whole({
      t: 'topup',
      id: asId(get('id')),
      shop: asAddress(get('shop')),
      amount: asPaid(get('amount')),
      receipt: asText(get('receipt'), 200),
    }),
  credit: (get) => whole({ t: 'credit', id: asId(get('id')), to: asAddress(get('to')), amount: asPaid(get('amount')) }),
  refuse: (get) => readTo('refuse', get),
  order: (get) =>
    whole({
      t: 'order',
      id: asId(get('id')),
      shop: asAddress(get('shop')),
      day: asDay(get('day')),
      slot: asMinute(get('slot')),
      lines: asLines(get('lines'), MAX_LINES, MAX_COUNT),
    }),
  cancel: (get) => readAtShop('cancel', get),
  stage: (get) => readStage(STAGES, get),
};

/** Reads an act; `null` for what is none. */
export function readOp(value: unknown): Op | null {
  return readBy(readers, value);
}
