import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ledgerOf,
  newOrdersOf,
  pendingOf,
  slotKey,
  slotsAhead,
  slotsOf,
  waitingTopUpsOf,
} from '../../../resources/mini-programs/canteen/src/ledger.ts';
import type { Op } from '../../../resources/mini-programs/canteen/src/acts.ts';
import { type Shop, rules } from '../../../resources/mini-programs/canteen/src/rules.ts';
import { keyOf } from '../../../resources/mini-programs/shared/shopRules.ts';
import { type SaidAct, expectConvergence, expectHardiness, stateOf } from '../../support/web/programLogs.ts';

const says = (by: string, op: Op): SaidAct<Op> => ({ by, op });
const DAY = '2026-11-23';
const terms = { t: 'terms', name: 'Canteen', currency: 'EUR', opens: 690, closes: 780, step: 15, room: 2 } as const;
const soup: Extract<Op, { t: 'dish' }> = {
  t: 'dish',
  id: 'soup',
  day: DAY,
  name: 'Soup',
  price: 450,
  allergens: ['celery'],
  diet: 'vegan',
  portions: 3,
  isShown: true,
};
const opened = [says('ann', terms), says('ann', soup)];
const orders = (by: string, id: string, slot = 690) =>
  says(by, { t: 'order', id, shop: 'ann', day: DAY, slot, lines: [{ id: 'soup', count: 1, price: 450 }] });
const credit = (to: string, id: string, amount: number, by = 'ann') => says(by, { t: 'credit', id, to, amount });
const stage = (customer: string, id: string, to: 'ready' | 'declined' | 'collected', by = 'ann') =>
  says(by, { t: 'stage', id, customer, stage: to });

function shopAfter(...acts: readonly SaidAct<Op>[]): Shop {
  const shop = stateOf(rules, ...opened, ...acts).shops.get('ann');
  if (shop === undefined) throw new Error('no canteen');
  return shop;
}
const ledgerAfter = (...acts: readonly SaidAct<Op>[]) => ledgerOf(shopAfter(...acts));

test('an order is new until the canteen does something about it, it is called off, or its day is over', () => {
  const placed = [orders('bo', 'order1'), orders('cy', 'order2', 705), orders('di', 'order3', 720)];
  expect(newOrdersOf(shopAfter(...placed), DAY)).toBe(3);
  expect(newOrdersOf(shopAfter(...placed), '2026-11-24')).toBe(0);
  const cancelled = says('cy', { t: 'cancel', id: 'order2', shop: 'ann' });
  expect(newOrdersOf(shopAfter(...placed, stage('bo', 'order1', 'ready'), cancelled), DAY)).toBe(1);
});

test('what guests say they paid waits until the canteen says whether it came', () => {
  const topup = (by: string, id: string) => says(by, { t: 'topup', id, shop: 'ann', amount: 1000, receipt: 'r' });
  const said = [topup('bo', 'pay1'), topup('bo', 'pay2'), topup('cy', 'pay3')];
  expect(waitingTopUpsOf(shopAfter())).toBe(0);
  expect(waitingTopUpsOf(shopAfter(...said))).toBe(3);
  const answered = [credit('bo', 'pay1', 1000), says('ann', { t: 'refuse', id: 'pay3', to: 'cy' })];
  expect(waitingTopUpsOf(shopAfter(...said, ...answered))).toBe(1);
});

test('only times to come are offered', () => {
  const hours = { opens: 690, closes: 780, step: 30, room: 2 };
  const at = (day: string, minute: number) => slotsAhead(hours, DAY, { day, minute });
  expect(at('2026-11-22', 1220)).toEqual([690, 720, 750, 780]);
  expect(at(DAY, 600)).toEqual([690, 720, 750, 780]);
  expect(at(DAY, 720)).toEqual([750, 780]);
  expect(at(DAY, 1220)).toEqual([]);
  expect(at('2026-11-24', 0)).toEqual([]);
});

describe('the balance', () => {
  test('is what the canteen has seen paid in, not what a guest says', () => {
    const topup = says('bo', { t: 'topup', id: 'pay1', shop: 'ann', amount: 1000, receipt: 'r' });
    const said = shopAfter(topup, credit('bo', 'pay1', 1000, 'bo'), credit('bo', 'pay1', 1000, 'eve'));
    expect(ledgerOf(said).balances.get('bo') ?? 0).toBe(0);
    expect(pendingOf(said, 'bo')).toBe(1000);
    const seen = shopAfter(topup, credit('bo', 'pay1', 1000), credit('bo', 'pay1', 1000));
    expect(ledgerOf(seen).balances.get('bo')).toBe(1000);
    expect(pendingOf(seen, 'bo')).toBe(0);
  });

  test('a top-up that was refused does not come back', () => {
    const topup = says('bo', { t: 'topup', id: 'pay1', shop: 'ann', amount: 1000, receipt: 'r' });
    expect(pendingOf(shopAfter(topup, says('ann', { t: 'refuse', id: 'pay1', to: 'bo' }), topup), 'bo')).toBe(0);
  });

  test('pays orders as far as it reaches and never goes below nothing', () => {
    const { balances, verdicts } = ledgerAfter(
      credit('bo', 'pay1', 1000),
      orders('bo', 'ord1'),
      orders('bo', 'ord2', 705),
      orders('bo', 'ord3', 720),
    );
    expect(balances.get('bo')).toBe(100);
    expect([...verdicts.values()]).toEqual(['covered', 'covered', 'counter']);
  });

  test('what is declined or called off is given back', () => {
    const paid = [credit('bo', 'pay1', 500), orders('bo', 'ord1')];
    expect(ledgerAfter(...paid).balances.get('bo')).toBe(50);
    expect(ledgerAfter(...paid, stage('bo', 'ord1', 'declined', 'eve')).balances.get('bo')).toBe(50);
    expect(ledgerAfter(...paid, stage('bo', 'ord1', 'declined')).balances.get('bo')).toBe(500);
    expect(ledgerAfter(...paid, says('bo', { t: 'cancel', id: 'ord1', shop: 'ann' })).balances.get('bo')).toBe(500);
  });

  test('no money is made or lost', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 3 }), (paid, count) => {
        const acts = [
          ...paid.map((amount, index) => credit('bo', `pay${index}`, amount)),
          ...Array.from({ length: count }, (_, index) => orders('bo', `ord${index}`, 690 + index * 15)),
        ];
        const { balances, verdicts } = ledgerAfter(...acts);
        const spent = [...verdicts.values()].filter((verdict) => verdict === 'covered').length * 450;
        const left = balances.get('bo') ?? 0;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + spent).toBe(paid.reduce((sum, amount) => sum + amount, 0));
      }),
    );
  });
});

describe('orders', () => {
  test('a pick-up time takes so many and no more; portions likewise', () => {
    const { verdicts, slots, left } = ledgerAfter(
      orders('bo', 'ord1'),
      orders('cy', 'ord2'),
      orders('di', 'ord3'),
      orders('di', 'ord4', 705),
      orders('ed', 'ord5', 705),
    );
    expect([...verdicts.values()]).toEqual(['counter', 'counter', 'full', 'counter', 'sold-out']);
    expect(slots.get(slotKey(DAY, 690))).toBe(2);
    expect(left.get('soup')).toBe(0);
  });

  test('what is already made is not displaced by an order heard of late', () => {
    const late = ['ord7', 'ord8', 'ord9'].map((id) => ({ ...orders('eve', id), clock: 3, at: 0 }));
    const { verdicts } = ledgerAfter(orders('bo', 'ord1'), stage('bo', 'ord1', 'ready'), ...late);
    expect(verdicts.get(keyOf('bo', 'ord1'))).toBe('counter');
  });

  test('stand only with dishes of that day at prices that were asked', () => {
    const cheap = says('bo', {
      t: 'order',
      id: 'ord1',
      shop: 'ann',
      day: DAY,
      slot: 690,
      lines: [{ id: 'soup', count: 1, price: 1 }],
    });
    const other = says('bo', {
      t: 'order',
      id: 'ord2',
      shop: 'ann',
      day: '2026-11-24',
      slot: 690,
      lines: [{ id: 'soup', count: 1, price: 450 }],
    });
    expect(shopAfter(cheap, other).orders.size).toBe(0);
  });
});

test('pick-up times go from opening to closing', () => {
  expect(slotsOf({ opens: 690, closes: 735, step: 15, room: 1 })).toEqual([690, 705, 720, 735]);
});

test.each(['2026-02-30', '2026-13-01', 'today', '1999-01-01'])('%s is no day', (day) => {
  expect(rules.read({ ...soup, day })).toBeNull();
});

describe('whatever comes', () => {
  const id = fc.constantFrom('soup', 'cake', 'constructor');
  const shop = fc.constantFrom('ann', 'bo');
  const day = fc.constantFrom('2026-11-23', '2026-11-24');
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({
      t: fc.constant('terms' as const),
      name: fc.constant('A'),
      currency: fc.constantFrom('EUR', 'JPY'),
      opens: fc.constant(600),
      closes: fc.constant(700),
      step: fc.constant(30),
      room: fc.constantFrom(1, 2),
    }),
    fc.record({
      t: fc.constant('dish' as const),
      id,
      day,
      name: fc.constant('x'),
      price: fc.constantFrom(1, 2),
      allergens: fc.constant([]),
      diet: fc.constant('any' as const),
      portions: fc.constant(1),
      isShown: fc.boolean(),
    }),
    fc.record({ t: fc.constant('topup' as const), id, shop, amount: fc.constantFrom(1, 5), receipt: fc.constant('') }),
    fc.record({ t: fc.constant('credit' as const), id, to: shop, amount: fc.constantFrom(1, 5) }),
    fc.record({ t: fc.constant('refuse' as const), id, to: shop }),
    fc.record({
      t: fc.constant('order' as const),
      id,
      shop,
      day,
      slot: fc.constantFrom(600, 630),
      lines: fc.record({ id, count: fc.constant(1), price: fc.constantFrom(1, 2) }).map((line) => [line]),
    }),
    fc.record({ t: fc.constant('cancel' as const), id, shop }),
    fc.record({ t: fc.constant('stage' as const), id, customer: shop, stage: fc.constantFrom('ready', 'declined') }),
  );

  test('everyone comes to the same canteen', () => {
    expectConvergence(rules, op);
  });

  test('no shape breaks it', () => {
    const any = fc.oneof(
      fc.constantFrom('terms', 'dish', 'order', 'constructor', '__proto__', DAY, 'eve'),
      fc.integer(),
      fc.string(),
    );
    expectHardiness(
      rules,
      fc.record(
        { t: any, id: any, shop: any, name: any, day: any, lines: fc.array(any), to: any },
        { requiredKeys: [] },
      ),
    );
  });
});
