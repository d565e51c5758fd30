import { show } from '../../shared/page.ts';
import { tabs } from '../../shared/parts.ts';
import type { Opened } from '../../shared/shopPage.ts';
import { type Child, h } from '../../shared/view.ts';
import { customerView } from './customerView.ts';
import { cardForm, customersView } from './keeperViews.ts';
import { change, doubt, drawBy, isKeeper, nameOf, noShop, opened, page, say, session } from './program.ts';
import type { Shop } from './rules.ts';

function draw(): void {
  const here = opened();
  show(
    h(
      'div',
      { class: 'page' },
      h('header', {}, h('h1', {}, say('title'))),
      isKeeper ? keeperPage(here?.shop) : customerPage(here),
      doubt() || trust(here),
    ),
  );
}

function trust(here: Opened<Shop> | null): Child {
  const isCustomer = here !== null && !isKeeper;
  return isCustomer && h('p', { class: 'muted small' }, say('trust', { name: nameOf(here.address) }));
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

function customerPage(here: Opened<Shop> | null): Child {
  return here === null ? noShop() : customerView(here.shop, here.address);
}

drawBy(draw);
