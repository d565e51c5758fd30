import { expectAccessible } from './support/axe.ts';
import { copying, meet, message, naming, openChat, say } from './support/acts.ts';
import { type Locator, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

async function offerLink(person: Person): Promise<{ readonly dialog: Locator; readonly link: string }> {
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Link a device' });
  await expectAccessible(person.page, 'the code of a device');
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  return { dialog, link };
}

async function bringCode({ page }: Person, link: string): Promise<string> {
  await page.getByRole('button', { name: 'I have Banyan on another device' }).click();
  await page.getByRole('textbox', { name: 'Name of this device' }).fill('Laptop');
  await expectAccessible(page, 'joining an account');
  await page.getByRole('textbox', { name: 'Code or link' }).fill(link);
  await page.getByRole('button', { name: 'Next' }).click();
  const digits = page.getByRole('status').locator('output');
  await expect(digits).toHaveText(/^\d{3} \d{3}$/);
  await expectAccessible(page, 'the digits');
  return (await digits.textContent()) ?? '';
}

test('a second device is linked, is the same person, and is taken out', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'before the laptop');
  await expect(message(bob.page, 'before the laptop')).toBeVisible();

  const laptop = await people.arrive('Alice');
  const { dialog, link } = await offerLink(alice);
  const digits = await bringCode(laptop, link);
  const field = dialog.getByRole('textbox', { name: 'Digits on the new device' });
  await field.fill(digits === '000 000' ? '111111' : '000000');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(dialog.getByText('2 more tries')).toBeVisible();
  await expectAccessible(alice.page, 'wrong digits');
  await field.fill(digits);
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = alice.page.getByRole('dialog', { name: 'Linked' });
  await expect(linked.getByText(naming('{name} is one of your devices now', 'Laptop'))).toBeVisible();
  const number = (await linked.getByLabel('Number to compare').textContent()) ?? '';
  expect(number).toMatch(/^(\d{5} ?){4}$/);
  await expect(laptop.page.getByLabel('Number to compare')).toHaveText(number);
  await linked.getByRole('button', { name: 'Done' }).click();
  await expect(laptop.page.getByText(naming('Go into the account of {name}?', 'Alice'))).toBeVisible();
  await expectAccessible(laptop.page, 'whose account');
  await laptop.page.getByRole('button', { name: 'It is linked there' }).click();

  await expect(laptop.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await openChat(laptop, 'Bob');
  await expect(message(laptop.page, 'before the laptop')).toBeVisible();
  await say(laptop.page, 'from the laptop');
  await expect(message(bob.page, 'from the laptop')).toBeVisible();
  await say(bob.page, 'to both of you');
  await expect(message(laptop.page, 'to both of you')).toBeVisible();
  await openChat(alice, 'Bob');
  await expect(message(alice.page, 'from the laptop')).toBeVisible();
  await expect(message(alice.page, 'to both of you')).toBeVisible();

  await alice.go('settings/devices');
  await expect(alice.page.getByText(/^Connected now/)).toBeVisible();
  await alice.page.getByRole('button', { name: naming('Remove {name}', 'Laptop') }).click();
  const removing = alice.page.getByRole('alertdialog', { name: naming('Remove {name}?', 'Laptop') });
  await removing.getByRole('switch').click();
  await expectAccessible(alice.page, 'removing a device');
  await removing.getByRole('switch').click();
  await removing.getByRole('button', { name: 'Remove device' }).click();
  await expect(alice.page.getByRole('heading', { name: 'Removed' })).toBeVisible();
  await laptop.go('settings/devices');
  await expect(laptop.page.getByText('This device was removed from your account.')).toBeVisible();
  await expectAccessible(laptop.page, 'a device that is out');
  await openChat(alice, 'Bob');
  await say(alice.page, 'only from the desktop');
  await expect(message(bob.page, 'only from the desktop')).toBeVisible();
  await openChat(laptop, 'Bob');
  await expect(message(laptop.page, 'to both of you')).toBeVisible();
  await expect(message(laptop.page, 'only from the desktop')).toHaveCount(0);
});
