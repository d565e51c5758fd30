import { meet, naming, openChat, openContact } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { consent, lunch, makeCanteen, openTill, topUp } from './support/codeActs.ts';
import { type Locator, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { promise, sum } from './support/walletActs.ts';

/** The page of what stands between oneself and a contact, by their contact page. */
async function openStanding(person: Person, other: string): Promise<void> {
  const contact = await openContact(person, other);
  await contact.getByRole('button', { name: 'Open promises' }).click();
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

/** What somebody sees of the protected payment of a sum. */
const protectedCase = ({ page }: Person, amount: string): Locator =>
  page.getByRole('main').getByRole('region', { name: sum(amount, 'EUR') });

/** Sets an amount aside for somebody, from the page of protected payments; `judge` decides, else the payer. */
async function protect(person: Person, given: { to: string; amount: string; judge?: string }): Promise<void> {
  await person.page.getByRole('button', { name: 'New protected payment' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'New protected payment' });
  await dialog.getByRole('combobox', { name: 'For whom' }).selectOption({ label: given.to });
  await dialog.getByRole('textbox', { name: 'Amount' }).fill(given.amount);
  if (given.judge !== undefined) {
    await dialog.getByRole('radio', { name: 'Somebody we both trust' }).check();
    await dialog.getByRole('combobox', { name: 'Who decides' }).selectOption({ label: given.judge });
  }
  await expect(dialog.getByText(/Unless somebody complains, it is paid after/)).toBeVisible();
  await expectAccessible(person.page, 'New protected payment');
  await dialog.getByRole('button', { name: 'Set aside' }).click();
  await expect(dialog).toBeHidden();
}

test('WAL-UI-41 what is set aside is let go by who paid, and a dispute is decided by whom both trust', async ({
  people,
}) => {
  const mia = await people.start('Mia');
  const ann = await people.start('Ann');
  const ben = await people.start('Ben');
  await meet(mia, ann);
  await meet(ann, ben);
  await meet(mia, ben);
  await openChat(mia, 'Ann');
  await promise(mia, { amount: '30', currency: 'EUR' });
  for (const person of [mia, ann, ben]) await person.go('wallet/protected');
  await expect(ann.page.getByRole('heading', { name: 'Protected payments', level: 1 })).toBeVisible();
  await expectAccessible(ann.page, 'protected payments');
  await protect(ann, { to: 'Ben', amount: '12' });
  const paid = protectedCase(ann, '12.00');
  const got = protectedCase(ben, '12.00');
  for (const shown of [paid, got]) await expect(shown.getByText(naming('Set aside for {name}.', 'Ben'))).toBeVisible();
  await expect(got.getByText(naming('{name} lets it go.', 'Ann'))).toBeVisible();
  await expect(got.getByRole('button', { name: 'Release' })).toBeHidden();
  await expectAccessible(ben.page, 'a protected payment');
  await paid.getByRole('button', { name: 'Release' }).click();
  await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click();
  for (const shown of [paid, got]) {
    await expect(shown.getByText(naming('Let go: {name} has it.', 'Ben'))).toBeVisible();
    await expect(shown.getByRole('button')).toHaveCount(0);
  }

  await protect(ann, { to: 'Ben', amount: '7', judge: 'Mia' });
  const broken = protectedCase(ann, '7.00');
  await broken.getByRole('button', { name: 'Dispute' }).click();
  const dialog = ann.page.getByRole('dialog', { name: 'Dispute' });
  await dialog.getByRole('textbox', { name: 'What is wrong?' }).fill('It came broken.');
  await expectAccessible(ann.page, 'Dispute');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toBeHidden();
  for (const person of [ann, ben, mia]) {
    const shown = protectedCase(person, '7.00');
    await expect(shown.getByText('It came broken.')).toBeVisible();
    await expect(shown.getByText('The timer stands still until this is settled.')).toBeVisible();
  }
  await expect(protectedCase(ben, '7.00').getByRole('button', { name: 'It is to go back' })).toBeHidden();
  const judged = protectedCase(mia, '7.00');
  await judged.getByRole('button', { name: 'It is to go back' }).click();
  await mia.page.getByRole('alertdialog').getByRole('button', { name: 'It is to go back' }).click();
  for (const person of [ann, ben, mia]) {
    const shown = protectedCase(person, '7.00');
    await expect(shown.getByText('Decided: it goes back')).toBeVisible();
    await expect(shown.getByText(naming('Went back to {name}.', 'Ann'))).toBeVisible();
  }
  // 30 less 12: what went back is Ann's again, and what was let go is Ben's.
  await ann.go('wallet');
  await expect(ann.page.getByText(sum('18.00', 'EUR')).first()).toBeVisible();
  await ben.go('wallet');
  await expect(ben.page.getByText(sum('12.00', 'EUR')).first()).toBeVisible();
  // On the bill the payment that was decided tells the same.
  await ben.go('wallet/protected');
  await protectedCase(ben, '7.00').getByRole('link').first().click();
  const bill = ben.page.getByRole('main');
  await expect(bill.getByText(naming('Went back to {name}.', 'Ann'))).toBeVisible();
  await expect(bill.getByText('It came broken.')).toBeVisible();
});

test('WAL-UI-46 two agree on a sum: what differs is given back, and both signatures are on the bill', async ({
  people,
}) => {
  const ann = await people.start('Ann');
  const ben = await people.start('Ben');
  await meet(ann, ben);
  await openChat(ben, 'Ann');
  await promise(ben, { amount: '12.50', currency: 'EUR' });
  await openStanding(ann, 'Ben');
  await openStanding(ben, 'Ann');
  const hers = ann.page.getByRole('article', { name: 'Ben', exact: true });
  const his = ben.page.getByRole('article', { name: 'Ann', exact: true });
  const propose = async (person: Person, balance: string) => {
    await person.page.getByRole('button', { name: 'Propose a sum…' }).click();
    const dialog = person.page.getByRole('dialog', { name: 'Agree on a sum' });
    await expect(dialog.getByRole('textbox', { name: 'How much there is' })).toHaveValue('12.50');
    await dialog.getByRole('textbox', { name: 'How much there is' }).fill(balance);
    await expect(dialog.getByText(/gives .* back to you|You give .* back to/u)).toBeVisible();
    await expectAccessible(person.page, 'Agree on a sum');
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await propose(ben, '2');
  await expect(hers.getByText(naming('{name} proposes this', 'Ben'))).toBeVisible();
  await expect(ann.page.getByRole('link', { name: /1 thing in the wallet waits for you/ })).toBeVisible();
  await hers.getByRole('button', { name: 'Decline' }).click();
  for (const page of [hers, his]) await expect(page.getByText(/Not agreed\. Nothing was changed/)).toBeVisible();
  await propose(ben, '10');
  await expect(hers.getByText(sum('2.50', 'EUR')).first()).toBeVisible();
  await expectAccessible(ann.page, 'a sum to agree on');
  await hers.getByRole('button', { name: 'Agree', exact: true }).click();
  for (const page of [hers, his]) {
    await expect(page.getByText(/Both of you signed this/)).toBeVisible();
    await expect(page.getByRole('link', { name: sum('10.00', 'EUR') }).first()).toBeVisible();
  }
  await his.getByRole('link', { name: 'What it changed' }).click();
  const record = ben.page.getByRole('main').getByRole('listitem').filter({ hasText: 'What both found' }).first();
  await expect(record.getByRole('listitem')).toHaveCount(2);
});
