/** Everything in open formats: taken out, read without the app, and brought in on another computer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meet, message } from './support/acts.ts';
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
import { expect, test } from './support/people.ts';

test('everything is exported, read without the app, and brought in on another computer', async ({ people }) => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-everything-'));
  const alice = await people.start('Alice', { script: NO_PICKER });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await talkWorthSaving(alice, bob, 'Shall we **walk**?');

  await alice.go('settings/backup');
  await alice.page.getByRole('button', { name: 'Export…' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'Export everything' });
  await expect(dialog).toContainText('Anyone who has the file can read it');
  await expectAccessible(alice.page, 'the dialog that exports everything');
  await alice.page.screenshot({ path: test.info().outputPath('export.png') });
  const archive = join(folder, 'banyan.zip');
  await downloadBy(dialog.getByRole('button', { name: 'Export', exact: true }), archive);
  await expect(dialog.getByRole('status')).toContainText('1 chat, 3 messages');

  await unpackTo(join(folder, 'unpacked'), await filesIn(archive));
  const reader = await readUnpacked(alice.page, join(folder, 'unpacked', 'index.html'));
  await reader.screenshot({ path: test.info().outputPath('index.png') });
  await reader.getByRole('link', { name: 'Bob' }).click();
  await expectTalkIn(reader);
  await reader.screenshot({ path: test.info().outputPath('chat.png') });
  await reader.close();

  const zoe = await people.start('Zoe');
  await zoe.go('settings/backup');
  await zoe.page.getByRole('button', { name: 'Import…' }).click();
  const bringing = zoe.page.getByRole('dialog', { name: 'Import an export' });
  await chooseIn(bringing, 'Choose a file…', archive);
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
