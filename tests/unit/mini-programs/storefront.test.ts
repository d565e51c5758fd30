import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Op,
  type Shop,
  asPicture,
  newOrdersOf,
  rules,
} from '../../../resources/mini-programs/storefront/src/rules.ts';
import { shelfOf } from '../../../resources/mini-programs/storefront/src/shelf.ts';
import { keyOf } from '../../../resources/mini-programs/shared/shopRules.ts';
import { type SaidAct, expectConvergence, expectHardiness, stateOf } from '../../support/web/programLogs.ts';

const says = (by: string, op: Op): SaidAct<Op> => ({ by, op });
const bread = { id: 'bread', name: 'Bread', price: 350, about: '', picture: '🍞', isShown: true };
const opened = [
  says('ann', { t: 'shop', name: 'Corner', currency: 'EUR', note: '' }),
  says('ann', { t: 'product', ...bread }),
  says('ann', { t: 'stock', id: 'bread', add: 2 }),
];
const buys = (by: string, id: string, { count = 1, price = 350 } = {}) =>
  says(by, { t: 'order', id, shop: 'ann', lines: [{ id: 'bread', count, price }], note: '' });

function shopAfter(...acts: readonly SaidAct<Op>[]): Shop {
  const shop = stateOf(rules, ...opened, ...acts).shops.get('ann');
  if (shop === undefined) throw new Error('no shop');
  return shop;
}
const orderAfter = (...acts: readonly SaidAct<Op>[]) => shopAfter(...acts).orders.get(keyOf('bo', 'order1'));

describe('goods', () => {
  test('are changed by the shop alone; who opens another has only that', () => {
    const shop = shopAfter(
      says('eve', { t: 'product', ...bread, price: 1 }),
      says('eve', { t: 'shop', name: 'Fake', currency: 'EUR', note: '' }),
      says('eve', { t: 'product', ...bread, price: 1 }),
      says('eve', { t: 'stock', id: 'bread', add: -2 }),
    );
    expect(shop.products.get('bread')).toMatchObject({ price: 350, stocked: 2 });
  });

  test('keep their currency once there is a price in it', () => {
    expect(shopAfter(says('ann', { t: 'shop', name: 'Corner', currency: 'JPY', note: '' })).currency).toBe('EUR');
  });

  test('are counted by what came and went, so that two devices of the shop can add at once', () => {
    expect(
      shopAfter(
        says('ann', { t: 'stock', id: 'bread', add: 3 }),
        says('ann', { t: 'stock', id: 'bread', add: -1 }),
      ).products.get('bread')?.stocked,
    ).toBe(4);
  });
});

describe('orders', () => {
  test('stand at a price the shop has asked, and at no other', () => {
    expect(orderAfter(buys('bo', 'order1', { count: 2 }))).toMatchObject({
      total: 700,
      stage: 'placed',
      payment: 'open',
    });
    expect(orderAfter(buys('bo', 'order1', { price: 1 }))).toBeUndefined();
    const dearer = says('ann', { t: 'product', ...bread, price: 400 });
    expect(orderAfter(dearer, buys('bo', 'order1'))?.total).toBe(350);
  });

  test('are moved on by the shop alone', () => {
    const ready = (by: string) => says(by, { t: 'stage', id: 'order1', customer: 'bo', stage: 'ready' });
    expect(orderAfter(buys('bo', 'order1'), ready('bo'), ready('eve'))?.stage).toBe('placed');
    expect(orderAfter(buys('bo', 'order1'), ready('ann'))?.stage).toBe('ready');
  });

  test('can be called off by who placed them, until the shop begins', () => {
    const cancel = (by: string) => says(by, { t: 'cancel', id: 'order1', shop: 'ann' });
    expect(orderAfter(buys('bo', 'order1'), cancel('eve'))?.stage).toBe('placed');
    expect(orderAfter(buys('bo', 'order1'), cancel('bo'))?.stage).toBe('cancelled');
    const begun = says('ann', { t: 'stage', id: 'order1', customer: 'bo', stage: 'preparing' });
    expect(orderAfter(buys('bo', 'order1'), begun, cancel('bo'))?.stage).toBe('preparing');
  });

  test('are new until the shop does something about them or who placed them calls them off', () => {
    const placed = [buys('bo', 'order1'), buys('cy', 'order2'), buys('cy', 'order3')];
    expect(newOrdersOf(shopAfter(...placed))).toBe(3);
    const begun = says('ann', { t: 'stage', id: 'order1', customer: 'bo', stage: 'preparing' });
    const cancelled = says('cy', { t: 'cancel', id: 'order2', shop: 'ann' });
    expect(newOrdersOf(shopAfter(...placed, begun, cancelled))).toBe(1);
    const paid = says('cy', { t: 'paid', id: 'order3', shop: 'ann', receipt: 'r1' });
    expect(newOrdersOf(shopAfter(...placed, begun, cancelled, paid))).toBe(1);
  });

  test('are paid by the customer’s word until the shop has seen the money', () => {
    const paid = says('bo', { t: 'paid', id: 'order1', shop: 'ann', receipt: 'r1' });
    const seen = (by: string) => says(by, { t: 'money', id: 'order1', customer: 'bo', payment: 'confirmed' });
    expect(orderAfter(buys('bo', 'order1'), paid, seen('bo'))).toMatchObject({ payment: 'claimed', receipt: 'r1' });
    expect(orderAfter(buys('bo', 'order1'), paid, seen('ann'))?.payment).toBe('confirmed');
    expect(orderAfter(buys('bo', 'order1'), paid, seen('ann'), paid)?.payment).toBe('confirmed');
  });

  test('a refund can be asked for what was paid, and ends with the shop’s word', () => {
    const ask = says('bo', { t: 'refund', id: 'order1', shop: 'ann' });
    const paid = says('bo', { t: 'paid', id: 'order1', shop: 'ann', receipt: '' });
    expect(orderAfter(buys('bo', 'order1'), ask)?.isRefundAsked).toBe(false);
    expect(orderAfter(buys('bo', 'order1'), paid, ask)?.isRefundAsked).toBe(true);
    const back = says('ann', { t: 'money', id: 'order1', customer: 'bo', payment: 'refunded' });
    expect(orderAfter(buys('bo', 'order1'), paid, ask, back)).toMatchObject({
      payment: 'refunded',
      isRefundAsked: false,
    });
  });
});

describe('the shelf', () => {
  test('who comes too late gets nothing, and holds nothing back', () => {
    const shop = shopAfter(buys('bo', 'order1'), buys('cy', 'order2', { count: 2 }), buys('di', 'order3'));
    const { left, short } = shelfOf(shop);
    expect([...short]).toEqual([keyOf('cy', 'order2')]);
    expect(left.get('bread')).toBe(0);
  });

  test('what the shop has begun is not taken away by an order heard of late', () => {
    const begun = says('ann', { t: 'stage', id: 'order1', customer: 'bo', stage: 'preparing' });
    const late = { ...buys('cy', 'order2', { count: 2 }), clock: 4, at: 0 };
    expect([...shelfOf(shopAfter(buys('bo', 'order1'), begun, late)).short]).toEqual([keyOf('cy', 'order2')]);
  });

  test('what is called off comes back', () => {
    const shop = shopAfter(buys('bo', 'order1', { count: 2 }), says('bo', { t: 'cancel', id: 'order1', shop: 'ann' }));
    expect(shelfOf(shop).left.get('bread')).toBe(2);
  });
});

test.each([
  ['data:image/webp;base64,UklGRg==', true],
  ['🍞', true],
  ['', true],
  ['data:image/svg+xml;base64,PHN2Zz4=', false],
  ['https://example.org/a.png', false],
  ['data:image/png;base64,AAAA" onerror="x', false],
  ['abc', false],
])('a picture “%s”: %s', (text, isTaken) => {
  expect(asPicture(text) !== null).toBe(isTaken);
});

describe('whatever comes', () => {
  const id = fc.constantFrom('bread', 'cake', 'constructor');
  const shop = fc.constantFrom('ann', 'bo');
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({
      t: fc.constant('shop' as const),
      name: fc.constantFrom('A', 'B'),
      currency: fc.constantFrom('EUR', 'JPY'),
      note: fc.constant(''),
    }),
    fc.record({
      t: fc.constant('product' as const),
      id,
      name: fc.constant('x'),
      price: fc.integer({ min: 0, max: 2 }),
      about: fc.constant(''),
      picture: fc.constant(''),
      isShown: fc.boolean(),
    }),
    fc.record({ t: fc.constant('stock' as const), id, add: fc.integer({ min: -2, max: 3 }) }),
    fc.record({
      t: fc.constant('order' as const),
      id,
      shop,
      lines: fc
        .record({ id, count: fc.integer({ min: 1, max: 3 }), price: fc.integer({ min: 0, max: 2 }) })
        .map((line) => [line]),
      note: fc.constant(''),
    }),
    fc.record({ t: fc.constantFrom('cancel' as const, 'refund' as const), id, shop }),
    fc.record({ t: fc.constant('paid' as const), id, shop, receipt: fc.constant('') }),
    fc.record({ t: fc.constant('stage' as const), id, customer: shop, stage: fc.constantFrom('ready', 'declined') }),
    fc.record({
      t: fc.constant('money' as const),
      id,
      customer: shop,
      payment: fc.constantFrom('confirmed', 'refunded'),
    }),
  );

  test('everyone comes to the same shop', () => {
    expectConvergence(rules, op);
  });

  test('no shape breaks it', () => {
    const any = fc.oneof(
      fc.constantFrom('shop', 'product', 'order', 'constructor', '__proto__', 'EUR', 'eve'),
      fc.integer(),
      fc.string(),
    );
    const lines = fc.array(fc.record({ id: any, count: fc.integer(), price: fc.integer() }));
    expectHardiness(
      rules,
      fc.record(
        { t: any, id: any, shop: any, name: any, currency: any, price: any, lines, add: any },
        { requiredKeys: [] },
      ),
    );
  });
});
