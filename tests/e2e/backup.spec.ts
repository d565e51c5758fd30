/** A computer that is gone, and a new one with the file of a backup. */
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { meet, message, messages, openChat, say } from './support/acts.ts';
import { expect, test } from './support/people.ts';

const PASSPHRASE = 'seven quiet herons at the river';

test('a backup is made, checked and saved, and brings everything back on a new computer', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  for (const word of ['one', 'two', 'three']) await say(alice.page, `kept ${word}`);
  await say(bob.page, 'kept four');
  await expect(message(alice.page, 'kept four')).toBeVisible();
  const words = await wordsOf(alice.page);
  await alice.go('settings/backup');
  await makeBackup(alice.page);
  const listed = alice.page.getByText(/Checked .*: whole/u);
  await expect(listed).toBeVisible();
  await checkBackup(alice.page);
  const file = await saveBackup(alice.page, join(alice.data, 'saved.age'));
  await alice.close();
  await bob.close();
  const laptop = await people.arrive('Laptop');
  await restore(laptop.page, { file, words });
  await expect(laptop.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await openChat(laptop, 'Bob');
  await expect(messages(laptop.page)).toHaveCount(4);
  for (const word of ['one', 'two', 'three', 'four']) await expect(message(laptop.page, `kept ${word}`)).toBeVisible();
  await say(laptop.page, 'from the new one');
  await laptop.page.reload();
  await expect(messages(laptop.page)).toHaveCount(5);
});

test('automatic backups are turned on with the words, add what is new, say what goes wrong, and bring everything back', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'before the first');
  const words = await wordsOf(alice.page);
  await alice.go('settings/backup');
  const { page } = alice;
  // The words are still kept here: nothing is asked for.
  await page.getByRole('radio', { name: 'Daily' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/^Everything, \W*\d/u)).toBeVisible();
  await openChat(alice, 'Bob');
  await say(page, 'before the second');
  await alice.go('settings/backup');
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/^What was new, /u)).toBeVisible();
  const folder = await scheduledFolder(alice.data);
  expect(await readdir(folder)).toHaveLength(2);
  // A file where the folder was: nothing can be written there.
  await rename(folder, `${folder}.away`);
  await writeFile(folder, '');
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByRole('alert')).toContainText('The last automatic backup was not made');
  await rm(folder);
  await rename(`${folder}.away`, folder);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await readdir(folder)).filter((name) => name.endsWith('.age')).length).toBe(3);
  await expect(page.getByText(/Checking|Writing/u)).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  // Of one day the newest is one to go back to; the others stay for it to rest on.
  await expect(page.getByText(/^What was new, /u)).toHaveCount(1);
  const files = (await readdir(folder)).map((name) => join(folder, name));
  expect(files).toHaveLength(3);
  await alice.close();
  await bob.close();
  const laptop = await people.arrive('Laptop');
  await restoreAutomatic(laptop.page, { files, words });
  await openChat(laptop, 'Bob');
  for (const text of ['before the first', 'before the second']) await expect(message(laptop.page, text)).toBeVisible();
});

async function scheduledFolder(data: string): Promise<string> {
  const backups = join(data, 'backups');
  for (const name of await readdir(backups)) if (name.length > 40) return join(backups, name, 'scheduled');
  throw new Error('no backups were made');
}

async function restoreAutomatic(
  page: Page,
  { files, words }: { readonly files: readonly string[]; readonly words: readonly string[] },
): Promise<void> {
  await page.getByRole('button', { name: 'I have a backup' }).click();
  const region = page.getByRole('region', { name: 'Restore from a backup' });
  await region.locator('input[type="file"]').setInputFiles([...files]);
  await expect(region.getByText('This backup opens with your twelve recovery words.')).toBeVisible();
  await region.getByRole('button', { name: 'Next' }).click();
  await typeWords(region, words);
  await region.getByRole('button', { name: 'Restore' }).click();
  await expect(region.getByText('Everything in the backup was put back.')).toBeVisible();
  await region.getByRole('button', { name: 'Open Banyan' }).click();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
}

async function wordsOf(page: Page): Promise<readonly string[]> {
  await page
    .getByRole('complementary', { name: 'Keep your account safe' })
    .getByRole('button', { name: 'Write them down' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Show the words' }).click();
  const shown = dialog.getByRole('list', { name: 'Recovery phrase, 12 words' }).getByRole('listitem');
  await expect(shown).toHaveCount(12);
  const words = await shown.allInnerTexts();
  await page.keyboard.press('Escape');
  return words;
}

async function makeBackup(page: Page): Promise<void> {
  const make = page.getByRole('button', { name: 'Make backup' });
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('short');
  await expect(page.getByText('Too short: at least eight characters.')).toBeVisible();
  await expect(make).toBeDisabled();
  await passphrase.fill(PASSPHRASE);
  await page.getByLabel('Passphrase once more').fill('another');
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
  await make.click();
  await expect(page.getByText('The backup is made, and was read again to check it.')).toBeVisible();
}

async function checkBackup(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check the backup of/u }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Passphrase').fill('not this one');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByText('This passphrase doesn’t open the backup.')).toBeVisible();
  await dialog.getByLabel('Passphrase').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByText('It is whole.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

async function saveBackup(page: Page, path: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save the file of the backup of/u }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^banyan-\d{4}-\d\d-\d\d-\d\d\.\d\d\.age$/u);
  await saved.saveAs(path);
  return path;
}

async function restore(
  page: Page,
  { file, words }: { readonly file: string; readonly words: readonly string[] },
): Promise<void> {
  await page.getByRole('button', { name: 'I have a backup' }).click();
  const region = page.getByRole('region', { name: 'Restore from a backup' });
  await region.locator('input[type="file"]').setInputFiles(file);
  await region.getByLabel('Passphrase').fill('not this one');
  await region.getByRole('button', { name: 'Next' }).click();
  await expect(region.getByRole('alert')).toContainText('This passphrase doesn’t open the backup.');
  await region.getByLabel('Passphrase').fill(PASSPHRASE);
  await region.getByRole('button', { name: 'Next' }).click();
  await expect(region.getByText(/Backup of .?Alice/u)).toBeVisible();
  await typeWords(region, [...words.slice(1), ...words.slice(0, 1)]);
  await region.getByRole('button', { name: 'Restore' }).click();
  await expect(region.getByRole('alert')).toContainText('These are not the words of this account.');
  await typeWords(region, words);
  await region.getByRole('button', { name: 'Restore' }).click();
  await expect(region.getByText('Everything in the backup was put back.')).toBeVisible();
  await region.getByRole('button', { name: 'Open Banyan' }).click();
}

async function typeWords(region: Locator, words: readonly string[]): Promise<void> {
  for (const [index, word] of words.entries()) {
    await region.getByRole('textbox', { name: `Word ${index + 1}`, exact: true }).fill(word);
  }
}
