import { emptyView, shopChooser, tabs } from '../../shared/shopViews.ts';
import { type Child, h, render } from '../../shared/view.ts';
import { dishSheet } from './dishForm.ts';
import { creditSheet, guestsView, keeperMenu, settingsForm, timeOf } from './keeperViews.ts';
import { menuView } from './menuViews.ts';
import { balanceView, keeperOrders, ownOrders } from './orderViews.ts';
import { type View, change, drawBy, isKeeper, keeper, nameOf, page, say, session, takeShop } from './program.ts';
import type { Shop } from './rules.ts';

const root = document.querySelector('#program') ?? document.body;

function draw(): void {
  const address = keeper();
  const shop = address === null ? undefined : session.state.shops.get(address);
  const isDoubtful = session.acts.some(({ isVerified }) => !isVerified);
  render(
    root,
    h(
      'div',
      { class: 'page' },
      header(shop, address),
      isKeeper ? keeperPage(shop) : guestPage(shop, address),
      isDoubtful && h('p', { class: 'notice' }, say('unproven')),
    ),
    isKeeper && shop !== undefined && sheets(shop),
  );
}

function header(shop: Shop | undefined, address: string | null): Child {
  if (shop === undefined || address === null) return h('header', {}, h('h1', {}, say('title')));
  return h(
    'header',
    {},
    h('h1', {}, h('bdi', {}, shop.name)),
    h('p', { class: 'muted small' }, h('bdi', { class: 'who' }, nameOf(address))),
  );
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
  const all = [
    { name: 'orders', label: say('orders') },
    { name: 'menu', label: say('menu') },
    { name: 'guests', label: say('guests') },
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

function guestPage(shop: Shop | undefined, address: string | null): Child {
  if (shop === undefined || address === null) return session.isReady && noShop();
  const view = page.view === 'orders' || page.view === 'balance' ? page.view : 'menu';
  const all = [
    { name: 'menu', label: say('menu') },
    { name: 'orders', label: say('orders') },
    { name: 'balance', label: say('balance') },
  ] as const;
  const views = { menu: menuView, orders: ownOrders, balance: balanceView };
  return [tabs<View>(all, view, (name) => change({ view: name, news: '', problem: '' })), views[view](shop, address)];
}

function noShop(): Child {
  const shops = [...session.state.shops].map(([address, { name }]) => ({ address, name, keeper: nameOf(address) }));
  if (shops.length === 0) return emptyView(say('closedTitle'), h('p', {}, say('closedText')));
  return shopChooser({ title: say('whoseTitle'), text: say('whoseText') }, shops, takeShop);
}

drawBy(draw);
draw();
