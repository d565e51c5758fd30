import { emptyView, shopChooser, tabs } from '../../shared/shopViews.ts';
import { type Child, h, render } from '../../shared/view.ts';
import { cartView, goodsView, ownOrdersView, total } from './customerViews.ts';
import { keeperGoods, keeperOrders, productSheet, settingsForm } from './keeperViews.ts';
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
      isKeeper ? keeperPage(shop) : customerPage(shop, address),
      isDoubtful && h('p', { class: 'notice' }, say('unproven')),
    ),
    isKeeper && shop !== undefined && page.draft !== null && productSheet(shop, page.draft),
  );
}

/** Customers see whose shop it is: whoever opened it, not what it is called, is who they pay. */
function header(shop: Shop | undefined, address: string | null): Child {
  if (shop === undefined || address === null) return h('header', {}, h('h1', {}, say('title')));
  return h(
    'header',
    {},
    h('h1', {}, h('bdi', {}, shop.name)),
    h(
      'p',
      { class: 'muted small' },
      h('bdi', { class: 'who' }, nameOf(address)),
      shop.note !== '' && [' · ', h('bdi', {}, shop.note)],
    ),
  );
}

function keeperPage(shop: Shop | undefined): Child {
  if (shop === undefined) return session.isReady && settingsForm(undefined);
  const view = page.view === 'cart' ? 'orders' : page.view;
  const choose = (name: View) => {
    if (name === 'settings')
      Object.assign(page.settings, { name: shop.name, currency: shop.currency, note: shop.note });
    change({ view: name });
  };
  const all = [
    { name: 'orders', label: say('orders') },
    { name: 'goods', label: say('goods') },
    { name: 'settings', label: say('settings') },
  ] as const;
  const views = { orders: keeperOrders, goods: keeperGoods, settings: settingsForm };
  return [tabs<View>(all, view, choose), views[view](shop)];
}

function customerPage(shop: Shop | undefined, address: string | null): Child {
  if (shop === undefined || address === null) return session.isReady && noShop();
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

function noShop(): Child {
  const shops = [...session.state.shops].map(([address, { name }]) => ({ address, name, keeper: nameOf(address) }));
  if (shops.length === 0) return emptyView(say('closedTitle'), h('p', {}, say('closedText')));
  return shopChooser({ title: say('whoseTitle'), text: say('whoseText') }, shops, takeShop);
}

drawBy(draw);
draw();
