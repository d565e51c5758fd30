// @vitest-environment happy-dom
/** That a guest of the canteen pays in nothing that would count for nothing. */
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pendingOf } from '../../../resources/mini-programs/canteen/src/ledger.ts';
import { rules } from '../../../resources/mini-programs/canteen/src/rules.ts';
import { canteenTexts } from '../../../resources/mini-programs/canteen/src/texts.ts';
import { createSpeech } from '../../../resources/mini-programs/shared/texts.ts';
import { PageHost, press } from '../../support/web/programPages.ts';

const { say } = createSpeech(canteenTexts, 'en');
const [balance, topUp, payAgain] = [say('balance'), say('topUp'), say('payAgain')];
const wait = say('topUpsWait', { name: 'ann' });

let host = new PageHost(rules, 'bo');

beforeEach(() => {
  host = new PageHost(rules, 'bo');
  host.says('ann', { t: 'terms', name: 'Canteen', currency: 'EUR', opens: 690, closes: 780, step: 15, room: 2 });
});
afterEach(() => void vi.unstubAllGlobals());

/** The guest pays in so often, a euro each time, from another device. */
function paysIn(count: number, from = 0): void {
  for (let index = from; index < from + count; index += 1)
    host.says('bo', { t: 'topup', id: `pay${index}`, shop: 'ann', amount: 100, receipt: '' });
}

/** What waits for the canteen's word, in cents. */
function pending(): number {
  const shop = host.state.shops.get('ann');
  return shop === undefined ? 0 : pendingOf(shop, 'bo');
}

async function open(): Promise<void> {
  await host.open(() => import('../../../resources/mini-programs/canteen/src/main.ts'));
  await vi.waitFor(() => press(balance));
}

async function topsUp(): Promise<void> {
  const input = await vi.waitFor(() => {
    const found = document.querySelector('form input');
    if (found === null) throw new Error('nowhere to write an amount');
    return found;
  });
  fireEvent.input(input, { target: { value: '10' } });
  press(topUp);
}

const shown = () => document.body.textContent;
const expectShown = (words: string) => vi.waitFor(() => expect(shown()).toContain(words));

test('what there is no room for until the canteen has confirmed something is not paid, and why not is said', async () => {
  paysIn(16);
  host.answer = 'paid';
  await open();
  await topsUp();
  await expectShown(wait);
  expect([host.asked, pending()]).toEqual([[], 1600]);
  host.says('ann', { t: 'credit', id: 'pay0', to: 'bo', amount: 100 });
  await expectShown('€15.00 more');
  await topsUp();
  await vi.waitFor(() => expect(pending()).toBe(2500));
  expect([host.asked.length, shown().includes(wait)]).toEqual([1, false]);
});

test('a payment under way has room while others are paid in by another device, and is asked after only where it has', async () => {
  paysIn(15);
  await open();
  await topsUp();
  await expectShown(payAgain);
  paysIn(5, 15);
  await expectShown('€20.00 more');
  host.answer = 'paid';
  press(payAgain);
  await expectShown(wait);
  expect([host.asked.length, pending()]).toEqual([1, 2000]);
  host.says('ann', { t: 'refuse', id: 'pay0', to: 'bo' });
  await expectShown('€19.00 more');
  press(payAgain);
  await vi.waitFor(() => expect(pending()).toBe(2900));
  expect(new Set(host.asked.map(({ reference }) => reference)).size).toBe(1);
});
