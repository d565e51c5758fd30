import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { PaymentDesk, PaymentOrder } from '@ports/paymentDesk.ts';
import { idOf } from './storeFixtures.ts';

/** A desk, and the word of who pays on the next orders. */
export interface DeskUnderTest {
  readonly desk: { readonly pay: (order: PaymentOrder) => ReturnType<PaymentDesk['pay']> };
  readonly say: (word: 'paid' | 'declined') => void;
  /** How often the person was asked. */
  readonly asked: () => number;
}

const ORDER: PaymentOrder = {
  id: 'order of a test',
  instance: idOf<EventId>('card'),
  space: idOf<SpaceId>('chat'),
  program: 'Stand',
  payee: idOf<AccountId>('seller'),
  amount: { value: 250, currency: 'EUR' },
  memo: 'A lemonade',
  reference: 'o-1',
};

/** What every desk does. Rules: the port `paymentDesk.ts`. */
export function describePaymentDesk(name: string, make: () => DeskUnderTest | Promise<DeskUnderTest>): void {
  describe(`payment desk: ${name}`, () => {
    it('MPH-32 pays an order once, however often it is asked for', async () => {
      const { desk, say, asked } = await make();
      say('paid');
      const first = await desk.pay(ORDER);
      expect(first.ok && first.value.status === 'paid' && first.value.receipt !== '').toBe(true);
      say('declined');
      expect(await desk.pay({ ...ORDER, memo: 'other words' })).toEqual(first);
      expect(asked()).toBe(1);
      say('paid');
      const other = await desk.pay({ ...ORDER, id: 'another' });
      expect(other).toMatchObject({ ok: true, value: { status: 'paid' } });
      expect(other).not.toEqual(first);
    });

    it('MPH-32 asks once for an order that is asked for twice at once', async () => {
      const { desk, say, asked } = await make();
      say('paid');
      const [one, two] = await Promise.all([desk.pay(ORDER), desk.pay(ORDER)]);
      expect(one).toEqual(two);
      expect(asked()).toBe(1);
    });

    it('MPH-32 a no is an answer, and may become a yes', async () => {
      const { desk, say } = await make();
      say('declined');
      expect(await desk.pay(ORDER)).toEqual({ ok: true, value: { status: 'declined' } });
      say('paid');
      expect(await desk.pay(ORDER)).toMatchObject({ ok: true, value: { status: 'paid' } });
    });

    it('MPH-32 one name is one order: another payee or amount is not asked about', async () => {
      const { desk, say, asked } = await make();
      say('paid');
      await desk.pay(ORDER);
      for (const change of [
        { payee: idOf<AccountId>('thief') },
        { amount: { value: 1, currency: 'EUR' } },
        { amount: { value: 250, currency: 'CHF' } },
      ])
        expect(await desk.pay({ ...ORDER, ...change })).toMatchObject({ ok: false, error: { code: 'mismatch' } });
      expect(asked()).toBe(1);
    });
  });
}
