import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Locator, type Page, expect } from '@playwright/test';
import { composer, meet, message, openChat, say } from './support/acts.ts';
import {
  NO_PICKER,
  chooseIn,
  downloadBy,
  expectTalkIn,
  filesIn,
  readUnpacked,
  talkWorthSaving,
  unpackTo,
} from './support/archives.ts';
import { expectAccessible } from './support/axe.ts';
import { find } from './support/discoverActs.ts';
import { packFolder } from './support/existingApps.ts';
import { test } from './support/people.ts';

const fixtures = fileURLToPath(new URL('../fixtures/imports', import.meta.url));

/** Opens the dialog that brings a chat in, and gives it what a person would choose. */
async function bringIn(
  page: Page,
  way: 'Choose a file…' | 'Choose a folder…',
  files: string | string[],
): Promise<Locator> {
  await page.getByRole('button', { name: 'Import a chat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a chat' });
  await chooseIn(dialog, way, files);
  await expect(dialog.getByRole('textbox', { name: 'Name of the chat' })).toBeVisible();
  return dialog;
}

/** The row of an imported chat in the settings. */
const rowOf = (page: Page, name: string): Locator =>
  page
    .getByRole('main')
    .locator('div')
    .filter({ hasText: name })
    .filter({ has: page.getByRole('button', { name: 'Open' }) })
    .last();

test('chats of WhatsApp and Telegram are brought in, read, found and deleted; a chat is saved and read without the app', async ({
  people,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-elsewhere-'));
  const alice = await people.start('Alice', { script: NO_PICKER });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;

  // A group of WhatsApp, in an archive.
  await alice.go('settings/chats');
  const archive = join(folder, 'WhatsApp Chat - Hill Walkers.zip');
  await writeFile(archive, await packFolder(join(fixtures, 'whatsapp')));
  const whatsapp = await bringIn(page, 'Choose a file…', archive);
  await expect(whatsapp.getByText(/WhatsApp: 11 messages/u)).toBeVisible();
  await expect(whatsapp.getByRole('textbox', { name: 'Name of the chat' })).toHaveValue('Hill Walkers');
  await whatsapp
    .getByRole('combobox', { name: 'Which one are you' })
    .selectOption({ label: '\u2068Bo\u2069 (3 messages)' });
  await expectAccessible(page, 'the dialog that brings a chat in');
  await whatsapp.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(rowOf(page, 'Hill Walkers')).toContainText('WhatsApp, 11 messages');
  await expectAccessible(page, 'the settings with an imported chat');
  await rowOf(page, 'Hill Walkers').getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hill Walkers' })).toBeVisible();
  await expect(message(page, 'Bring soup')).toHaveAttribute('data-own', 'true');
  await expect(message(page, 'صباح الخير')).toBeVisible();
  await expect(page.getByRole('article').filter({ has: page.getByRole('img', { name: 'Photo' }) })).toHaveCount(1);
  await expect(composer(page)).toHaveCount(0);
  await expectAccessible(page, 'an imported chat');
  // Looked through as any chat is.
  const placed = page.getByRole('region', { name: /^Search in the chat with .*Hill Walkers/u }).getByRole('status');
  await page.keyboard.press('ControlOrMeta+f');
  await page.getByRole('searchbox', { name: 'Words in this chat' }).fill('soup');
  await expect(placed.first()).toContainText('1 of 1');
  await page.getByRole('searchbox', { name: 'Words in this chat' }).fill('الخير');
  await expect(placed.first()).toContainText('1 of 1');
  await expect(message(page, 'صباح الخير')).toHaveAttribute('data-found', 'true');
  await expectAccessible(page, 'an imported chat that is looked through');
  await page.keyboard.press('Escape');
  await expect(placed).toHaveCount(0);
  await page.getByRole('button', { name: 'What to do with this chat' }).click();
  await page.getByRole('menuitem', { name: '1 line could not be read' }).click();
  await expect(page.getByRole('dialog')).toContainText('[32/02/2023, 18:10:00] Cyd: a line with a day that is none');
  await page.keyboard.press('Escape');

  // A group of Telegram, in its folder.
  await alice.go('settings/chats');
  const telegram = await bringIn(page, 'Choose a folder…', join(fixtures, 'telegram'));
  await expect(telegram.getByRole('textbox', { name: 'Name of the chat' })).toHaveValue('Allotment');
  await telegram.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(rowOf(page, 'Allotment')).toContainText('Telegram, 7 messages');

  // Found by the one search, and gone to.
  await (await find(page, 'beans', { kind: 'Files', text: 'beans' })).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Allotment' })).toBeVisible();
  await expect(page.locator('[data-found]')).toContainText('The first beans');
  await expect(message(page, 'They look good')).toContainText('The first beans');

  // Over a restart, and gone when it is deleted.
  await alice.close();
  await alice.reopen();
  await alice.go('settings/chats');
  await rowOf(alice.page, 'Allotment')
    .getByRole('button', { name: /^Delete/u })
    .click();
  await expect(rowOf(alice.page, 'Allotment')).toHaveCount(0);
  await alice.page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(alice.page, 'Allotment')).toBeVisible();
  await rowOf(alice.page, 'Allotment').getByRole('button', { name: 'Open' }).click();
  await alice.page.getByRole('button', { name: 'What to do with this chat' }).click();
  await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
  await alice.go('settings/chats');
  await expect(rowOf(alice.page, 'Hill Walkers')).toBeVisible();
  await expect(rowOf(alice.page, 'Allotment')).toHaveCount(0);

  // A chat of one's own, saved.
  await talkWorthSaving(alice, bob, 'Shall we **walk**? https://example.org/route');
  await alice.page.getByRole('button', { name: 'More about this chat' }).click();
  await alice.page.getByRole('menuitem', { name: 'Chat settings' }).click();
  await alice.page.getByRole('button', { name: 'Save…' }).click();
  const dialog = alice.page.getByRole('dialog', { name: /Save the chat/u });
  await expect(dialog.getByRole('radio', { name: 'All files that are on this device' })).toBeChecked();
  await expectAccessible(alice.page, 'the dialog that saves a chat');
  const saved = join(folder, 'chat.zip');
  await downloadBy(dialog.getByRole('button', { name: 'Save', exact: true }), saved);
  await expect(dialog.getByRole('status')).toContainText('3 messages and 1 file are in the archive');

  const files = await filesIn(saved);
  expect([...files.keys()].toSorted()).toEqual(['chat.json', 'index.html', 'media/00001-photo.webp']);
  const told: unknown = JSON.parse(files.get('chat.json')?.toString() ?? '');
  expect(told).toMatchObject({ format: 'banyan-chat', version: 1, counts: { messages: 3, files: 1 } });

  // The page shows everything without the app, and runs nothing.
  await unpackTo(join(folder, 'unpacked'), files);
  const reader = await readUnpacked(alice.page, join(folder, 'unpacked', 'index.html'));
  await expectTalkIn(reader);
  await expect(reader.getByRole('link', { name: 'https://example.org/route' })).toHaveAttribute(
    'href',
    'https://example.org/route',
  );
  await reader.close();
  await rm(folder, { recursive: true });
});

test('an imported chat stands in the list, is found by who spoke in it, kept as others are, and put before the chat of a contact', async ({
  people,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-imported-'));
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(bob, 'Alice');
  await say(bob.page, 'Here I am now');
  const { page } = alice;
  await alice.go('settings/chats');
  const archive = join(folder, 'WhatsApp Chat - Hill Walkers.zip');
  await writeFile(archive, await packFolder(join(fixtures, 'whatsapp')));
  const whatsapp = await bringIn(page, 'Choose a file…', archive);
  await whatsapp.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(rowOf(page, 'Hill Walkers')).toBeVisible();

  // In the list, below what was said since.
  await alice.go('chats');
  const list = page.getByRole('list', { name: 'Conversations' });
  const imported = list.getByRole('listitem').filter({ hasText: 'Hill Walkers' });
  await expect(imported).toContainText('From WhatsApp, 11 messages');
  await expect(list.getByRole('listitem')).toHaveText([/Bob/u, /Hill Walkers/u]);
  await expectAccessible(page, 'the list with an imported chat');

  // By who spoke in it, whoever that is.
  const found = await find(page, 'from:lindqvist hill', { kind: 'Messages', text: 'coming up the' });
  await expect(found).toContainText('Ana Lindqvist');
  await found.click();
  await expect(page.locator('[data-found]')).toContainText('Who is coming up the hill');
  await expect(page.getByText('Only to be read', { exact: true })).toBeVisible();
  await expectAccessible(page, 'an imported chat that was searched');

  // Pinned, archived and deleted as others are.
  const choose = async (name: string) => {
    await imported.getByRole('link').click({ button: 'right' });
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Pin to the top');
  await expect(list.getByRole('listitem').first()).toContainText('Hill Walkers');
  await choose('Unpin');
  await choose('Archive');
  await expect(imported).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await choose('Delete');
  await expect(imported).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(imported).toBeVisible();

  // What it takes has a place in the room of storage.
  await alice.go('settings/storage');
  await expect(page.getByRole('button', { name: /^Open: .*Hill Walkers/u })).toBeVisible();

  // Before the chat of a contact, over a restart.
  await alice.go('chats');
  await choose('Put before a contact’s chat…');
  await page.getByRole('dialog').getByRole('button', { name: 'Bob' }).click();
  await expect(imported).toHaveCount(0);
  await alice.close();
  await alice.reopen();
  await openChat(alice, 'Bob');
  await expect(alice.page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')).toHaveCount(1);
  await alice.page.getByRole('link', { name: /Before this: 11 messages from WhatsApp/u }).click();
  await expect(message(alice.page, 'Bring soup')).toBeVisible();
  await alice.page.getByRole('button', { name: /^Write to/u }).click();
  await expect(message(alice.page, 'Here I am now')).toBeVisible();
  await rm(folder, { recursive: true });
});
