/** Settings → Storage, by what a person sees and presses: what takes space, what goes, what stays, and how it comes again. */
import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { meet, message, messages, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { sendFiles } from './support/messageActs.ts';
import { type People, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { drawPicture } from './support/pictures.ts';

const DAY = 24 * 3_600_000;
const MEGABYTE = 1_000_000;
const AHEAD = 256 * 1024;

/** Alice and Bob, who has files of hers: a photo, two megabytes that tell nothing, and words. */
async function couple(people: People, options = {}): Promise<{ alice: Person; bob: Person }> {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob', options);
  await meet(alice, bob);
  const photo = await drawPicture(alice.page, { width: 900, height: 600 });
  await sendFiles(alice.page, { name: 'garden.jpg', mimeType: 'image/jpeg', buffer: photo });
  const buffer = randomBytes(2 * MEGABYTE);
  await sendFiles(alice.page, { name: 'plans.bin', mimeType: 'application/octet-stream', buffer });
  await say(alice.page, 'that is all');
  await expect(message(bob.page, 'that is all')).toBeVisible();
  await expect(messages(bob.page).locator('img[src*="/blobs/"]')).toHaveCount(1);
  await expect(bob.page.getByRole('button', { name: /^Save .*plans\.bin/ })).toBeVisible();
  return { alice, bob };
}

/** The figure under a name, in bytes as it is rounded. */
async function figure(page: Page, name: string): Promise<number> {
  const text = await page
    .locator('dt', { hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd')
    .innerText();
  const [, digits = '', unit = ''] = /^([\d.,]+)\s*(\S+)$/u.exec(text.trim()) ?? [];
  const units: Readonly<Record<string, number>> = { bytes: 1, byte: 1, kB: 1000, MB: MEGABYTE, GB: 1000 * MEGABYTE };
  return Number(digits.replaceAll(',', '')) * (units[unit] ?? Number.NaN);
}

/** Bytes of all files below a folder. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const rule = (page: Page, name: string | RegExp = 'Files and messages of chats') =>
  page.getByRole('combobox', { name });

test('the figures are what lies on the disk, within what rounding and outlines take', async ({ people }) => {
  const { bob } = await couple(people);
  await bob.go('settings/storage');
  await expect(bob.page.getByText(/ in all$/)).toBeVisible();
  await expect.poll(() => figure(bob.page, 'Other files')).toBe(2 * MEGABYTE);
  const files = (await figure(bob.page, 'Other files')) + (await figure(bob.page, 'Photos'));
  const onDisk = await bytesIn(join(bob.data, 'blobs'));
  // Hashes of chunks lie beside each file, and a photo is shown to three digits.
  expect(onDisk).toBeGreaterThanOrEqual(files * 0.99);
  expect(onDisk).toBeLessThan(files * 1.02 + 20_000);
  const journal = await bytesIn(join(bob.data, 'journal'));
  const shown = await figure(bob.page, 'Second copy of messages');
  // The journal's file grows 256 KiB at a time, ahead of what is written.
  expect(journal).toBeGreaterThanOrEqual(shown * 0.95);
  expect(journal).toBeLessThan(shown * 1.05 + AHEAD);
  const { usage } = await bob.page.evaluate<{ usage: number }>('navigator.storage.estimate()');
  const database = await figure(bob.page, 'Messages and contacts');
  // The database goes on being written while one looks.
  expect(Math.abs(usage - database)).toBeLessThan(0.1 * usage + 200_000);
});

test('a chat is cleared with undo, and what went is asked for again where it was', async ({ people }) => {
  const { bob } = await couple(people);
  await bob.go('settings/storage');
  const { page } = bob;
  const row = page.getByRole('button', { name: /^Alice.*2 files/ });
  await expect(row).toBeVisible();
  await expectAccessible(page, 'storage');
  await page.getByRole('button', { name: 'Remove files' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await page.getByRole('button', { name: 'Remove files' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No files yet')).toBeVisible();
  await openChat(bob, 'Alice');
  await expect(page.getByText('Let go here, 2 MB: ask again')).toBeVisible();
  await expect(page.getByText(/^Let go here/)).toHaveCount(2);
  await page.getByRole('button', { name: /^Fetch .*plans\.bin/ }).click();
  await expect(page.getByRole('button', { name: /^Save .*plans\.bin/ })).toBeVisible();
  await expect(page.getByText(/^Let go here/)).toHaveCount(1);
});

test('files go after their time by a rule that says before what it takes, can be taken back, and come again', async ({
  people,
}) => {
  const { alice, bob } = await couple(people);
  const { page } = bob;
  await sendFiles(page, { name: 'mine.txt', mimeType: 'text/plain', buffer: Buffer.from('from Bob') });
  await bob.go('settings/storage');
  await rule(page).selectOption({ label: 'Let go after 30 days' });
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await rule(page).selectOption({ label: 'Keep everything' });
  await page.clock.setSystemTime(Date.now() + 40 * DAY);
  await rule(page).selectOption({ label: 'Let go after 30 days' });
  const question = page.getByRole('alertdialog', { name: 'Let go of what is older?' });
  await expect(question).toContainText('2 files, 2');
  await expect(question).toContainText('and no message would go off this device now');
  await expectAccessible(page, 'question about how long things stay');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rule(page)).toHaveValue('all');
  await rule(page).selectOption({ label: 'Let go after 30 days' });
  await question.getByRole('button', { name: 'Let go' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rule(page)).toHaveValue('all');
  await rule(page).selectOption({ label: 'Let go after 30 days' });
  await question.getByRole('button', { name: 'Let go' }).click();
  await expect(page.getByRole('button', { name: /^Alice.*1 file/ })).toBeVisible({ timeout: 60_000 });
  await openChat(bob, 'Alice');
  await expect(page.getByText(/^Let go here/)).toHaveCount(2);
  await expect(page.getByRole('button', { name: /^Save .*mine\.txt/ })).toBeVisible();
  await page.getByRole('button', { name: /^Fetch .*plans\.bin/ }).click();
  await expect(page.getByRole('button', { name: /^Save .*plans\.bin/ })).toBeVisible();
  await expect(alice.page.getByText(/^Let go here/)).toHaveCount(0);
});

test('one chat keeps everything while the others let go, and a clock that leaps takes files alone', async ({
  people,
}) => {
  const { alice, bob } = await couple(people);
  const { page } = bob;
  await bob.go('settings/storage');
  await rule(page, 'Another rule for one chat or channel').selectOption({ label: 'Alice' });
  const own = rule(page, /^In .*Alice/);
  await expect(own).toHaveValue('all');
  await page.clock.setSystemTime(Date.now() + 100 * DAY);
  await rule(page).selectOption({ label: 'Let go after 90 days' });
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await own.selectOption({ label: 'Let go after 90 days, messages too' });
  const question = page.getByRole('alertdialog', { name: /^Let go of what is older in .*Alice/ });
  await expect(question).toContainText('and no message would go off this device now, and more as they grow old');
  await expect(question).toContainText('Their signed originals stay in the second copy of messages');
  await question.getByRole('button', { name: 'Let go' }).click();
  await expect(page.getByText('No files yet')).toBeVisible({ timeout: 60_000 });
  await openChat(bob, 'Alice');
  await expect(messages(page)).toHaveCount(3);
  await expect(message(alice.page, 'that is all')).toBeVisible();
  await say(page, 'and on');
  await expect(message(alice.page, 'and on')).toBeVisible();
  await expect(messages(page)).toHaveCount(4);
});

test('room that runs out is said in plain words, and whether the browser keeps the database', async ({ people }) => {
  const script = `navigator.storage.estimate = () => Promise.resolve({ usage: 950_000_000, quota: 1_000_000_000 });`;
  const bob = await people.start('Bob', { script });
  const { page } = bob;
  await bob.go('settings/storage');
  const full = page.getByRole('status').filter({ hasText: 'The room for the database is nearly full' });
  await expect(full).toContainText('50 MB are left of what the browser gives.');
  await expect(page.getByText('950 MB used of 1 GB that the browser gives.')).toBeVisible();
  const promised = page.getByText('The browser promised to keep Banyan’s database');
  const ask = page.getByRole('button', { name: 'Ask to keep it' });
  await expect(promised.or(ask)).toBeVisible();
  expect(await ask.isVisible()).toBe(!(await page.evaluate<boolean>('navigator.storage.persisted()')));
  await page.evaluate('navigator.storage.persist = () => Promise.resolve(true)');
  if (await ask.isVisible()) await ask.click();
  await expect(promised).toBeVisible();
});
