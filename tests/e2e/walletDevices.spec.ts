import { copying, meet, openChat } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { type Locator, type People, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { ask, card, giveBack, keep, promise, sum } from './support/walletActs.ts';

/** Links a laptop of somebody, by code and digits. */
async function linkLaptop(people: People, person: Person): Promise<Person> {
  const laptop = await people.arrive(person.name);
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Link a device' });
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  await laptop.page.getByRole('button', { name: 'I have Banyan on another device' }).click();
  await laptop.page.getByRole('textbox', { name: 'Name of this device' }).fill('Laptop');
  await laptop.page.getByRole('textbox', { name: 'Code or link' }).fill(link);
  await laptop.page.getByRole('button', { name: 'Next' }).click();
  const digits = laptop.page.getByRole('status').locator('output');
  await expect(digits).toHaveText(/^\d{3} \d{3}$/);
  await dialog
    .getByRole('textbox', { name: 'Digits on the new device' })
    .fill(((await digits.textContent()) ?? '').replace(' ', ''));
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = person.page.getByRole('dialog', { name: 'Linked' });
  await linked.getByRole('button', { name: 'Done' }).click();
  await laptop.page.getByRole('button', { name: 'It is linked there' }).click();
  await expect(laptop.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  return laptop;
}

/** The row of what Bob owes, in the wallet. */
async function owed(person: Person): Promise<Locator> {
  await person.go('wallet');
  return person.page.getByRole('link', { name: /Bob/u }).first();
}

/** Opens what a card asks for, ready to say yes; what is pressed then: the yes, or Close where the other device's payment was here earlier. */
async function readyToPay({ page }: Person, note: string): Promise<Locator> {
  await card(page, note).getByRole('button', { name: 'Pay…' }).click();
  const yes = page.getByRole('dialog', { name: 'Pay?' }).getByRole('button', { name: 'Pay', exact: true });
  await expect(yes).toBeEnabled();
  const over = page.getByRole('dialog', { name: /^(Paid|Nothing to pay)$/u });
  return yes.or(over.getByRole('button', { name: 'Close' }).last());
}

test('PAY-UI-82 what one device received the other pays with, and one request is paid once from both', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(bob, { amount: '12', currency: 'EUR', note: 'lunch' });
  await keep(card(alice.page, 'lunch'), '50');
  const laptop = await linkLaptop(people, alice);

  await openChat(laptop, 'Bob');
  await expect(card(laptop.page, 'lunch')).toContainText(/Bob.* owes you .*12\.00\sEUR/u);
  await expect(await owed(laptop)).toContainText(sum('12.00', 'EUR'));
  await expectAccessible(laptop.page, 'the wallet of a linked device');
  await openChat(laptop, 'Bob');
  await giveBack(laptop, { amount: '4', note: 'change', promise: 'Bob' });
  await expect(card(laptop.page, 'change')).toContainText('Paid');
  await openChat(alice, 'Bob');
  await expect(card(alice.page, 'change')).toContainText('Paid');
  await expect(await owed(alice)).toContainText(sum('8.00', 'EUR'));
  await expect(await owed(laptop)).toContainText(sum('8.00', 'EUR'));

  await openChat(bob, 'Alice');
  await ask(bob, { amount: '3', note: 'ice cream' });
  for (const device of [alice, laptop]) await openChat(device, 'Bob');
  const buttons = [await readyToPay(alice, 'ice cream'), await readyToPay(laptop, 'ice cream')];
  await Promise.all(buttons.map((button) => button.click()));
  for (const { page } of [alice, laptop]) await expect(page.getByRole('dialog')).toBeHidden();
  for (const device of [alice, laptop]) {
    await expect(card(device.page, 'ice cream').first()).toContainText('has signed a receipt');
    await expect(await owed(device)).toContainText(sum('5.00', 'EUR'));
  }

  await openChat(bob, 'Alice');
  await ask(bob, { amount: '1', note: 'cake' });
  for (const device of [alice, laptop]) await openChat(device, 'Bob');
  await readyToPay(laptop, 'cake');
  await (await readyToPay(alice, 'cake')).click();
  await expect(alice.page.getByRole('dialog')).toBeHidden();
  const paid = laptop.page.getByRole('dialog', { name: 'Paid' });
  await expect(paid).toContainText('This has been paid.');
  await expect(paid.getByRole('button', { name: 'Pay', exact: true })).toBeHidden();
  await expectAccessible(laptop.page, 'what another device paid meanwhile');
  await laptop.page.keyboard.press('Escape');
  await expect(laptop.page.getByRole('dialog')).toBeHidden();
  for (const device of [alice, laptop]) await expect(await owed(device)).toContainText(sum('4.00', 'EUR'));
});

test('a book is kept by one device: the other says which, and gets it handed over', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '12', currency: 'EUR', note: 'lunch' });
  await keep(card(bob.page, 'lunch'), '50');
  const laptop = await linkLaptop(people, alice);
  const openBook = async (person: Person) => {
    const { page } = person;
    await person.go('wallet');
    await page
      .getByRole('link', { name: /Promise|EUR/u })
      .first()
      .click();
    await page.getByRole('link', { name: 'Book and devices' }).click();
    return page.getByRole('article', { name: 'Book' });
  };
  const here = await openBook(alice);
  await expect(here.getByText('This device', { exact: true })).toBeVisible();
  await here.getByRole('button', { name: 'Hand over' }).click();
  const handing = alice.page.getByRole('dialog', { name: 'Hand the book over' });
  await expect(handing.getByLabel('To which device')).toContainText('Laptop');
  const there = await openBook(laptop);
  await expect(there.getByText('Another device of yours', { exact: true })).toBeVisible();
  await expect(there.getByText('The book works only there.', { exact: false })).toBeVisible();
  await expect(there.getByRole('button', { name: 'Take over' })).toBeVisible();
  await expectAccessible(laptop.page, 'a book that is kept elsewhere');
  await handing.getByRole('button', { name: 'Hand over' }).click();
  await expect(handing).toBeHidden();
  await expect(here.getByText('Laptop')).toBeVisible();
  await expect(there.getByText('This device', { exact: true })).toBeVisible();
  await openChat(bob, 'Alice');
  await giveBack(bob, { amount: '4', note: 'change', promise: 'Alice' });
  await expect(card(bob.page, 'change')).toContainText('Paid');
  await expect(here.getByText('1 line', { exact: true })).toBeVisible();
});
