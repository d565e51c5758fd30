import { meet, message, openChat } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { createGroup, openGroup } from './support/groupActs.ts';
import { expect, test } from './support/people.ts';
import { answer, ask, card, cards, giveBack, keep, promise, split, sum } from './support/walletActs.ts';

test('two owe each other something, keep what they trust, and what is not wanted goes back', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await promise(alice, { amount: '12', currency: 'EUR', note: 'lunch' });
  await expect(card(alice.page, 'lunch')).toContainText(/You owe .*Bob.*12\.00\sEUR/u);
  const got = card(bob.page, 'lunch');
  await expect(got).toContainText(/Alice.* owes you .*12\.00\sEUR.*not money in a bank/u);
  await expectAccessible(bob.page, 'a card that asks');
  await keep(got, '20');
  // Above what one chose to trust them with one is asked again.
  await promise(alice, { amount: '15', note: 'taxi' });
  const above = card(bob.page, 'taxi');
  await expect(above).toContainText(/More than you chose to trust .*Alice.* with .*20\.00\sEUR/u);
  await above.getByRole('button', { name: 'Send back' }).click();
  const question = bob.page.getByRole('alertdialog', { name: 'Send it back?' });
  await question.getByRole('button', { name: 'Send back' }).click();
  await expect(above).toContainText('You sent it back');
  await expect(card(alice.page, 'taxi')).toContainText('sent it back: you do not owe it');
  // The other way round.
  await promise(bob, { amount: '5', currency: 'EUR', note: 'coffee' });
  await keep(card(alice.page, 'coffee'));
  // Some of hers goes back to her: she owes less, and may give it again.
  await giveBack(bob, { amount: '4', note: 'change', promise: 'Alice' });
  await expect(card(bob.page, 'change')).toContainText('Paid');
  const returned = card(alice.page, 'change');
  await expect(returned).toContainText('Received. Confirmed by');
  await returned.getByRole('button', { name: 'Refund' }).click();
  const refund = alice.page.getByRole('alertdialog', { name: 'Give it back?' });
  await refund.getByLabel('Amount').fill('1.50');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(returned).toContainText(sum('1.50', 'EUR'));
  await expect(card(bob.page, 'change')).toContainText(/Alice.* gave back .*1\.50\sEUR/u);
  // A card can go; what it spoke of stays.
  await got.click({ button: 'right' });
  await bob.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(message(bob.page, 'lunch')).toHaveCount(0);
  await bob.page.getByRole('button', { name: 'Undo' }).click();
  // Of what was promised then some was given back since.
  await expect(got).toContainText(/Alice.* promised you .*12\.00\sEUR.* then/u);
});

test('one asks, the other pays with a promise, and gets a receipt once it is kept', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await ask(alice, { amount: '7.5', currency: 'EUR', note: 'tickets' });
  const asked = card(bob.page, 'tickets');
  await expect(asked).toContainText(sum('7.50', 'EUR'));
  await answer(bob, asked);
  await expect(asked).toContainText('You answered');
  await bob.page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(bob.page, 'a request in the dark');
  const own = card(alice.page, 'tickets');
  await expect(own).toContainText(/Bob.* answered with a promise/u);
  await keep(own);
  await expect(own).toContainText(/Paid by .*Bob/u);
  await expect(asked).toContainText('has signed a receipt');
  await ask(alice, { amount: '3', note: 'ice cream' });
  const second = card(bob.page, 'ice cream');
  await second.getByRole('button', { name: 'Decline…' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
  await expect(card(alice.page, 'ice cream')).toContainText(/Bob.* declined/u);
  await openChat(bob, 'Alice');
  await expect(bob.page.getByRole('list', { name: 'Conversations' })).toContainText(/Payment request: .*ice cream/);
});

test('a dinner is split among three, and all see who bears what', async ({ people }) => {
  const ana = await people.start('Ana');
  const ben = await people.start('Ben');
  const cleo = await people.start('Cleo');
  await meet(ana, ben);
  await meet(ana, cleo);
  await createGroup(ana, { name: 'Dinner club', description: '', members: ['Ben', 'Cleo'] });
  await openGroup(ben, 'Dinner club');
  await openGroup(cleo, 'Dinner club');
  await split(ana, { amount: '40', currency: 'EUR', note: 'pizza' });
  await expect(card(ana.page, 'pizza')).toContainText('0 of 2 have paid');
  for (const person of [ben, cleo]) {
    const shown = card(person.page, 'pizza');
    await expect(shown).toContainText(sum('40.00', 'EUR'));
    await expect(shown).toContainText(sum('13.34', 'EUR'));
    await answer(person, shown);
    await expect(shown).toContainText('You answered');
  }
  await expect(cards(ana.page)).toHaveCount(1);
  const own = card(ana.page, 'pizza');
  for (const [place, person] of [ben, cleo].entries()) {
    const share = own.getByRole('listitem').filter({ hasText: person.name });
    await keep(share);
    await expect(own).toContainText(place === 0 ? '1 of 2 have paid' : 'Everyone has paid');
    await expect(card(person.page, 'pizza')).toContainText('has signed a receipt');
  }
});
