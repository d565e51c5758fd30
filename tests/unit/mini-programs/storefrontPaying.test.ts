// @vitest-environment happy-dom
/** What the customer of a shop can do about an order whose payment is under way. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSpeech } from '../../../resources/mini-programs/shared/texts.ts';
import { type Order, rules } from '../../../resources/mini-programs/storefront/src/rules.ts';
import { storefrontTexts } from '../../../resources/mini-programs/storefront/src/texts.ts';
import { PageHost, press } from '../../support/web/programPages.ts';

const { say } = createSpeech(storefrontTexts, 'en');
const [cancel, cancelAfter, askRefund] = [say('cancel'), say('cancelAfter'), say('askRefund')];
const [payOff, paySettled, payConfirmed] = [say('payOff'), say('paySettled'), say('payConfirmed')];
const payTwice = say('payTwice', { order: '#orde' });
const [payNow, payAgain, payPending, orders] = [say('payNow'), say('payAgain'), say('payPending'), say('orders')];

let host = new PageHost(rules, 'bo');

beforeEach(() => {
  host = new PageHost(rules, 'bo');
  host.says('ann', { t: 'shop', name: 'Corner', currency: 'EUR', note: '' });
  const bread = { id: 'bread', name: 'Bread', price: 350, about: '', picture: '', isShown: true };
  host.says('ann', { t: 'product', ...bread });
  host.says('ann', { t: 'stock', id: 'bread', add: 2 });
  host.says('bo', { t: 'order', id: 'order1', shop: 'ann', lines: [{ id: 'bread', count: 1, price: 350 }], note: '' });
});
afterEach(() => void vi.unstubAllGlobals());

/** The customer opens the shop, anew where it was open, and looks at the order. */
async function open(): Promise<void> {
  await host.open(() => import('../../../resources/mini-programs/storefront/src/main.ts'));
  await vi.waitFor(() => press(orders));
}

const order = (): Partial<Order> | undefined => [...(host.state.shops.get('ann')?.orders.values() ?? [])].at(0);
/** What can be done about the order, and what is said in place of that. */
const actions = () => [...(document.querySelector('.order .actions')?.children ?? [])].map((one) => one.textContent);
const expectActions = (...expected: readonly string[]) => vi.waitFor(() => expect(actions()).toEqual(expected));
const shown = () => document.querySelector('.order')?.textContent;

test('an order cannot be called off while its payment is under way, and can be once that came to nothing', async () => {
  await open();
  await expectActions(cancel, payNow);
  press(payNow);
  // At once, while the wallet still shows what it asks.
  expect(actions()).toEqual([cancelAfter, payAgain]);
  await vi.waitFor(() => expect(shown()).toContain(payPending));
  await open();
  await expectActions(cancelAfter, payAgain);
  host.answer = 'declined';
  press(payAgain);
  await expectActions(cancel, payNow);
  expect(shown()).not.toContain(payPending);
  press(cancel);
  await expectActions();
  expect([order()?.stage, order()?.payment]).toEqual(['cancelled', 'open']);
});

test('what was paid for an order that was called off meanwhile is written on it, and can be asked back', async () => {
  await open();
  await expectActions(cancel, payNow);
  press(payNow);
  await vi.waitFor(() => expect(shown()).toContain(payPending));
  // The shop; another device of the customer might as well.
  host.says('ann', { t: 'stage', id: 'order1', customer: 'bo', stage: 'declined' });
  // The wallet may ask anew, where nothing was signed.
  await expectActions(payOff, payAgain);
  host.answer = 'paid';
  press(payAgain);
  await expectActions(askRefund);
  expect([order()?.stage, order()?.payment]).toEqual(['declined', 'claimed']);
  expect(new Set(host.asked.map(({ reference }) => reference))).toEqual(new Set(['order1']));
});

test('an order that is off is not offered to be paid once it is known that it was not', async () => {
  await open();
  await expectActions(cancel, payNow);
  press(payNow);
  host.says('bo', { t: 'cancel', id: 'order1', shop: 'ann' });
  await expectActions(payOff, payAgain);
  host.answer = 'declined';
  press(payAgain);
  await expectActions();
  expect([order()?.stage, order()?.payment]).toEqual(['cancelled', 'open']);
});

/** The customer presses "Pay", it is to leave later, and the shop takes the money at the counter meanwhile. */
async function payTwoWays(): Promise<void> {
  await open();
  await expectActions(cancel, payNow);
  press(payNow);
  await vi.waitFor(() => expect(shown()).toContain(payPending));
  host.says('ann', { t: 'money', id: 'order1', customer: 'bo', payment: 'confirmed' });
  await expectActions(cancelAfter, paySettled, payAgain, askRefund);
  expect(shown()).toContain(payConfirmed);
  expect(shown()).not.toContain(payPending);
}

test('a payment that leaves after its order was paid at the counter is asked after, and its customer hears that they paid twice', async () => {
  await payTwoWays();
  await open();
  await expectActions(cancelAfter, paySettled, payAgain, askRefund);
  host.answer = 'paid';
  press(payAgain);
  await expectActions(cancel, askRefund);
  expect(document.body.textContent).toContain(payTwice);
  press(askRefund);
  await vi.waitFor(() => expect(order()?.isRefundAsked).toBe(true));
});

test('a payment that came to nothing after its order was paid at the counter is forgotten', async () => {
  await payTwoWays();
  host.answer = 'declined';
  press(payAgain);
  await expectActions(cancel, askRefund);
  expect([order()?.payment, document.body.textContent.includes(payTwice)]).toEqual(['confirmed', false]);
});

test('what another device of the customer knows to be paid is not asked after', async () => {
  await open();
  await expectActions(cancel, payNow);
  press(payNow);
  await vi.waitFor(() => expect(shown()).toContain(payPending));
  host.says('bo', { t: 'paid', id: 'order1', shop: 'ann', receipt: 'of the other device' });
  await expectActions(cancel, askRefund);
  host.says('ann', { t: 'money', id: 'order1', customer: 'bo', payment: 'confirmed' });
  await vi.waitFor(() => expect(shown()).toContain(payConfirmed));
  expect(actions()).toEqual([cancel, askRefund]);
});
