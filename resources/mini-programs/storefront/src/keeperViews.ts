import { icon, iconButton } from '../../shared/icons.ts';
import { amountOf, amountText } from '../../shared/money.ts';
import { button, emptyView, field, form, problemView, sheetActions, tick } from '../../shared/parts.ts';
import { cleanLine, newId } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import { keyOf } from '../../shared/shopRules.ts';
import { amountField, shopFields, signChoice } from '../../shared/shopViews.ts';
import { type View, h } from '../../shared/view.ts';
import { pictureView } from './customerViews.ts';
import { isFinished, orderCard } from './orderCard.ts';
import { smallPicture } from './picture.ts';
import { type Draft, change, money, page, say, session } from './program.ts';
import { type Order, type Product, type Shop, type Stage, asPicture } from './rules.ts';
import { shelfOf } from './shelf.ts';

const SIGNS = ['🍞', '🥐', '🧀', '🥚', '🍎', '🍯', '☕', '🌱', '🧶', '🕯️', '📚', '🎁'];

/** Draws what the shop is called and how it sells. */
export function settingsForm(shop: Shop | undefined): View {
  const { settings } = page;
  const save = () => {
    const name = cleanLine(settings.name, 60);
    if (name === '') return;
    page.view = 'goods';
    session.act(
      { t: 'shop', name, currency: settings.currency, note: cleanLine(settings.note, 200) },
      shop === undefined ? { info: `${say('title')}: ${name}` } : {},
    );
  };
  return h(
    'section',
    { class: 'card padded' },
    form(
      'settings',
      save,
      shop === undefined && h('h2', {}, say('setUp')),
      shopFields(say, settings, shop !== undefined && shop.products.size > 0),
      field(say('shopNote'), settings.note, {
        onInput: (note) => (settings.note = note),
        attributes: { maxlength: 200 },
      }),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'submit', class: 'primary' }, say(shop === undefined ? 'open' : 'save')),
      ),
    ),
  );
}

/** Draws the goods as the shopkeeper sees them. */
export function keeperGoods(shop: Shop): View {
  const { left } = shelfOf(shop);
  const empty: Draft = { id: null, name: '', price: '', stock: '10', about: '', picture: '', isShown: true };
  return h(
    'div',
    { class: 'stack' },
    h(
      'button',
      { type: 'button', class: 'primary start', on: { click: () => change({ draft: empty, problem: '' }) } },
      icon('add'),
      say('newProduct'),
    ),
    shop.products.size === 0 && emptyView(say('noGoods')),
    [...shop.products.values()].map((product) =>
      h(
        'article',
        { key: product.id, class: `card product${product.isShown ? '' : ' gone'}` },
        pictureView(product),
        h(
          'div',
          { class: 'words' },
          h('h2', {}, h('bdi', {}, product.name)),
          h(
            'p',
            { class: 'small' },
            h('strong', { class: 'number price' }, money(product.price, shop)),
            ` · ${say('left', { count: left.get(product.id) ?? 0 })}`,
          ),
          !product.isShown && h('p', { class: 'muted small' }, say('hidden')),
        ),
        iconButton('edit', `${say('edit')}: ${product.name}`, {
          onPress: () => change({ draft: draftOf(shop, product, left.get(product.id) ?? 0), problem: '' }),
        }),
      ),
    ),
  );
}

function draftOf({ currency }: Shop, { id, name, price, about, picture, isShown }: Product, left: number): Draft {
  return { id, name, price: amountText(price, currency), stock: String(left), about, picture, isShown };
}

/** Draws the form of a product. */
export function productSheet(shop: Shop, draft: Draft): View {
  const close = () => change({ draft: null });
  return sheet(
    { key: 'product', title: say(draft.id === null ? 'newProduct' : 'edit'), onClose: close },
    form(
      'product',
      () => saveProduct(shop, draft),
      field(say('name'), draft.name, {
        onInput: (name) => (draft.name = name),
        attributes: { required: true, maxlength: 60 },
      }),
      h(
        'div',
        { class: 'pair' },
        amountField(say('price'), draft.price, {
          currency: shop.currency,
          onInput: (price) => (draft.price = price),
        }),
        field(say('stock'), draft.stock, {
          onInput: (stock) => (draft.stock = stock),
          attributes: { type: 'number', min: 0, max: 9999 },
        }),
      ),
      field(say('about'), draft.about, { onInput: (about) => (draft.about = about), attributes: { maxlength: 200 } }),
      picturePicker(draft),
      tick(say('shown'), draft.isShown, () => (draft.isShown = !draft.isShown)),
      problemView(page.problem),
      sheetActions(say('cancel'), say('save'), close),
    ),
  );
}

function picturePicker(draft: Draft): View {
  const take = (picture: string) => {
    draft.picture = picture === draft.picture ? '' : picture;
    change({});
  };
  const load = (event: Event) => {
    const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
    if (file === undefined) return;
    void smallPicture(file).then((picture) => {
      if (picture !== null) draft.picture = picture;
      change({ problem: picture === null ? say('pictureBad') : '' });
    });
  };
  return h(
    'fieldset',
    { class: 'stack tight' },
    h('legend', { class: 'label' }, say('picture')),
    signChoice(SIGNS, draft.picture, take),
    h(
      'div',
      { class: 'row' },
      draft.picture.startsWith('data:') && pictureView(draft),
      h('input', { type: 'file', accept: 'image/*', 'aria-label': say('picture'), on: { change: load } }),
    ),
  );
}

function saveProduct(shop: Shop, draft: Draft): void {
  const price = amountOf(draft.price, shop.currency);
  const name = cleanLine(draft.name, 60);
  const about = cleanLine(draft.about, 200);
  const wanted = Number(draft.stock);
  if (price === null || name === '')
    return change({ problem: say('badPrice', { example: amountText(1250, shop.currency) }) });
  const id = draft.id ?? newId();
  page.draft = null;
  session.act({
    t: 'product',
    id,
    name,
    price,
    about,
    picture: asPicture(draft.picture) ?? '',
    isShown: draft.isShown,
  });
  const add =
    (Number.isSafeInteger(wanted) ? wanted : 0) -
    (shelfOf(session.state.shops.get(session.me) ?? shop).left.get(id) ?? 0);
  if (add !== 0) session.act({ t: 'stock', id, add });
  return change({});
}

/** Draws the orders of the shop, those with something to do first. */
export function keeperOrders(shop: Shop): View {
  const orders = [...shop.orders.values()];
  if (orders.length === 0) return emptyView(say('noOrders'));
  const open = orders.filter((order) => !isFinished(order));
  const finished = orders.filter(isFinished).toReversed();
  const { short } = shelfOf(shop);
  const card = (order: Order) =>
    orderCard(shop, order, {
      address: session.me,
      isShort: short.has(keyOf(order.customer, order.id)),
      buttons: keeperButtons(order),
    });
  return h(
    'div',
    { class: 'stack' },
    open.some(({ payment }) => payment === 'claimed') && h('p', { class: 'notice' }, say('checkMoney')),
    open.map(card),
    finished.length > 0 &&
      h(
        'details',
        { class: 'stack' },
        h('summary', {}, say('closedOrders', { count: finished.length })),
        h('div', { class: 'stack' }, finished.map(card)),
      ),
  );
}

const NEXT: Partial<Record<Stage, readonly [stage: Stage, label: 'prepare' | 'makeReady' | 'hand']>> = {
  placed: ['preparing', 'prepare'],
  preparing: ['ready', 'makeReady'],
  ready: ['done', 'hand'],
};
const BEFORE: Partial<Record<Stage, Stage>> = {
  preparing: 'placed',
  ready: 'preparing',
  done: 'ready',
  declined: 'placed',
};

function keeperButtons(order: Order): View[] {
  const { id, customer, stage } = order;
  const move = (to: Stage) => () => {
    const notify = to === 'ready' ? { notify: { [customer]: say('readyNotice') } } : {};
    session.act({ t: 'stage', id, customer, stage: to }, notify);
  };
  const next = NEXT[stage];
  const before = BEFORE[stage];
  return [
    ...(before === undefined ? [] : [iconButton('undo', say('stepBack'), { onPress: move(before) })]),
    ...(stage === 'placed' ? [button(say('decline'), 'quiet', move('declined'))] : []),
    ...moneyButtons(order),
    ...(next === undefined ? [] : [button(say(next[1]), 'primary', move(next[0]))]),
  ];
}

function moneyButtons({ id, customer, stage, payment, isRefundAsked }: Order): View[] {
  const pay = (to: 'confirmed' | 'refunded') => () => void session.act({ t: 'money', id, customer, payment: to });
  const isOff = stage === 'declined' || stage === 'cancelled';
  const isPaid = payment === 'confirmed' || payment === 'claimed';
  const isDue = payment === 'claimed' || (payment === 'open' && NEXT[stage] !== undefined);
  return [
    ...(isPaid && (isRefundAsked || isOff) ? [button(say('gaveBack'), '', pay('refunded'))] : []),
    ...(isDue ? [button(say('gotMoney'), '', pay('confirmed'))] : []),
  ];
}
