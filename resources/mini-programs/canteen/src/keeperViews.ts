import { icon, iconButton } from '../../shared/icons.ts';
import { amountOf, amountText } from '../../shared/money.ts';
import { emptyView, field, form, problemView, sheetActions } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { cleanLine, newId } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import { amountField, shopFields } from '../../shared/shopViews.ts';
import { type View, h } from '../../shared/view.ts';
import { ledgerOf } from './ledger.ts';
import { dayTabs, dishWords } from './menuViews.ts';
import { change, dayOf, dayToCookFor, daysOf, money, nameOf, page, say, session } from './program.ts';
import type { Account, Shop, TopUp } from './rules.ts';
import { draftOf, emptyDraft } from './dishForm.ts';

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A minute of the day as a time field has it. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Draws what the canteen is called and when it is open. */
export function settingsForm(shop: Shop | undefined): View {
  const { settings } = page;
  const isUsed = shop !== undefined && (shop.dishes.size > 0 || shop.accounts.size > 0);
  return h(
    'section',
    { class: 'card padded' },
    form(
      'settings',
      () => save(shop),
      shop === undefined && h('h2', {}, say('setUp')),
      shopFields(say, settings, isUsed),
      h(
        'div',
        { class: 'pair' },
        field(say('opens'), settings.opens, {
          onInput: (opens) => (settings.opens = opens),
          attributes: { type: 'time', required: true },
        }),
        field(say('closes'), settings.closes, {
          onInput: (closes) => (settings.closes = closes),
          attributes: { type: 'time', required: true },
        }),
        field(say('step'), settings.step, {
          onInput: (step) => (settings.step = step),
          attributes: { type: 'number', min: 5, max: 240, required: true },
        }),
        field(say('room'), settings.room, {
          onInput: (room) => (settings.room = room),
          attributes: { type: 'number', min: 1, max: 1000, required: true },
        }),
      ),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'submit', class: 'primary' }, say(shop === undefined ? 'open' : 'save')),
      ),
    ),
  );
}

function save(shop: Shop | undefined): void {
  const { name, currency, opens, closes, step, room } = page.settings;
  const clean = cleanLine(name, 60);
  if (clean === '') return;
  page.view = 'menu';
  session.act(
    {
      t: 'terms',
      name: clean,
      currency,
      opens: minutesOf(opens),
      closes: minutesOf(closes),
      step: Number(step),
      room: Number(room),
    },
    shop === undefined ? { info: `${say('title')}: ${clean}` } : {},
  );
}

/** Draws the menu as the canteen sees it. */
export function keeperMenu(shop: Shop): View {
  const days = daysOf(shop, true);
  const day = dayOf(days);
  const { left } = ledgerOf(shop);
  const dishes = [...shop.dishes.values()].filter((dish) => dish.day === day);
  const write = () => change({ draft: emptyDraft(dayToCookFor(day, shop)), problem: '' });
  return h(
    'div',
    { class: 'stack' },
    h('button', { type: 'button', class: 'primary start', on: { click: write } }, icon('add'), say('newDish')),
    dayTabs(days, day),
    dishes.length === 0 && emptyView(say('noMenu')),
    dishes.map((dish) =>
      h(
        'article',
        { key: dish.id, class: `card padded row dish${dish.isShown ? '' : ' gone'}` },
        dishWords(shop, dish, left.get(dish.id) ?? 0),
        !dish.isShown && h('span', { class: 'tag' }, say('hidden')),
        iconButton('edit', `${say('edit')}: ${dish.name}`, {
          onPress: () => change({ draft: draftOf(shop, dish), problem: '' }),
        }),
      ),
    ),
  );
}

/** Draws who paid in what. */
export function guestsView(shop: Shop): View {
  const guests = new Set([...shop.accounts.keys(), ...[...shop.orders.values()].map(({ customer }) => customer)]);
  if (guests.size === 0) return emptyView(say('noGuests'));
  const { balances } = ledgerOf(shop);
  const waiting = [...shop.accounts].flatMap(([owner, { topUps }]: [string, Account]) =>
    topUps.map((topUp) => ({ owner, topUp })),
  );
  return h(
    'div',
    { class: 'stack' },
    waiting.length > 0 && h('p', { class: 'notice' }, say('checkMoney')),
    waiting.map(({ owner, topUp }) => topUpCard(shop, owner, topUp)),
    h(
      'ul',
      { class: 'card' },
      [...guests].map((owner) =>
        h(
          'li',
          { key: owner, class: 'row guest' },
          badge({ address: owner, name: nameOf(owner) }),
          h('bdi', { class: 'grow who' }, nameOf(owner)),
          h('span', { class: 'number' }, money(balances.get(owner) ?? 0, shop)),
          iconButton('add', `${say('credit')}: ${nameOf(owner)}`, {
            onPress: () => change({ creditor: owner, amount: '', problem: '' }),
          }),
        ),
      ),
    ),
  );
}

function topUpCard(shop: Shop, owner: string, { id, amount, receipt }: TopUp): View {
  const refuse = () => void session.act({ t: 'refuse', id, to: owner });
  const confirm = () => void session.act({ t: 'credit', id, to: owner, amount });
  return h(
    'article',
    { key: `${owner} ${id}`, class: 'card padded stack tight' },
    h(
      'p',
      { class: 'row' },
      badge({ address: owner, name: nameOf(owner) }),
      h(
        'span',
        { class: 'grow' },
        h('bdi', { class: 'who' }, nameOf(owner)),
        ` ${say('saysPaid', { amount: money(amount, shop) })}`,
      ),
    ),
    receipt !== '' && h('p', { class: 'muted small' }, h('bdi', {}, receipt)),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'quiet', on: { click: refuse } }, say('refuse')),
      h('button', { type: 'button', class: 'primary', on: { click: confirm } }, say('gotMoney')),
    ),
  );
}

/** Asks how much cash a guest has paid in. */
export function creditSheet(shop: Shop, to: string): View {
  const close = () => change({ creditor: null });
  const submit = () => {
    const amount = amountOf(page.amount, shop.currency);
    if (amount === null || amount === 0)
      return change({ problem: say('badPrice', { example: amountText(2000, shop.currency) }) });
    Object.assign(page, { creditor: null, amount: '' });
    session.act({ t: 'credit', id: newId(), to, amount });
    return change({});
  };
  return sheet(
    { key: 'credit', title: `${say('credit')}: ${nameOf(to)}`, onClose: close },
    form(
      'credit',
      submit,
      amountField(say('amount'), page.amount, {
        currency: shop.currency,
        onInput: (amount) => (page.amount = amount),
      }),
      problemView(page.problem),
      sheetActions(say('cancel'), say('add'), close),
    ),
  );
}
