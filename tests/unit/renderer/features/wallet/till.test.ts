import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Payment, unitsOf } from './support/payments.ts';
import {
  type Cart,
  type CartPress,
  EMPTY_CART,
  pressed,
  totalOf,
  wordsOf,
} from '../../../../../src/renderer/features/wallet/till/cart.ts';
import { dayOf, startOfDay } from '../../../../../src/renderer/features/wallet/till/dayOf.ts';
import { paymentStateOf } from '../../../../../src/renderer/features/wallet/codes/paymentState.ts';
import { furthest, receivedFor } from '../../../../../src/renderer/features/wallet/codes/usePaymentFor.ts';

const SOUP = { id: 'soup', name: 'Soup', price: 350n };
const TEA = { id: 'tea', name: 'Tea', price: 120n };
const ring = (...presses: readonly CartPress[]) => presses.reduce<Cart>(pressed, EMPTY_CART);
const digits = (text: string): CartPress => ({ kind: 'digits', digits: text });

describe('a sale', () => {
  it('PAY-UI-93 adds items, counts same ones, and takes what is typed as minor units', () => {
    const cart = ring(
      { kind: 'item', item: SOUP },
      { kind: 'item', item: TEA },
      { kind: 'item', item: SOUP },
      digits('1'),
      digits('50'),
    );
    expect(cart.lines.map(({ name, count }) => `${name} ${count}`)).toEqual(['Soup 2', 'Tea 1']);
    expect(totalOf(cart)).toBe(970n);
    expect(totalOf(pressed(cart, { kind: 'erase' }))).toBe(835n);
    expect(totalOf(pressed(cart, { kind: 'less', key: 'soup' }))).toBe(620n);
    expect(totalOf(pressed(pressed(cart, { kind: 'clear' }), { kind: 'clear' }))).toBe(0n);
  });

  it('PAY-UI-93 an item whose price was changed meanwhile is a line of its own', () => {
    const cart = ring({ kind: 'item', item: SOUP }, { kind: 'item', item: { ...SOUP, price: 400n } });
    expect(cart.lines.map(({ price, count }) => [price, count])).toEqual([
      [350n, 1],
      [400n, 1],
    ]);
    expect(pressed(cart, { kind: 'less', key: 'soup' }).lines).toHaveLength(1);
  });

  it('PAY-UI-93 whatever is pressed, the sum is that of its lines and fits a record', () => {
    const press = fc.oneof(
      fc.constantFrom('0', '00', '7', '9').map(digits),
      fc.constantFrom<CartPress>(
        { kind: 'erase' },
        { kind: 'line' },
        { kind: 'item', item: SOUP },
        { kind: 'less', key: 'soup' },
      ),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 80 }), (presses) => {
        const cart = ring(...presses);
        const words = wordsOf(cart, 'Other');
        expect(totalOf(cart)).toBeLessThan(10n ** 15n);
        if (words.lines !== undefined) {
          const sum = words.lines.reduce((all, { amount, count }) => all + amount * BigInt(count), 0n);
          expect(sum).toBe(totalOf(cart));
        }
        expect(Array.from(words.memo).length).toBeLessThanOrEqual(140);
      }),
    );
  });

  it('PAY-UI-93 what does not fit into a code as lines is said in one', () => {
    const many = Array.from({ length: 20 }, (_, place) => ({
      id: String(place),
      name: `Item number ${place}`,
      price: 100n,
    }));
    const words = wordsOf(ring(...many.map((item) => ({ kind: 'item', item }) as const)), 'Other');
    expect(words.lines).toBeUndefined();
    expect(words.memo).toMatch(/^Item number 0, Item number 1/);
    expect(wordsOf(ring(digits('500')), 'Other')).toEqual({ memo: '' });
  });
});

describe('how a payment stands', () => {
  const { sale } = unitsOf();

  it('PAY-UI-93 only what is final is green', () => {
    expect(paymentStateOf(null)).toBe('waiting');
    expect(paymentStateOf(sale('final'))).toBe('final');
    expect(paymentStateOf(sale('sent'))).toBe('arriving');
    expect(paymentStateOf(sale('held'))).toBe('held');
    expect(paymentStateOf(sale('refused'))).toBe('failed');
  });

  it('PAY-UI-93 of several payments of one request the furthest counts, in any order', () => {
    const [refused, sent, final] = [sale('refused'), sale('sent'), sale('final')];
    expect(furthest([refused, sent])).toBe(sent);
    expect(furthest([final, sent, refused])).toBe(final);
    expect(furthest([])).toBeNull();
  });
});

describe('what answers a bill', () => {
  const { sale, bill, alike } = unitsOf();
  const request = bill(4500n);
  const named = (payment: Payment): Payment => ({ ...payment, request: request.id });

  it('PAY-UI-93 a cent of the customer’s own promise that names it is none', () => {
    const cent: Payment = { ...named(sale('final', 1n)), unit: alike.unlike, kind: 'mint' };
    const paid = named(sale('final', 4500n));
    expect(receivedFor(request, [cent])).toBeNull();
    expect(receivedFor({ ...request, stage: 'paid' }, [cent])).toBeNull();
    expect(receivedFor(request, [cent, paid])).toBe(paid);
  });

  it('PAY-UI-93 too little, sent back, one’s own or for another bill is none', () => {
    const paid = named(sale('final', 4500n));
    expect(receivedFor(request, [named(sale('final', 4499n))])).toBeNull();
    expect(receivedFor(request, [{ ...paid, sentBack: 1n }])).toBeNull();
    expect(receivedFor(request, [{ ...paid, side: 'payer' }])).toBeNull();
    expect(receivedFor(request, [{ ...paid, request: null }])).toBeNull();
    expect(receivedFor(bill(null), [named(sale('final', 1n))])).not.toBeNull();
  });

  it('PAY-UI-93 a promise that counts in the same, and parts of the sum, are by one’s own receipt alone', () => {
    const promise: Payment = { ...named(sale('final', 4500n)), unit: alike.like, kind: 'mint' };
    const part = named(sale('final', 2000n));
    for (const payment of [promise, part]) {
      expect(receivedFor(request, [payment])).toBeNull();
      expect(receivedFor({ ...request, stage: 'paid' }, [payment])).toBe(payment);
    }
  });
});

describe('the close of a day', () => {
  const { sale, topUp, at } = unitsOf();
  const from = startOfDay(at);

  it('PAY-UI-93 adds up what is final apart from what is not, and leaves out other days', () => {
    const payments: readonly Payment[] = [
      sale('final', 500n),
      sale('final', 250n),
      sale('sent', 100n),
      sale('refused', 900n),
      topUp(2000n),
      topUp(50n, true),
      { ...sale('final', 7n), at: from - 1 },
      { ...sale('final', 7n), at: startOfDay(from, 1) },
    ];
    const day = dayOf(payments, from, startOfDay(from, 1));
    expect(day).toMatchObject({ taken: 700n, takenCount: 2, open: 100n, openCount: 1, toppedUp: 2000n, refunded: 50n });
    expect(day.payments).toHaveLength(6);
  });

  it.each(['decline', 'settle', 'net'] as const)('PAY-UI-93 what comes back is no sale: %s', (why) => {
    const payments: readonly Payment[] = [
      sale('final', 500n),
      { ...sale('final', 5000n), why },
      { ...sale('sent', 300n), why },
      { ...sale('final', 20n), why: 'gift' },
    ];
    const day = dayOf(payments, from, startOfDay(from, 1));
    expect(day).toMatchObject({ taken: 520n, takenCount: 2, open: 0n, openCount: 0 });
    expect(day.payments).toHaveLength(2);
  });

  it('PAY-UI-93 days are those of the calendar, also where a clock changes', () => {
    for (let back = 0; back < 400; back += 1) {
      const start = startOfDay(at, -back);
      expect(new Date(start).getHours()).toBe(0);
      expect(startOfDay(startOfDay(start, 1), -1)).toBe(start);
    }
  });
});
