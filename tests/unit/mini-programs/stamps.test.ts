import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  NO_CARD,
  type Op,
  readyRewards,
  rules,
  stampsOnCard,
} from '../../../resources/mini-programs/stamps/src/rules.ts';
import { type SaidAct, expectConvergence, expectHardiness, stateOf } from '../../support/web/programLogs.ts';

const says = (by: string, op: Op): SaidAct<Op> => ({ by, op });
const opened = says('ann', { t: 'card', name: 'Café', reward: 'A coffee', every: 3, sign: '☕' });
const stamp = (id: string, by = 'ann') => says(by, { t: 'stamp', id, to: 'bo' });
const full = [stamp('stamp1'), stamp('stamp2'), stamp('stamp3')];

function cardAfter(...acts: readonly SaidAct<Op>[]) {
  const shop = stateOf(rules, opened, ...acts).shops.get('ann');
  if (shop === undefined) throw new Error('no shop');
  const card = shop.cards.get('bo') ?? NO_CARD;
  return { card, on: stampsOnCard(shop, card), ready: readyRewards(shop, card), every: shop.every };
}

describe('stamps', () => {
  test('only the shop’s own count', () => {
    expect(cardAfter(stamp('stamp1'), stamp('stamp2', 'bo'), stamp('stamp3', 'eve')).on).toBe(1);
    const rival = says('eve', { t: 'card', name: 'Fake', reward: 'x', every: 2, sign: '☕' });
    expect(cardAfter(rival, stamp('stamp1', 'eve')).on).toBe(0);
  });

  test('one wish answered by two devices of the shop makes one stamp', () => {
    const ask = says('bo', { t: 'ask', shop: 'ann', id: 'wish1' });
    expect(cardAfter(ask).card.wishes).toHaveLength(1);
    const { on, card } = cardAfter(ask, stamp('wish1'), stamp('wish1'));
    expect(on).toBe(1);
    expect(card.wishes).toEqual([]);
    expect(cardAfter(stamp('wish1'), ask).card.wishes).toEqual([]);
  });

  test('can be taken back by the shop', () => {
    expect(cardAfter(...full, says('bo', { t: 'void', id: 'stamp1', to: 'bo' })).on).toBe(3);
    expect(cardAfter(...full, says('ann', { t: 'void', id: 'stamp1', to: 'bo' })).on).toBe(2);
  });

  test('the card gets no longer once a stamp was given', () => {
    const longer = says('ann', { t: 'card', name: 'Café', reward: 'A coffee', every: 9, sign: '☕' });
    expect(cardAfter(longer).every).toBe(9);
    expect(cardAfter(stamp('stamp1'), longer).every).toBe(3);
  });
});

describe('rewards', () => {
  const hand = (id: string) => says('ann', { t: 'reward', id, to: 'bo' });

  test('are handed out by the shop, once for each full card', () => {
    expect(cardAfter(...full)).toMatchObject({ ready: 1, on: 3 });
    expect(cardAfter(...full, says('bo', { t: 'reward', id: 'gift1', to: 'bo' })).ready).toBe(1);
    const given = cardAfter(...full, hand('gift1'), hand('gift2'));
    expect(given).toMatchObject({ ready: 0, on: 0 });
    expect(given.card.rewards.size).toBe(1);
  });

  test('are asked for by the customer and can be refused', () => {
    const claim = says('bo', { t: 'claim', shop: 'ann', id: 'gift1' });
    expect(cardAfter(...full, claim).card.wishes[0]?.kind).toBe('claim');
    const refused = cardAfter(...full, claim, says('ann', { t: 'refuse', id: 'gift1', to: 'bo' }));
    expect(refused.card.wishes).toEqual([]);
    expect(refused.ready).toBe(1);
  });
});

describe('whatever comes', () => {
  const id = fc.constantFrom('one1', 'two2', 'constructor');
  const shop = fc.constantFrom('ann', 'bo');
  const op: fc.Arbitrary<Op> = fc.oneof(
    fc.record({
      t: fc.constant('card' as const),
      name: fc.constant('A'),
      reward: fc.constant('B'),
      every: fc.constantFrom(2, 3),
      sign: fc.constant('☕'),
    }),
    fc.record({ t: fc.constantFrom('join' as const, 'leave' as const), shop }),
    fc.record({ t: fc.constantFrom('ask' as const, 'claim' as const), shop, id }),
    fc.record({
      t: fc.constantFrom('stamp' as const, 'reward' as const, 'refuse' as const, 'void' as const),
      id,
      to: shop,
    }),
  );

  test('everyone sees the same cards', () => {
    expectConvergence(rules, op);
  });

  test('no shape breaks it', () => {
    const any = fc.oneof(
      fc.constantFrom('card', 'stamp', 'join', 'constructor', '__proto__', 'eve'),
      fc.integer(),
      fc.string(),
    );
    expectHardiness(
      rules,
      fc.record({ t: any, id: any, shop: any, to: any, name: any, every: any }, { requiredKeys: [] }),
    );
  });
});
