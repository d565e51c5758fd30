import { show } from '../../shared/page.ts';
import { tabs } from '../../shared/parts.ts';
import type { Opened } from '../../shared/shopPage.ts';
import { shopHeader } from '../../shared/shopViews.ts';
import { type Child, h } from '../../shared/view.ts';
import { cartView, goodsView, ownOrdersView, total } from './customerViews.ts';
import { keeperGoods, keeperOrders, productSheet, settingsForm } from './keeperViews.ts';
import { type View, change, doubt, drawBy, isKeeper, nameOf, noShop, opened, page, say, session } from './program.ts';
import { type Shop, newOrdersOf } from './rules.ts';

function draw(): void {
  const here = opened();
  show(
    h('div', { class: 'page' }, header(here), isKeeper ? keeperPage(here?.shop) : customerPage(here), doubt()),
    isKeeper && here !== null && page.draft !== null && productSheet(here.shop, page.draft),
  );
}

function header(here: Opened<Shop> | null): Child {
  if (here === null) return h('header', {}, h('h1', {}, say('title')));
  const { note } = here.shop;
  return shopHeader(here.shop.name, nameOf(here.address), note !== '' && [' · ', h('bdi', {}, note)]);
}

function keeperPage(shop: Shop | undefined): Child {
  if (shop === undefined) return session.isReady && settingsForm(undefined);
  const view = page.view === 'cart' ? 'orders' : page.view;
  const choose = (name: View) => {
    if (name === 'settings')
      Object.assign(page.settings, { name: shop.name, currency: shop.currency, note: shop.note });
    change({ view: name });
  };
  const count = newOrdersOf(shop);
  const all = [
    { name: 'orders', label: count === 0 ? say('orders') : say('ordersCount', { count }) },
    { name: 'goods', label: say('goods') },
    { name: 'settings', label: say('settings') },
  ] as const;
  const views = { orders: keeperOrders, goods: keeperGoods, settings: settingsForm };
  return [tabs<View>(all, view, choose), views[view](shop)];
}

function customerPage(here: Opened<Shop> | null): Child {
  if (here === null) return noShop();
  const { shop, address } = here;
  const view = page.view === 'settings' ? 'goods' : page.view;
  const count = total();
  const all = [
    { name: 'goods', label: say('goods') },
    { name: 'cart', label: count === 0 ? say('cart') : say('cartCount', { count }) },
    { name: 'orders', label: say('orders') },
  ] as const;
  const views = { goods: goodsView, cart: cartView, orders: ownOrdersView };
  return [tabs<View>(all, view, (name) => change({ view: name, news: '' })), views[view](shop, address)];
}

drawBy(draw);
