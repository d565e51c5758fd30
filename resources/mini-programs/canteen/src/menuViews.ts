import { chooseShop } from '../../shared/keeper.ts';
import { choice, emptyView, form, tabs } from '../../shared/parts.ts';
import { newId } from '../../shared/reading.ts';
import type { OrderLine } from '../../shared/shopRules.ts';
import { stepper } from '../../shared/shopViews.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { type Ledger, ledgerOf, slotKey, slotsAhead } from './ledger.ts';
import {
  change,
  dayText,
  daysOf,
  guestDayOf,
  moment,
  money,
  nameOf,
  page,
  say,
  session,
  slotText,
  speech,
} from './program.ts';
import { MAX_COUNT } from './acts.ts';
import type { Dish, Shop } from './rules.ts';

/** Draws the row of days. */
export function dayTabs(days: readonly string[], shown: string): Child {
  if (days.length < 2) return days.length === 1 && h('h3', {}, dayText(days[0] ?? ''));
  return h(
    'div',
    { class: 'days' },
    tabs(
      days.map((day) => ({ name: day, label: dayText(day) })),
      shown,
      (day) => change({ day, cart: new Map() }),
    ),
  );
}

/** Draws what there is on a day, and the order that is put together. */
export function menuView(shop: Shop, address: string): View {
  const days = daysOf(shop, false);
  if (days.length === 0) return emptyView(say('noMenu'));
  const day = guestDayOf(days, shop);
  const ledger = ledgerOf(shop);
  const dishes = [...shop.dishes.values()].filter((dish) => dish.day === day && dish.isShown);
  return h(
    'div',
    { class: 'stack' },
    dayTabs(days, day),
    dishes.map((dish) => dishCard(shop, dish, ledger.left.get(dish.id) ?? 0)),
    orderForm(shop, { address, day, ledger }),
  );
}

/** What a dish is, without what can be done with it. */
export function dishWords(shop: Shop, { name, price, allergens, diet }: Dish, left: number): View {
  return h(
    'div',
    { class: 'grow' },
    h('h2', {}, h('bdi', {}, name)),
    h(
      'p',
      { class: 'small' },
      h('strong', { class: 'number price' }, money(price, shop)),
      diet !== 'any' && [' · ', h('span', { class: 'diet' }, say(diet))],
      ' · ',
      left === 0 ? say('soldOut') : say('left', { count: left }),
    ),
    h(
      'p',
      { class: 'muted small' },
      allergens.length === 0
        ? say('noAllergens')
        : say('contains', { list: speech.list(allergens.map((one) => say(one))) }),
    ),
  );
}

function dishCard(shop: Shop, dish: Dish, left: number): View {
  const { id, name } = dish;
  const count = page.cart.get(id) ?? 0;
  const set = (next: number) => {
    const cart = new Map(page.cart).set(id, next);
    if (next === 0) cart.delete(id);
    change({ cart });
  };
  return h(
    'article',
    { key: id, class: `card padded row dish${left === 0 ? ' gone' : ''}` },
    dishWords(shop, dish, left),
    stepper(speech, { name, count, most: Math.min(left, MAX_COUNT), onChange: set }),
  );
}

interface OrderParts {
  readonly address: string;
  readonly day: string;
  readonly ledger: Ledger;
}

function cartLines(shop: Shop, day: string): OrderLine[] {
  return [...page.cart].flatMap(([id, count]) => {
    const dish = shop.dishes.get(id);
    return dish?.day === day && dish.isShown ? [{ id, count, price: dish.price }] : [];
  });
}

/** The times to come of a day, or that there are none. */
function pickUpField(slots: readonly number[], chosen: number | undefined, isFull: (slot: number) => boolean): View {
  if (slots.length === 0) return h('p', { class: 'problem' }, say('noTimes'));
  return choice(say('pickUp'), String(chosen ?? ''), {
    options: slots.map((slot) => [
      String(slot),
      isFull(slot) ? `${slotText(slot)} (${say('fullSlot')})` : slotText(slot),
    ]),
    onChange: (slot) => change({ slot }),
  });
}

function orderForm(shop: Shop, { address, day, ledger }: OrderParts): Child {
  const lines = cartLines(shop, day);
  if (lines.length === 0) return null;
  const total = lines.reduce((sum, { count, price }) => sum + count * price, 0);
  const balance = ledger.balances.get(session.me) ?? 0;
  const slots = slotsAhead(shop.hours, day, moment());
  const isFull = (slot: number) => (ledger.slots.get(slotKey(day, slot)) ?? 0) >= shop.hours.room;
  const chosen =
    slots.find((slot) => String(slot) === page.slot && !isFull(slot)) ?? slots.find((slot) => !isFull(slot));
  const submit = () => {
    if (chosen === undefined) return;
    // The page may have stood open until the time was over.
    if (!slotsAhead(shop.hours, day, moment()).includes(chosen)) return change({ slot: '' });
    chooseShop(address);
    Object.assign(page, { cart: new Map(), view: 'orders' });
    const words = `${nameOf(session.me)}: ${dayText(day)}, ${slotText(chosen)}`;
    session.act({ t: 'order', id: newId(), shop: address, day, slot: chosen, lines }, { notify: { [address]: words } });
  };
  return h(
    'section',
    { key: 'order', class: 'card padded' },
    form(
      'order',
      submit,
      pickUpField(slots, chosen, isFull),
      h(
        'div',
        { class: 'row between' },
        h('strong', {}, say('total')),
        h('strong', { class: 'number' }, money(total, shop)),
      ),
      h(
        'p',
        { class: 'muted small' },
        say(balance < total ? 'willCounter' : 'willCover', { amount: money(balance, shop) }),
      ),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'submit', class: 'primary', disabled: chosen === undefined }, say('order')),
      ),
    ),
  );
}
