/** A mini program over its life on a device: a newer version in its place, wiped, uninstalled, opened again. */
import type { Locator } from '@playwright/test';
import { meet, messages, naming, openChat } from './support/acts.ts';
import { ALL_KEPT, NOTHING_KEPT, keeperPackage } from './support/keeper.ts';
import { programCard, programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** What the canary tried and did not get: the browser says so in the console. */
const SHUT = /ERR_NETWORK_ACCESS_REVOKED/;

const keeper = (page: Page) => programFrame(page, 'Keeper');
const press = (page: Page, name: string) => keeper(page).getByRole('button', { name }).click();
const kept = (page: Page) => keeper(page).locator('#kept');
const told = (page: Page) => keeper(page).getByRole('listitem');
const version = (page: Page, number: number) =>
  expect(keeper(page).getByRole('heading')).toHaveText(`Keeper ${number}`);

/** The dialog about the program that is seen. */
async function openInfo(page: Page): Promise<Locator> {
  await programPane(page)
    .getByRole('button', { name: naming('More about {name}', 'Keeper') })
    .click();
  await page.getByRole('menuitem', { name: 'Information' }).click();
  const dialog = page.getByRole('dialog', { name: naming('About {name}', 'Keeper') });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('MIN-14 MIN-17 PRG-3 a newer version takes its place when the person says so, and nothing kept is lost; wiping loses only that', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await sendAsProgram(alice, keeperPackage({ version: '1' }));
  for (const { page } of [alice, bob]) {
    await startProgram(page, 'Keeper');
    await press(page, 'Keep');
    await expect(kept(page)).toHaveText(ALL_KEPT);
  }
  await press(alice.page, 'Tell');
  await expect(told(bob.page)).toHaveText(['Alice']);

  await sendAsProgram(alice, keeperPackage({ version: '2', permissions: ['profile'] }));
  await expect(messages(bob.page).filter({ hasText: 'Keeper' })).toHaveCount(2);
  // Asked, and declined: the one that runs goes on as it is.
  const info = await openInfo(alice.page);
  await expect(info).toContainText('Version 2 is here');
  await info.getByRole('button', { name: 'Upgrade' }).click();
  const question = alice.page.getByRole('alertdialog');
  await expect(question).toContainText('It asks for more: Know your name and picture');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await info.getByRole('button', { name: 'Close' }).click();
  await version(alice.page, 1);
  await press(alice.page, 'Who');
  await expect(keeper(alice.page).locator('#who')).toHaveText('may not ask');
  // Each decides for their own device.
  await upgrade(alice.page);
  await version(alice.page, 2);
  await expect(kept(alice.page)).toHaveText(ALL_KEPT);
  await expect(told(alice.page)).toHaveText(['Alice']);
  await version(bob.page, 1);
  // What it asks for anew is not granted by that: it is asked for at its first use, and stands in the list.
  await press(alice.page, 'Who');
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(keeper(alice.page).locator('#who')).toHaveText('You are Alice');
  const after = await openInfo(alice.page);
  await expect(after.getByRole('switch', { name: 'Know your name and picture' })).toBeChecked();
  await expect(after).not.toContainText('is here');
  await after.getByRole('button', { name: 'Close' }).click();
  // The two versions speak with each other.
  await press(alice.page, 'Tell');
  await expect(told(bob.page)).toHaveText(['Alice', 'Alice']);

  await act(bob.page, 'Remove storage');
  await expect(programPane(bob.page)).toHaveCount(0);
  await bob.page.getByRole('button', { name: 'Alice told' }).last().click();
  await expect(kept(bob.page)).toHaveText(NOTHING_KEPT);
  await expect(told(bob.page)).toHaveText(['Alice', 'Alice']);
  await press(bob.page, 'Keep');
  await act(bob.page, 'Uninstall');
  await expect(programPane(bob.page)).toHaveCount(0);
  await bob.go('programs');
  await expect(bob.page.getByRole('region', { name: 'Opened lately' })).toHaveCount(0);
  await openChat(bob, 'Alice');
  await expect(programCard(bob.page, 'Keeper')).toBeVisible();
  await bob.page.getByRole('button', { name: 'Alice told' }).last().click();
  await expect(kept(bob.page)).toHaveText(NOTHING_KEPT);
  await expect(told(bob.page)).toHaveText(['Alice', 'Alice']);
  await expect(kept(alice.page)).toHaveText(ALL_KEPT);
});

async function upgrade(page: Page): Promise<void> {
  await (await openInfo(page)).getByRole('button', { name: 'Upgrade' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Upgrade' }).click();
}

/** Presses a button of the dialog about the program, and again where it is asked. */
async function act(page: Page, name: string): Promise<void> {
  await (await openInfo(page)).getByRole('button', { name }).click();
  await page.getByRole('alertdialog').getByRole('button', { name }).click();
}
