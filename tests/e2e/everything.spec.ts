/** Everything in open formats: taken out, read without the app, and brought in on another computer. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readWholeEntry } from '../../src/main/services/packages/entryContent.ts';
import { readZipIndex } from '../../src/main/services/packages/zipIndex.ts';
import { meet, message, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';

test('everything is exported, read without the app, and brought in on another computer', async ({ people }) => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-everything-'));
  // Where a picker of the system would ask, the archive comes as a download.
  const alice = await people.start('Alice', { script: 'delete globalThis.showSaveFilePicker;' });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(bob, 'Alice');
  await say(bob.page, 'Shall we **walk**?');
  await openChat(alice, 'Bob');
  await expect(message(alice.page, 'Shall we')).toBeVisible();
  await say(alice.page, 'نعم <b>Yes</b>');
  const photo = alice.page.waitForEvent('filechooser');
  await alice.page.getByRole('button', { name: 'Attach', exact: true }).click();
  await alice.page.getByRole('menuitem', { name: 'Attach files' }).click();
  const buffer = await drawPicture(alice.page, { width: 640, height: 400 });
  await (await photo).setFiles([{ name: 'hill.png', mimeType: 'image/png', buffer }]);
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(
    alice.page.getByRole('article').filter({ has: alice.page.getByRole('img', { name: 'Photo' }) }),
  ).toHaveCount(1);

  await alice.go('settings/backup');
  await alice.page.getByRole('button', { name: 'Export…' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'Export everything' });
  await expect(dialog).toContainText('Anyone who has the file can read it');
  await expectAccessible(alice.page, 'the dialog that exports everything');
  await alice.page.screenshot({ path: test.info().outputPath('export.png') });
  const download = alice.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const archive = join(folder, 'banyan.zip');
  await (await download).saveAs(archive);
  await expect(dialog.getByRole('status')).toContainText('1 chat, 3 messages');

  const index = readZipIndex(await readFile(archive));
  if (!index.ok) throw new Error(index.error.code);
  for (const entry of index.value) {
    const place = join(folder, 'unpacked', entry.path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, Buffer.from((await readWholeEntry(entry, entry.size)) ?? []));
  }
  const reader = await alice.page.context().newPage();
  await reader.goto(pathToFileURL(join(folder, 'unpacked', 'index.html')).href);
  await reader.screenshot({ path: test.info().outputPath('index.png') });
  await reader.getByRole('link', { name: 'Bob' }).click();
  await expect(reader.getByText('نعم <b>Yes</b>')).toBeVisible();
  await expect(reader.locator('strong')).toHaveText('walk');
  await expect.poll(() => reader.evaluate('document.querySelector("article img").naturalWidth')).toBeGreaterThan(0);
  await reader.screenshot({ path: test.info().outputPath('chat.png') });
  await reader.close();

  const zoe = await people.start('Zoe');
  await zoe.go('settings/backup');
  await zoe.page.getByRole('button', { name: 'Import…' }).click();
  const bringing = zoe.page.getByRole('dialog', { name: 'Import an export' });
  const chooser = zoe.page.waitForEvent('filechooser');
  await bringing.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(archive);
  await expect(bringing).toContainText('1 chat, 3 messages');
  await expectAccessible(zoe.page, 'the dialog that brings everything in');
  await zoe.page.screenshot({ path: test.info().outputPath('import.png') });
  await bringing.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(bringing.getByRole('status')).toContainText('1 chat with 3 messages came in.');
  await bringing.getByRole('button', { name: 'Close', exact: true }).last().click();
  await zoe.go('settings/chats');
  await zoe.page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(zoe.page.getByRole('heading', { level: 1, name: 'Bob' })).toBeVisible();
  await expect(message(zoe.page, 'Shall we')).toBeVisible();
  await expect(message(zoe.page, 'نعم')).toHaveAttribute('data-own', 'true');
  await rm(folder, { recursive: true });
});
