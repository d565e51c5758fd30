/** Who a mini program is by: signed by a person in the app, and seen by others on what it is put into. */
import { meet, naming, openChat } from './support/acts.ts';
import { programCard, programFrame, programPane, shareProgram, startProgram } from './support/programActs.ts';
import { expect, test } from './support/people.ts';

const REVOKED = /ERR_NETWORK_ACCESS_REVOKED/;

test('a person signs a program as themself; who gets it sees by whom it is', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(REVOKED);
  await meet(alice, bob);
  const { page } = alice;
  // One of the app's own comes with it; nobody is named on the card.
  await shareProgram(alice, 'Poll', 'Bob');
  await openChat(alice, 'Bob');
  await expect(programCard(page, 'Poll')).not.toContainText('By ');
  await alice.go('programs');
  await page.getByRole('region', { name: 'Ready to share' }).getByRole('button', { name: 'Poll' }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'Comes with Banyan' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign as me…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('nobody changed it since');
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'By you' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign as me…' })).toHaveCount(0);
  // It can be saved as a file, which is a package like any other.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toBe('Poll.xdc');
  await page.getByRole('button', { name: 'Put into a chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Bob' }).click();
  await openChat(alice, 'Bob');
  await expect(programCard(page, 'Poll')).toContainText('By you');
  await openChat(bob, 'Alice');
  await expect(programCard(bob.page, 'Poll')).toContainText(naming('By {name}, your contact', 'Alice'));
  // On the program's own page, too.
  await startProgram(bob.page, 'Poll');
  await expect(programFrame(bob.page, 'Poll').getByRole('button', { name: 'New poll' })).toBeVisible();
  await programPane(bob.page)
    .getByRole('button', { name: naming('More about {name}', 'Poll') })
    .click();
  await bob.page.getByRole('menuitem', { name: 'Information' }).click();
  await expect(bob.page.getByRole('dialog')).toContainText(naming('By {name}, your contact', 'Alice'));
});
