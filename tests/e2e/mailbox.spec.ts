import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type StartedProgram, startProgram } from '../support/node/builtMain.ts';
import { expectState, meet, message, messages, openChat, say } from './support/acts.ts';
import { openMenuOf } from './support/messageActs.ts';
import { type People, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { speak } from './support/screens.ts';

const app = process.env['BANYAN_APP'] ?? fileURLToPath(new URL('../../out', import.meta.url));

/** A meeting point with a mailbox, as an operator starts it. */
async function startService(folder: string, port = 0): Promise<StartedProgram & { readonly url: string }> {
  const args = ['--port', String(port), '--mailbox', join(folder, 'kept')];
  const started = await startProgram(join(app, 'main/signal.js'), args);
  return { ...started, url: started.line['ready'] ?? '' };
}

/** Two who know each other and use one meeting point with a mailbox. */
async function couple(people: People, url: string): Promise<{ readonly ann: Person; readonly bo: Person }> {
  const [ann, bo] = [await people.start('Ann'), await people.start('Bo')];
  for (const person of [ann, bo]) {
    await person.go('settings/connections');
    const field = person.page.getByRole('textbox', { name: 'Address of a meeting point' });
    await field.fill(url);
    await field.press('Enter');
    await expect(person.page.getByText(url, { exact: true })).toBeVisible();
  }
  await meet(ann, bo);
  await say(ann.page, 'over the link');
  await expect(message(bo.page, 'over the link')).toBeVisible();
  return { ann, bo };
}

/** Waits until the details of an own message say that it lies in a mailbox. */
async function expectLeft({ page }: Person, text: string): Promise<void> {
  const menu = await openMenuOf(page, text);
  await menu.getByRole('menuitem', { name: 'Details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where this message is' });
  await expect(dialog.getByText('waiting, left in a mailbox')).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test('MBC-1 two who are never there at the same time read each other, also when the service was killed in between', async ({
  people,
}) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'banyan-mailbox-'));
  let service = await startService(folder);
  const { url } = service;
  const { ann, bo } = await couple(people, url);
  await bo.close();
  await expect(ann.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await say(ann.page, 'while you were away');
  await expectState(ann.page, 'while you were away', 'Saved here');
  await expectLeft(ann, 'while you were away');
  await ann.go('settings/connections');
  await expect(ann.page.getByText('Keeps messages')).toBeVisible();
  await ann.close();

  await service.end('SIGKILL');
  service = await startService(folder, Number(new URL(url).port));
  await bo.reopen();
  await openChat(bo, 'Ann');
  await expect(message(bo.page, 'while you were away')).toBeVisible({ timeout: 30_000 });
  await expect(messages(bo.page)).toHaveCount(2);
  await say(bo.page, 'found it, thank you');
  await expectLeft(bo, 'found it, thank you');
  await bo.close();

  await ann.reopen();
  await openChat(ann, 'Bo');
  await expect(message(ann.page, 'found it, thank you')).toBeVisible({ timeout: 30_000 });
  await expectState(ann.page, 'while you were away', /Delivered|Read/);
  await bo.reopen();
  await openChat(bo, 'Ann');
  await expectState(bo.page, 'found it, thank you', /Delivered|Read/);
  for (const { page } of [ann, bo]) await expect(messages(page)).toHaveCount(3);
  for (const person of [ann, bo]) person.expectComplaint(/WebSocket connection to .*(ERR_CONNECTION_REFUSED|closed)/);
  await service.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

test('MBC-12 the settings say what became of the mailbox, in both languages', async ({ people }) => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-mailbox-'));
  const service = await startService(folder);
  const ann = await people.start('Ann');
  const { page } = ann;
  await ann.go('settings/connections');
  await expect(page.getByText(/^None so far. Add a meeting point that offers one/)).toBeVisible();
  const field = page.getByRole('textbox', { name: 'Address of a mailbox' });
  await field.fill(service.url);
  await field.press('Enter');
  await expect(page.getByText(`${service.url}/mailbox`, { exact: true })).toBeVisible();
  await expect(page.getByText('Keeps messages')).toBeVisible();
  const shots = process.env['MAILBOX_SHOTS'];
  const section = page.getByRole('switch', { name: /^Leave messages/ });
  await section.scrollIntoViewIfNeeded();
  if (shots !== undefined) await page.screenshot({ path: `${shots}/mailbox-en.png` });
  await speak(ann, 'ar');
  await ann.go('settings/connections');
  const arabic = page.getByRole('switch', { name: /^ترك الرسائل لمن هم غائبون/ });
  await arabic.scrollIntoViewIfNeeded();
  await expect(page.getByText('يحفظ الرسائل')).toBeVisible();
  if (shots !== undefined) await page.screenshot({ path: `${shots}/mailbox-ar.png` });
  await arabic.click();
  await expect(page.getByText('يحفظ الرسائل')).toHaveCount(0);
  await service.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});
