/** The payment PIN, the limit of a day and payments that leave later, by what people see. */
import { meet, openChat } from './support/acts.ts';
import { type Page, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { card, openMoney, promise, sum } from './support/walletActs.ts';

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['WALLET_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/safety-${name}.png` });
}

async function openSafety(person: Person): Promise<void> {
  await person.go('wallet/safety');
  await expect(person.page.getByRole('heading', { name: 'Wallet safety' })).toBeVisible();
}

async function setPin({ page }: Person, pin: string): Promise<void> {
  await page.getByRole('button', { name: 'Set a PIN' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a PIN' });
  await dialog.getByLabel('New PIN', { exact: true }).fill(pin);
  await dialog.getByLabel('New PIN once more').fill(pin);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('A PIN is set')).toBeVisible();
}

test('PAY-UI-74 PAY-UI-76 the PIN is asked for in the window of the payment, which goes on with it', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openSafety(alice);
  await picture(alice.page, 'empty');
  await setPin(alice, '2468');
  await openChat(alice, 'Bob');
  const dialog = await openMoney(alice, 'Pay or promise', 'Pay or promise');
  await dialog.getByLabel('Promised in').selectOption('EUR');
  await dialog.getByLabel('Amount', { exact: true }).fill('12');
  await dialog.getByLabel('What for').fill('lunch');
  await dialog.getByRole('button', { name: 'Promise' }).click();
  const pin = dialog.getByLabel('Payment PIN', { exact: true });
  await expect(pin).toBeFocused();
  await picture(alice.page, 'pin');
  await pin.fill('1111');
  await pin.press('Enter');
  await expect(dialog.getByText("This isn't your payment PIN")).toBeVisible();
  // Digits of another keyboard are the same PIN.
  await pin.fill('٢٤٦٨');
  await pin.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(card(bob.page, 'lunch')).toContainText(sum('12.00', 'EUR'));
});

test('PAY-UI-77 PAY-UI-79 what is above one’s own bound leaves later, and can be stopped', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '1', currency: 'EUR', note: 'first' });
  await openSafety(alice);
  await alice.page.getByLabel('Let a payment leave later above').fill('10');
  await alice.page.getByLabel('At most, in 24 hours').fill('100');
  await alice.page.getByRole('button', { name: 'Save' }).click();
  await expect(alice.page.getByText('The limits are saved.')).toBeVisible();
  await openChat(alice, 'Bob');
  const dialog = await openMoney(alice, 'Pay or promise', 'Pay or promise');
  await dialog.getByLabel('Amount', { exact: true }).fill('50');
  await dialog.getByLabel('What for').fill('large');
  await dialog.getByRole('button', { name: 'Promise' }).click();
  await expect(dialog).toBeHidden();
  await expect(alice.page.getByText('It was put aside and leaves later')).toBeVisible();
  // More than is left of the day.
  const second = await openMoney(alice, 'Pay or promise', 'Pay or promise');
  await second.getByLabel('Amount', { exact: true }).fill('60');
  await second.getByRole('button', { name: 'Promise' }).click();
  await expect(second.getByText('more than you allowed yourself for a day')).toBeVisible();
  await second.getByRole('button', { name: 'Cancel' }).last().click();
  await openSafety(alice);
  await expect(alice.page.getByText(sum('50.00', 'EUR'))).toBeVisible();
  await picture(alice.page, 'waiting');
  await alice.page.emulateMedia({ colorScheme: 'dark' });
  await picture(alice.page, 'dark');
  await alice.page.emulateMedia({ colorScheme: 'light' });
  await alice.page.getByRole('button', { name: 'Stop' }).click();
  await expect(alice.page.getByText('Stopped. Nothing was paid.')).toBeVisible();
  await expect(alice.page.getByText(sum('50.00', 'EUR'))).toHaveCount(0);
});
