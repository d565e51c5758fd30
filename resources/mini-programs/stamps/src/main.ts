import { emptyView, shopChooser, tabs } from '../../shared/shopViews.ts';
import { type Child, h, render } from '../../shared/view.ts';
import { customerView } from './customerView.ts';
import { cardForm, customersView } from './keeperViews.ts';
import { change, drawBy, isKeeper, keeper, nameOf, page, say, session, takeShop } from './program.ts';
import type { Shop } from './rules.ts';

const root = document.querySelector('#program') ?? document.body;

function draw(): void {
  const address = keeper();
  const shop = address === null ? undefined : session.state.shops.get(address);
  const isDoubtful = session.acts.some(({ isVerified }) => !isVerified);
  const trust = shop !== undefined && address !== null && !isKeeper && say('trust', { name: nameOf(address) });
  render(
    root,
    h(
      'div',
      { class: 'page' },
      h('header', {}, h('h1', {}, say('title'))),
      isKeeper ? keeperPage(shop) : customerPage(shop, address),
      isDoubtful
        ? h('p', { class: 'notice' }, say('unproven'))
        : trust !== false && h('p', { class: 'muted small' }, trust),
    ),
  );
}

function keeperPage(shop: Shop | undefined): Child {
  if (shop === undefined) return session.isReady && cardForm(undefined);
  const all = [
    { name: 'customers', label: say('customers') },
    { name: 'card', label: say('card') },
  ] as const;
  const choose = (view: 'customers' | 'card') => {
    const { name, reward, every, sign } = shop;
    change({ view, terms: { name, reward, every: String(every), sign } });
  };
  return [tabs(all, page.view, choose), page.view === 'customers' ? customersView(shop) : cardForm(shop)];
}

function customerPage(shop: Shop | undefined, address: string | null): Child {
  if (shop !== undefined && address !== null) return customerView(shop, address);
  const shops = [...session.state.shops].map(([owner, { name }]) => ({ address: owner, name, keeper: nameOf(owner) }));
  if (!session.isReady) return null;
  if (shops.length === 0) return emptyView(say('closedTitle'), h('p', {}, say('closedText')));
  return shopChooser({ title: say('whoseTitle'), text: say('whoseText') }, shops, takeShop);
}

drawBy(draw);
draw();
