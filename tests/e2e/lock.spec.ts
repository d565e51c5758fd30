/** A passphrase before anything is shown: on, closed in every window, over a restart, wrong words, and off. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { meet, message, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/people.ts';

const PASSPHRASE = 'seven quiet herons at the river';

test('LCK-2 LCK-3 the lock closes every window, over a restart too, and its passphrase brings all back', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'before the lock');
  await turnOn(alice.page, alice.origin);
  await openChat(alice, 'Bob');
  const second = await alice.openTab();
  await expect(second.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await alice.page.bringToFront();
  await alice.page.keyboard.press('Control+Shift+L');
  for (const page of [alice.page, second]) await isLocked(page);
  const kept = onDisk(join(alice.data, 'vault')) + onDisk(join(alice.data, 'keys'));
  expect(kept).not.toContain('Alice');
  expect(kept).not.toContain('herons');
  await say(bob.page, 'while it is locked');
  await unlock(second, 'not this one');
  await expect(second.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(second, PASSPHRASE);
  for (const page of [alice.page, second]) await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await openChat(alice, 'Bob');
  await expect(message(alice.page, 'before the lock')).toBeVisible();
  await expect(message(alice.page, 'while it is locked')).toBeVisible();
  await say(alice.page, 'after it');
  await expect(message(bob.page, 'after it')).toBeVisible();
  alice.expectComplaint(/./u);
  // Where Alice was to be found.
  bob.expectComplaint(/\/signal' failed/u);
  await alice.close();
  await alice.killHost();
  await alice.startHost();
  await alice.open();
  await isLocked(alice.page);
  await unlock(alice.page, PASSPHRASE);
  await openChat(alice, 'Bob');
  await expect(message(alice.page, 'after it')).toBeVisible();
});

test('LCK-8 LCK-5 changing and turning off need the passphrase, and wrong words are made to wait', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  await turnOn(alice.page, alice.origin);
  await alice.page.getByRole('button', { name: 'Change' }).click();
  const dialog = alice.page.getByRole('dialog');
  await dialog.getByLabel('Passphrase now').fill(PASSPHRASE);
  await dialog.getByLabel('New passphrase').fill('nine loud magpies');
  await dialog.getByLabel('Passphrase once more').fill('nine loud magpies');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await expect(alice.page.getByText('The passphrase is changed')).toBeVisible();
  await alice.page.getByRole('button', { name: 'Lock', exact: true }).click();
  await isLocked(alice.page);
  await expect(alice.page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await expectAccessible(alice.page, 'the screen of a closed lock');
  for (let attempt = 0; attempt < 3; attempt += 1) await unlock(alice.page, PASSPHRASE);
  await expect(alice.page.getByText(/s until the next try/u)).toBeVisible();
  await expect(alice.page.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  await expect(alice.page.getByText(/s until the next try/u)).toBeHidden();
  await unlock(alice.page, 'nine loud magpies');
  await expect(alice.page.getByRole('button', { name: 'Turn off' })).toBeVisible();
  await alice.page.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByLabel('Passphrase now').fill('nine loud magpies');
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(alice.page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await alice.page.reload();
  await expect(alice.page.getByRole('button', { name: 'Turn on' })).toBeVisible();
});

test('LCK-10 who forgot the passphrase begins anew, and what was locked stays locked', async ({ people }) => {
  const alice = await people.start('Alice');
  await turnOn(alice.page, alice.origin);
  await alice.page.getByRole('button', { name: 'Lock', exact: true }).click();
  await isLocked(alice.page);
  await alice.page.getByRole('button', { name: 'Forgot the passphrase?' }).click();
  await alice.page.getByRole('button', { name: 'Begin anew here' }).click();
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Begin anew here' }).click();
  await expect(alice.page.getByRole('button', { name: 'I have a backup' })).toBeVisible();
  expect(onDisk(join(alice.data, 'keys'))).not.toContain('Alice');
});

async function turnOn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/#/settings/lock`);
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
}

async function isLocked(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Banyan is locked' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeHidden();
  await expect(page).toHaveTitle('Banyan');
}

async function unlock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  // Where it was right, the screen is gone.
  await expect(page.locator('button[aria-busy="true"]')).toHaveCount(0);
}

function onDisk(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}
