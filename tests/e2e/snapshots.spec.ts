/** A snapshot: made, looked at, gone back to, and that undone. */
import type { Locator, Page } from '@playwright/test';
import { composer, meet, message, messages, openChat, say } from './support/acts.ts';
import { expect, test } from './support/people.ts';

/** The row of the newest snapshot that was made for that reason. */
function row(page: Page, reason: string, button: RegExp): Locator {
  return page
    .locator('div')
    .filter({ hasText: reason })
    .filter({ has: page.getByRole('button', { name: button }) })
    .last()
    .getByRole('button', { name: button });
}

test('a snapshot is made, looked at, gone back to, and that is undone', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;
  await say(page, 'stays');
  await say(page, 'is deleted');
  await expect(message(bob.page, 'is deleted')).toBeVisible();

  await alice.go('settings/backup');
  await expect(page.getByText('No snapshot yet')).toBeVisible();
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByText('The snapshot is made')).toBeVisible();
  await expect(page.getByText(/^Made by hand · /u)).toBeVisible();

  await openChat(alice, 'Bob');
  await deleteMessage(page, 'is deleted');
  await say(page, 'said since');
  await expect(messages(page)).toHaveCount(2);

  // Looking: as it was, with a way back, and nothing can be done.
  await alice.go('settings/backup');
  await row(page, 'Made by hand', /^Look at/u).click();
  await expect(page.getByText(/^A snapshot of /u)).toBeVisible();
  await lookAtChat(page, 'Bob');
  await expect(message(page, 'is deleted')).toBeVisible();
  await expect(message(page, 'said since')).toHaveCount(0);
  await expect(page.getByText('To write, go back to now.')).toBeVisible();
  await expect(composer(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/^A snapshot of /u)).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByText(/^A snapshot of /u)).toHaveCount(0);
  await openChat(alice, 'Bob');
  await expect(message(page, 'said since')).toBeVisible();
  await expect(messages(page)).toHaveCount(2);

  // Going back: what was deleted is there, what was said since, too.
  await alice.go('settings/backup');
  await goBack(page, 'Made by hand');
  await expect(page.getByText(/^Before going back · /u)).toBeVisible();
  await openChat(alice, 'Bob');
  for (const text of ['stays', 'is deleted', 'said since']) await expect(message(page, text)).toBeVisible();
  await say(page, 'and on');
  await expect(message(bob.page, 'and on')).toBeVisible();
  await expect(messages(bob.page)).toHaveCount(4);

  // That is undone.
  await alice.go('settings/backup');
  await goBack(page, 'Before going back');
  await openChat(alice, 'Bob');
  await expect(message(page, 'is deleted')).toHaveCount(0);
  await expect(messages(page)).toHaveCount(3);
});

test('a damaged snapshot is refused in plain words, before anything is shown or changed', async ({ people }) => {
  const alice = await people.start('Alice');
  const { page } = alice;
  await alice.go('settings/backup');
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByText(/^Made by hand · /u)).toBeVisible();
  await page.evaluate(DAMAGE);
  const refused = page.getByText(/This snapshot is damaged/u).first();
  await row(page, 'Made by hand', /^Look at/u).click();
  await expect(refused).toBeVisible();
  // What was said of looking is said no more.
  await page.reload();
  await row(page, 'Made by hand', /^Go back to/u).click();
  await expect(refused).toBeHidden();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go back' }).click();
  await expect(refused).toBeVisible();
  await expect(page.getByText(/^Before going back · /u)).toHaveCount(0);
});

test('where the database is of a later version, the start offers to look at how it was', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;
  await say(page, 'said before');
  await alice.go('settings/backup');
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByText(/^Made by hand · /u)).toBeVisible();

  // A page of the same origin that holds no database open makes it one of a later version.
  const app = page.url();
  // A script for itself has no icon, for which the browser asks.
  alice.expectComplaint(/status of 404/u);
  await page.goto(new URL('/again.js', app).href);
  await page.evaluate(NEWER);
  await page.goto(app);
  await expect(page.getByRole('heading', { name: 'Banyan cannot open' })).toBeVisible();
  await page.getByRole('button', { name: /^Look at the snapshot of/u }).click();
  await expect(page.getByText(/^A snapshot of /u)).toBeVisible();
  await lookAtChat(page, 'Bob');
  await expect(message(page, 'said before')).toBeVisible();
  await expect(page.getByText('To write, go back to now.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByRole('heading', { name: 'Banyan cannot open' })).toBeVisible();
});

/** As `openChat`, where there is nothing to write in. */
async function lookAtChat(page: Page, name: string): Promise<void> {
  const chats = page.getByRole('list', { name: 'Conversations' });
  await chats.getByRole('link', { name: new RegExp(`^${name}`, 'u') }).click();
}

/** Gives the database of each account a version that none has yet, in the page. */
const NEWER = `(async () => {
  for (const { name } of await indexedDB.databases())
    if (/^banyan-[\\w-]{43}$/u.test(name))
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name, 10_000);
        opening.onsuccess = () => resolve(opening.result.close());
        opening.onerror = () => reject(opening.error);
      });
})()`;

/** Flips one bit in the middle of each snapshot, in the page. */
const DAMAGE = `(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const folder of (await root.getDirectoryHandle('snapshots')).values())
    for await (const file of folder.values()) {
      const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
      bytes[bytes.length >> 1] ^= 1;
      const writable = await file.createWritable();
      await writable.write(bytes);
      await writable.close();
    }
})()`;

async function goBack(page: Page, reason: string): Promise<void> {
  await row(page, reason, /^Go back to/u).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Nothing paid or promised is undone');
  await dialog.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByText(/^Back: /u)).toBeVisible();
}

async function deleteMessage(page: Page, text: string): Promise<void> {
  await message(page, text).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete for me' }).click();
  await expect(message(page, text)).toHaveCount(0);
}
