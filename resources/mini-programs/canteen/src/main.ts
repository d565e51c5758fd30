import { show } from '../../shared/page.ts';
import { tabs } from '../../shared/parts.ts';
import type { Opened } from '../../shared/shopPage.ts';
import { shopHeader } from '../../shared/shopViews.ts';
import { type Child, h } from '../../shared/view.ts';
import { dishSheet } from './dishForm.ts';
import { creditSheet, guestsView, keeperMenu, settingsForm, timeOf } from './keeperViews.ts';
import { newOrdersOf, waitingTopUpsOf } from './ledger.ts';
import { menuView } from './menuViews.ts';
import { balanceView, keeperOrders, ownOrders } from './orderViews.ts';
import {
  type View,
  change,
  doubt,
  drawBy,
  isKeeper,
  nameOf,
  noShop,
  opened,
  page,
  say,
  session,
  today,
} from './program.ts';
import type { Shop } from './rules.ts';

function draw(): void {
  const here = opened();
  show(
    h('div', { class: 'page' }, header(here), isKeeper ? keeperPage(here?.shop) : guestPage(here), doubt()),
    isKeeper && here !== null && sheets(here.shop),
  );
}

function header(here: Opened<Shop> | null): Child {
  return here === null ? h('header', {}, h('h1', {}, say('title'))) : shopHeader(here.shop.name, nameOf(here.address));
}

function sheets(shop: Shop): Child {
  return [
    page.draft !== null && dishSheet(shop, page.draft),
    page.creditor !== null && creditSheet(shop, page.creditor),
  ];
}

function keeperPage(shop: Shop | undefined): Child {
  if (shop === undefined) return session.isReady && settingsForm(undefined);
  const view = page.view === 'balance' ? 'guests' : page.view;
  const count = newOrdersOf(shop, today());
  const waiting = waitingTopUpsOf(shop);
  const all = [
    { name: 'orders', label: count === 0 ? say('orders') : say('ordersCount', { count }) },
    { name: 'menu', label: say('menu') },
    { name: 'guests', label: waiting === 0 ? say('guests') : say('guestsCount', { count: waiting }) },
    { name: 'settings', label: say('title') },
  ] as const;
  const choose = (name: View) => {
    const { opens, closes, step, room } = shop.hours;
    const hours = { opens: timeOf(opens), closes: timeOf(closes), step: String(step), room: String(room) };
    change({ view: name, settings: { name: shop.name, currency: shop.currency, ...hours } });
  };
  const views = { orders: keeperOrders, menu: keeperMenu, guests: guestsView, settings: settingsForm };
  return [tabs<View>(all, view, choose), views[view](shop)];
}

function guestPage(here: Opened<Shop> | null): Child {
  if (here === null) return noShop();
  const { shop, address } = here;
  const view = page.view === 'orders' || page.view === 'balance' ? page.view : 'menu';
  const all = [
    { name: 'menu', label: say('menu') },
    { name: 'orders', label: say('orders') },
    { name: 'balance', label: say('balance') },
  ] as const;
  const views = { menu: menuView, orders: ownOrders, balance: balanceView };
  return [tabs<View>(all, view, (name) => change({ view: name, news: '', problem: '' })), views[view](shop, address)];
}

drawBy(draw);
