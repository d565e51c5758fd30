/** Mini programs that are paid, between two people with a profile each. */
import { meet, openChat } from './support/acts.ts';
import { programFrame, shareProgram, startProgram } from './support/programActs.ts';
import { type Locator, type Page, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { keep, card, promise, sum } from './support/walletActs.ts';

/** The app's own window in which a payment is agreed to. */
function payWindow(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Pay?' });
}

/** Says yes in it, once it can be said. */
async function agree(page: Page): Promise<void> {
  const pay = payWindow(page).getByRole('button', { name: 'Pay', exact: true });
  await expect(pay).toBeEnabled();
  await pay.click();
}

/** Lets a program ask for money at all. */
async function letAsk(page: Page): Promise<void> {
  const leave = page.getByRole('dialog').getByRole('button', { name: 'Allow', exact: true });
  await expect(leave).toBeEnabled();
  await leave.click();
}

/** Opens a shop in the chat of the two, with bread for 3.50 euros. */
async function openShop(seller: Person, customer: Person): Promise<void> {
  await shareProgram(seller, 'Shop', customer.name);
  await openChat(seller, customer.name);
  await startProgram(seller.page, 'Shop');
  const counter = programFrame(seller.page, 'Shop');
  await counter.getByLabel('Name').fill('Corner');
  await counter.getByLabel('Currency').selectOption('EUR');
  await counter.getByRole('button', { name: 'Open' }).click();
  await counter.getByRole('button', { name: 'New product' }).click();
  await counter.getByLabel('Name').fill('Bread');
  await counter.getByLabel('Price').fill('3.50');
  await counter.getByRole('button', { name: 'Save' }).click();
}

/** Orders bread, lets the program ask for money, and is asked. */
async function orderBread({ page }: Person): Promise<Locator> {
  await startProgram(page, 'Shop');
  const shop = programFrame(page, 'Shop');
  await shop.getByRole('button', { name: 'Add Bread' }).click();
  await shop.getByRole('button', { name: 'Cart' }).click();
  await shop.getByRole('button', { name: 'Order and pay' }).click();
  await letAsk(page);
  const asked = payWindow(page);
  await expect(asked).toContainText(sum('3.50', 'EUR'));
  return asked;
}

test('PAY-UI-73 a shop is paid by its customer, once, and the seller finds the promise in the wallet', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openShop(alice, bob);
  await openChat(bob, 'Alice');
  const asked = await orderBread(bob);
  const shop = programFrame(bob.page, 'Shop');

  // A no is a no: nothing was made, and the order can be paid later.
  await expect(asked).toContainText('The mini program');
  await expect(asked).toContainText('Alice');
  await asked.getByRole('button', { name: 'Don’t pay' }).click();
  await expect(asked).toBeHidden();
  await expect(shop.getByText('Not paid.', { exact: true })).toBeVisible();

  await shop.getByRole('button', { name: 'Pay now' }).click();
  await expect(asked).toContainText('You have never paid');
  await asked.getByRole('button', { name: 'Promise it in EUR' }).click();
  await expect(asked.getByText('You will owe it.')).toBeVisible();
  await agree(bob.page);
  await expect(asked).toBeHidden();
  await expect(shop.getByText('Paid. Alice’s wallet shows whether it came')).toBeVisible();

  // The seller is led to the wallet, and looks there.
  const counter = programFrame(alice.page, 'Shop');
  await counter.getByRole('button', { name: 'Orders (1)' }).click();
  await expect(counter.getByText('Your wallet shows whether it came')).toBeVisible();
  await alice.go('wallet');
  await expect(alice.page.getByText(sum('3.50', 'EUR')).first()).toBeVisible();
});

test('PAY-UI-73 a shop is paid with its own promise, which its clerk confirms', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '10', currency: 'EUR', note: 'credit' });
  await keep(card(bob.page, 'credit'));
  await openShop(alice, bob);
  const asked = await orderBread(bob);
  await expect(asked).toContainText(/You have .*10\.00\sEUR/u);
  await agree(bob.page);
  await expect(asked).toBeHidden();
  await expect(programFrame(bob.page, 'Shop').getByText('Paid. Alice’s wallet shows whether it came')).toBeVisible();
  await bob.go('wallet');
  await expect(bob.page.getByText(sum('6.50', 'EUR')).first()).toBeVisible();
});

test('PAY-UI-75 a shop takes without asking what it was let, says so, and asks again once that is stopped', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '30', currency: 'EUR', note: 'credit' });
  await keep(card(bob.page, 'credit'));
  await openShop(alice, bob);
  const asked = await orderBread(bob);
  const shop = programFrame(bob.page, 'Shop');
  const tick = asked.getByRole('checkbox', { name: /Let .*Shop.* take up to .*17\.50\sEUR.* of this each week/u });
  await expect(tick).not.toBeChecked();
  await expect(tick).toBeEnabled();
  await tick.check();
  await asked.getByLabel('How often').selectOption('Each day');
  await asked.getByLabel('At most').selectOption({ index: 0 });
  await expect(asked.getByRole('checkbox', { name: /7\.00\sEUR.* each day/u })).toBeChecked();
  await agree(bob.page);
  await expect(asked).toBeHidden();
  await expect(shop.getByText('Paid. Alice’s wallet shows whether it came')).toHaveCount(1);

  const again = async () => {
    await shop.getByRole('button', { name: 'Goods' }).click();
    await shop.getByRole('button', { name: 'Add Bread' }).click();
    await shop.getByRole('button', { name: 'Cart' }).click();
    await shop.getByRole('button', { name: 'Order and pay' }).click();
  };
  await again();
  await expect(bob.page.getByText(/Shop.* takes .*3\.50\sEUR.*, as you allowed/u)).toBeVisible();
  await expect(shop.getByText('Paid. Alice’s wallet shows whether it came')).toHaveCount(2);
  await expect(asked).toBeHidden();

  await bob.page.getByRole('button', { name: 'Subscriptions', exact: true }).first().click();
  await expect(bob.page.getByText(/Up to .*7\.00\sEUR.* each day to/u)).toBeVisible();
  await expect(bob.page.getByText(/3\.50\sEUR.* paid so far/u)).toBeVisible();
  await bob.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await bob.page.getByRole('alertdialog', { name: 'Stop paying?' }).getByRole('button', { name: 'Stop' }).click();
  await expect(bob.page.getByText('stopped', { exact: true })).toBeVisible();

  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'Shop');
  await again();
  await expect(asked).toContainText(sum('3.50', 'EUR'));
  await asked.getByRole('button', { name: 'Don’t pay' }).click();
  await expect(shop.getByText('Paid. Alice’s wallet shows whether it came')).toHaveCount(2);
});

test('PAY-UI-73 a canteen is paid in advance, and counts it once it has looked', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await shareProgram(alice, 'Canteen', 'Bob');
  await openChat(alice, 'Bob');
  await startProgram(alice.page, 'Canteen');
  const kitchen = programFrame(alice.page, 'Canteen');
  await kitchen.getByLabel('Name').fill('Mensa');
  await kitchen.getByLabel('Currency').selectOption('EUR');
  await kitchen.getByRole('button', { name: 'Open' }).click();
  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'Canteen');
  const canteen = programFrame(bob.page, 'Canteen');
  await canteen.getByRole('button', { name: 'Balance' }).click();
  await canteen.getByLabel('Amount').fill('10');
  await canteen.getByRole('button', { name: 'Top up' }).click();
  await letAsk(bob.page);
  const asked = payWindow(bob.page);
  await expect(asked).toContainText(sum('10.00', 'EUR'));
  await asked.getByRole('button', { name: 'Promise it in EUR' }).click();
  await agree(bob.page);
  await expect(asked).toBeHidden();
  await expect(canteen.getByText('€0.00')).toBeVisible();
  await kitchen.getByRole('button', { name: 'Guests' }).click();
  await kitchen.getByRole('button', { name: 'Money is here' }).click();
  await expect(canteen.getByText('€10.00', { exact: true })).toBeVisible();
});

test('PAY-UI-73 what one owes by a bill is paid from the bill', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await shareProgram(alice, 'Split the bill', 'Bob');
  await openChat(alice, 'Bob');
  await startProgram(alice.page, 'Split the bill');
  const hers = programFrame(alice.page, 'Split the bill');
  await hers.getByRole('button', { name: 'I am in' }).click();
  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'Split the bill');
  const his = programFrame(bob.page, 'Split the bill');
  await his.getByRole('button', { name: 'I am in' }).click();
  await expect(hers.getByText('Bob').first()).toBeVisible();
  await hers.getByRole('button', { name: 'New expense' }).click();
  await hers.getByLabel('What for').fill('Dinner');
  await hers.getByLabel('Amount', { exact: true }).fill('30');
  await hers.getByLabel('Currency').selectOption('EUR');
  await hers.getByRole('button', { name: 'Save' }).click();
  // Who is owed has nothing to pay.
  await expect(hers.getByText('€15.00').first()).toBeVisible();
  await expect(hers.getByRole('button', { name: 'Pay', exact: true })).toHaveCount(0);
  // With one more button the line still fits a telephone.
  await bob.page.setViewportSize({ width: 340, height: 700 });
  await expect(his.getByRole('button', { name: 'Pay', exact: true })).toBeVisible();
  expect(await his.locator('body').evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
    0,
  );
  await bob.page.setViewportSize({ width: 1280, height: 800 });
  await his.getByRole('button', { name: 'Pay', exact: true }).click();
  await letAsk(bob.page);
  const asked = payWindow(bob.page);
  await expect(asked).toContainText(sum('15.00', 'EUR'));
  await asked.getByRole('button', { name: 'Promise it in EUR' }).click();
  await agree(bob.page);
  await expect(asked).toBeHidden();
  await expect(his.getByText('All settled')).toBeVisible();
  await expect(hers.getByText('All settled')).toBeVisible();
});
