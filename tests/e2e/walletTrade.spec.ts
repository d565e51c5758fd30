import { meet, naming, openChat, openContact } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { consent, lunch, makeCanteen, openTill, topUp } from './support/codeActs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { promise, sum } from './support/walletActs.ts';

/** The page of what stands between oneself and a contact, by their contact page. */
async function openStanding(person: Person, other: string): Promise<void> {
  const contact = await openContact(person, other);
  await contact.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(person.page.getByRole('article', { name: other, exact: true })).toBeVisible();
}

test('WAL-UI-40 what two owe each other is cancelled out, each by one press', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await promise(alice, { amount: '8', currency: 'EUR' });
  await openChat(bob, 'Alice');
  await promise(bob, { amount: '12', currency: 'EUR' });
  await openStanding(alice, 'Bob');
  const hers = alice.page.getByRole('article', { name: 'Bob', exact: true });
  await expect(hers.getByText('Cancel out what you owe each other')).toBeVisible();
  await expectAccessible(alice.page, 'what stands between two');
  await hers.getByRole('button', { name: 'Cancel out…' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'Cancel out' });
  await expect(dialog.getByRole('textbox', { name: 'How much on both sides' })).toHaveValue('8.00');
  await expect(dialog.getByText(sum('8.00', 'EUR')).first()).toBeVisible();
  await expectAccessible(alice.page, 'Cancel out');
  await dialog.getByRole('button', { name: 'Offer' }).click();
  await expect(dialog).toBeHidden();
  await expect(hers.getByText(naming('Waiting for {name} to agree', 'Bob'))).toBeVisible();
  await openStanding(bob, 'Alice');
  const his = bob.page.getByRole('article', { name: 'Alice', exact: true });
  await expect(his.getByText(naming('{name} offers to cancel this out', 'Alice'))).toBeVisible();
  await his.getByRole('button', { name: 'Agree' }).click();
  for (const page of [hers, his]) {
    await expect(page.getByText('Cancelled out.')).toBeVisible();
    // 12 less 8: what is left of Bob's promise, and nothing of Alice's.
    await expect(page.getByText(sum('4.00', 'EUR')).first()).toBeVisible();
  }
  await expect(hers.getByRole('button', { name: 'Cancel out…' })).toBeHidden();
});

test('WAL-UI-43 a subscription pays at once, is seen by both, and is stopped', async ({ people }) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await meet(canteen, ann);
  await makeCanteen(canteen);
  await openTill(canteen);
  await topUp(canteen.page, 'Ann', '20');
  const { page } = ann;
  await ann.go('wallet/subscriptions');
  await expect(page.getByRole('heading', { name: 'No subscriptions' })).toBeVisible();
  await expectAccessible(page, 'subscriptions');
  await page.getByRole('button', { name: 'New subscription' }).click();
  const dialog = page.getByRole('dialog', { name: 'New subscription' });
  await dialog.getByRole('textbox', { name: 'How much each time' }).fill('5');
  await dialog.getByRole('radio', { name: 'Each week' }).check();
  await expect(dialog.getByText(/without asking you again/)).toBeVisible();
  await expectAccessible(page, 'New subscription');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog).toBeHidden();
  const main = page.getByRole('main');
  await expect(main.getByText(/5\.00\s\S+ paid so far/u)).toBeVisible();
  await canteen.go('wallet/subscriptions');
  await expect(canteen.page.getByText(naming('each week from {name}', 'Ann'))).toBeVisible();
  await main.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await expect(main.getByText('stopped')).toBeVisible();
  await expect(canteen.page.getByRole('main').getByText('stopped')).toBeVisible();
});

test('WAL-UI-42 an order is paid, handed over and partly given back; a pot keeps some apart', async ({ people }) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await meet(canteen, ann);
  await makeCanteen(canteen);
  await openTill(canteen);
  await topUp(canteen.page, 'Ann', '20');
  await canteen.go('wallet/orders');
  await canteen.page.getByRole('button', { name: 'New order' }).click();
  const dialog = canteen.page.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('combobox', { name: 'Who pays' }).selectOption({ label: 'Ann' });
  await dialog.getByRole('textbox', { name: 'Item' }).fill('Soup');
  await dialog.getByRole('textbox', { name: 'Count' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Each' }).fill('3.50');
  await expect(dialog.getByText('Comes to')).toBeVisible();
  await expectAccessible(canteen.page, 'New order');
  await dialog.getByRole('button', { name: 'Send' }).click();
  const sold = canteen.page.getByRole('article', { name: 'Order', exact: true });
  await expect(sold.getByText('Waiting to be paid')).toBeVisible();
  await ann.go('wallet/orders');
  await ann.page
    .getByRole('main')
    .getByRole('link', { name: /Westbrook/ })
    .click();
  const bought = ann.page.getByRole('article', { name: 'Order', exact: true });
  await expect(bought.getByRole('row', { name: /Soup/ })).toContainText('7.00');
  await expectAccessible(ann.page, 'an order');
  await bought.getByRole('button', { name: 'Pay…' }).click();
  await consent(ann.page);
  await sold.getByRole('button', { name: 'Handed over' }).click();
  await expect(bought.getByText('Handed over to you')).toBeVisible();
  await bought.getByRole('button', { name: 'I have received it' }).click();
  await sold.getByRole('button', { name: 'Refund…' }).click();
  const refund = canteen.page.getByRole('dialog');
  await refund.getByRole('textbox', { name: 'Amount' }).fill('3.50');
  await refund
    .getByRole('button', { name: /refund|give back/i })
    .last()
    .click();
  await expect(bought.getByText('Partly given back')).toBeVisible();
  await expect(bought.getByText(lunch('3.50')).first()).toBeVisible();

  await ann.go('wallet/pots');
  await ann.page.getByRole('button', { name: 'New pot' }).click();
  const pot = ann.page.getByRole('dialog', { name: 'New pot' });
  await pot.getByRole('textbox', { name: 'Name' }).fill('School lunch');
  await pot.getByRole('radio', { name: 'One place' }).check();
  await pot.getByRole('combobox', { name: 'Whom it may pay' }).selectOption({ label: 'Westbrook' });
  await pot.getByRole('textbox', { name: 'At most a day' }).fill('4');
  await expectAccessible(ann.page, 'New pot');
  await pot.getByRole('button', { name: 'Make it' }).click();
  const main = ann.page.getByRole('main');
  await main.getByRole('button', { name: 'Put in' }).click();
  const move = ann.page.getByRole('dialog', { name: 'Put into the pot' });
  await move.getByRole('textbox', { name: 'Amount' }).fill('10');
  await move.getByRole('button', { name: 'Put in' }).click();
  await expect(main.getByText(/today .*0\.00.* of .*4\.00/u)).toBeVisible();
  await main.getByRole('button', { name: 'Pay', exact: true }).click();
  const paying = ann.page.getByRole('dialog', { name: 'Pay from the pot' });
  await paying.getByRole('textbox', { name: 'Amount' }).fill('5');
  await expect(paying.getByText(/Not more than .*4\.00/u)).toBeVisible();
  await paying.getByRole('textbox', { name: 'Amount' }).fill('3.50');
  await paying.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(main.getByText(lunch('6.50')).first()).toBeVisible();
});
