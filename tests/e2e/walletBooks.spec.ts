import { meet, openChat } from './support/acts.ts';
import type { Person } from './support/person.ts';
import { type Locator, expect, test } from './support/people.ts';
import { card, giveBack, keep, promise } from './support/walletActs.ts';

/** The page of the book of the only unit there is. */
async function openBook(person: Person): Promise<Locator> {
  const { page } = person;
  await person.go('wallet');
  await page
    .getByRole('link', { name: /Promise|owes|EUR/u })
    .first()
    .click();
  await page.getByRole('link', { name: /Book and devices|The issuer's book/u }).click();
  const book = page.getByRole('article', { name: 'Book' });
  await expect(book.getByRole('heading', { name: 'Book', exact: true })).toBeVisible();
  return book;
}

/** The words of the phrase, as the app shows them. */
async function phraseOf({ page }: Person): Promise<readonly string[]> {
  await page
    .getByRole('complementary', { name: 'Keep your account safe' })
    .getByRole('button', { name: 'Write them down' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Show the words' }).click();
  const shown = dialog.getByRole('list', { name: 'Recovery phrase, 12 words' }).getByRole('listitem');
  await expect(shown).toHaveCount(12);
  const words = await shown.allInnerTexts();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return words;
}

test('a book gets a witness, who keeps a copy before a payment is confirmed', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '12', currency: 'EUR', note: 'lunch' });
  await keep(card(bob.page, 'lunch'), '50');
  const book = await openBook(alice);
  await expect(book.getByText('Single copy')).toBeVisible();
  await expect(book.getByText('This device', { exact: true })).toBeVisible();
  await book.getByRole('button', { name: 'Change' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'Who keeps a copy?' });
  await dialog.getByRole('checkbox', { name: 'Bob' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  await expect(book.getByText('A second device has every line')).toBeVisible();
  await expect(book.getByText(/A device of .*Bob/u)).toBeVisible();
  await giveBack(bob, { amount: '4', note: 'change', promise: 'Alice' });
  await expect(card(bob.page, 'change')).toContainText('Paid');
  await expect(book.getByText('1 line', { exact: true })).toBeVisible();
  await book.getByText('Newest lines').click();
  await expect(book.getByRole('listitem').filter({ hasText: 'Line 1' })).toContainText('Confirmed');
  await expect(book.getByText('Has every line', { exact: false }).last()).toContainText('Key');
  // Who holds it sees the same book, and can change nothing.
  const theirs = await openBook(bob);
  await expect(theirs.getByText(/A device of .*Alice/u)).toBeVisible();
  await expect(theirs.getByText('1 line', { exact: true })).toBeVisible();
  await expect(theirs.getByRole('button', { name: /Change|Hand over|Take over|Let somebody owe/u })).toHaveCount(0);
});

test('a device reported lost pays nothing until the phrase ends that', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '12', currency: 'EUR', note: 'lunch' });
  await keep(card(bob.page, 'lunch'), '50');
  const words = await phraseOf(bob);
  await bob.go('wallet/devices');
  const devices = bob.page.getByRole('article', { name: 'Devices' });
  await devices.getByRole('button', { name: 'Report as lost' }).click();
  const question = bob.page.getByRole('alertdialog');
  await expect(question).toContainText('the device in front of you');
  await question.getByRole('button', { name: 'Report as lost' }).click();
  await expect(devices.getByText('Reported lost. Nothing it orders is taken.')).toBeVisible();
  await alice.go('wallet/devices');
  await expect(alice.page.getByText(/A device of .*Bob/u)).toBeVisible();
  await openChat(bob, 'Alice');
  await giveBack(bob, { amount: '4', note: 'change', promise: 'Alice' });
  await expect(card(bob.page, 'change')).toContainText('Nothing was taken');
  await bob.go('wallet/devices');
  await devices.getByRole('button', { name: 'I found it' }).click();
  const dialog = bob.page.getByRole('dialog', { name: 'Let this device pay again' });
  await dialog.getByRole('textbox', { name: 'Word 1', exact: true }).fill(words.toReversed().join(' '));
  await dialog.getByRole('button', { name: 'I found it' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Word 1', exact: true }).fill(words.join(' '));
  await dialog.getByRole('button', { name: 'I found it' }).click();
  await expect(dialog).toBeHidden();
  await expect(alice.page.getByText(/A device of .*Bob/u)).toBeHidden();
  await openChat(bob, 'Alice');
  await giveBack(bob, { amount: '3', note: 'again', promise: 'Alice' });
  await expect(card(bob.page, 'again')).toContainText('Paid');
});
