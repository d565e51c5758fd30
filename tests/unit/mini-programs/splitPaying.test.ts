// @vitest-environment happy-dom
/** What the page of a bill offers to somebody whose payment is under way, whatever is due by then. */
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSpeech } from '../../../resources/mini-programs/shared/texts.ts';
import { billRules } from '../../../resources/mini-programs/split/src/rules.ts';
import { splitTexts } from '../../../resources/mini-programs/split/src/texts.ts';
import { PageHost, press } from '../../support/web/programPages.ts';

const { say } = createSpeech(splitTexts, 'en');
const [payPending, payAfter, payAgain] = [say('payPending'), say('payAfter'), say('payAgain')];
const [payNow, paid, undo, payByHand] = [say('payNow'), say('paid'), say('undo'), say('payByHand')];
const people = { ann: 'ann act00001', ben: 'ben act00002', carl: 'carl act00003' };
type Name = keyof typeof people;

let host = new PageHost(billRules, 'ann');

beforeEach(() => {
  host = new PageHost(billRules, 'ann');
  for (const name of ['Ann', 'Ben', 'Carl']) host.says(name.toLowerCase(), { t: 'person', name, me: true });
});
afterEach(() => void vi.unstubAllGlobals());

/** Somebody paid so much for somebody else. */
function spend(by: Name, amount: number, who: Name): void {
  const split = { kind: 'equal', parts: { [people[who]]: 1 } } as const;
  host.says(by, { t: 'expense', expense: { what: 'Food', currency: 'EUR', amount, payer: people[by], split } });
}

/** Ann opens the bill, anew where it was open. */
const open = () => host.open(() => import('../../../resources/mini-programs/split/src/main.ts'));

const textsOf = (row: Element, what: string) => [...row.querySelectorAll(what)].map(({ textContent }) => textContent);

/** What is to be settled: between whom, how much, and what can be done about it. */
const rows = () =>
  [...document.querySelectorAll('.owed')].map((row) =>
    [...textsOf(row, '.words'), ...textsOf(row, '.number'), ...textsOf(row, 'button')].join(' | '),
  );

const expectRows = (...expected: readonly string[]) => vi.waitFor(() => expect(rows()).toEqual(expected));

/** What the bill says that was paid. */
const payments = () =>
  host.state.entries.flatMap(({ payment, isGone }) =>
    payment === null || isGone ? [] : [`${payment.from} ${payment.to} ${payment.amount}`],
  );

const toBen = (amount: number) => `${people.ann} ${people.ben} ${amount}`;
const underWay = (money: string, ...more: readonly string[]) =>
  [`You → Ben${payPending}`, money, payAgain, ...more].join(' | ');
const markedByHand = (money: string) => [`You → Ben${payByHand}`, money, payAgain].join(' | ');
const due = (who: string, money: string, ...more: readonly string[]) => [who, money, ...more].join(' | ');

test('a payment under way is shown, asked after and written whatever is due by then, and nobody is paid in its place', async () => {
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  press(payNow);
  await expectRows(underWay('€10.00', paid));
  // By the bill alone it is Ann who is to pay Carl now, and nobody else.
  spend('carl', 1000, 'ben');
  const shown = [underWay('€10.00', paid), due('Ben → Carl', '€10.00', paid)];
  await expectRows(...shown);
  await open();
  await expectRows(...shown);
  host.answer = 'paid';
  press(payAgain);
  await expectRows(due('Ben → Carl', '€10.00', paid));
  expect([payments(), new Set(host.asked.map(({ reference }) => reference)).size]).toEqual([[toBen(1000)], 1]);
});

test('what a payment under way was for is due again, to whomever, once it came to nothing', async () => {
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  press(payNow);
  spend('carl', 1000, 'ben');
  await expectRows(underWay('€10.00', paid), due('Ben → Carl', '€10.00', paid));
  host.answer = 'declined';
  press(payAgain);
  await expectRows(due('You → Carl', '€10.00', payNow, paid));
  expect(payments()).toEqual([]);
});

test('what is due beside a payment under way waits for it where it is to the same person, and may be marked as paid by itself', async () => {
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  press(payNow);
  await expectRows(underWay('€10.00', paid));
  spend('ben', 1000, 'ann');
  await expectRows(underWay('€10.00', paid), due(`You → Ben${payAfter}`, '€10.00', paid));
  // The second button is that of what is due beside it.
  const [, beside] = [...document.querySelectorAll('.owed button:not(.primary)')];
  if (beside === undefined) throw new Error('nothing to press');
  fireEvent.click(beside);
  await expectRows(underWay('€10.00', paid));
  host.answer = 'paid';
  press(payAgain);
  await expectRows();
  expect(payments()).toEqual([toBen(1000), toBen(1000)]);
});

test('a payment under way that was marked as paid by hand is still asked after, counts once, and is due no more', async () => {
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  press(payNow);
  // At once, while the wallet still shows what it asks.
  press(paid);
  await expectRows(markedByHand('€10.00'));
  expect(payments()).toEqual([toBen(1000)]);
  press(undo);
  await expectRows(underWay('€10.00', paid));
  press(paid);
  await expectRows(markedByHand('€10.00'));
  host.answer = 'paid';
  press(payAgain);
  await expectRows();
  expect(payments()).toEqual([toBen(1000)]);
});

/** Somebody marks by hand, wherever, that Ann paid Ben. */
const markPaid = (by: Name, amount: number) =>
  host.says(by, {
    t: 'pay',
    payment: { currency: 'EUR', amount, from: people.ann, to: people.ben },
    reference: null,
  });

test.each(['ben', 'ann'] as const)(
  'a payment under way counts once where %s marks it as paid on another device, before it is known or as it becomes known',
  async (by) => {
    spend('ben', 1000, 'ann');
    await open();
    await expectRows(due('You → Ben', '€10.00', payNow, paid));
    press(payNow);
    await expectRows(underWay('€10.00', paid));
    markPaid(by, 1000);
    await expectRows(markedByHand('€10.00'));
    host.answer = 'paid';
    press(payAgain);
    await expectRows();
    expect(payments()).toEqual([toBen(1000)]);
    // The same of a second debt, while the wallet still shows what it asks.
    spend('ben', 1000, 'ann');
    await expectRows(due('You → Ben', '€10.00', payNow, paid));
    press(payNow);
    markPaid(by, 1000);
    await expectRows();
    expect(payments()).toEqual([toBen(1000), toBen(1000)]);
  },
);

test('what was marked as paid before a payment was begun stays on the bill once that is known', async () => {
  spend('ben', 1000, 'ann');
  markPaid('ben', 1000);
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  press(payNow);
  await expectRows(underWay('€10.00', paid));
  host.answer = 'paid';
  press(payAgain);
  await expectRows();
  expect(payments()).toEqual([toBen(1000), toBen(1000)]);
});

test('what was marked as paid is said to be, and a no to the wallet leaves it at that', async () => {
  spend('ben', 1000, 'ann');
  await open();
  await expectRows(due('You → Ben', '€10.00', payNow, paid));
  // Nothing was signed: the wallet will ask anew.
  press(payNow);
  await expectRows(underWay('€10.00', paid));
  markPaid('ben', 1000);
  await expectRows(markedByHand('€10.00'));
  host.answer = 'declined';
  press(payAgain);
  await expectRows();
  expect(payments()).toEqual([toBen(1000)]);
});
