import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copying, expectState, meet, message, naming, openChat, say } from './support/acts.ts';
import { HomeBox } from './support/homeBox.ts';
import { expect, test as base } from './support/people.ts';
import type { Person } from './support/person.ts';

const test = base.extend<{ box: HomeBox }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures needed from the pattern.
  box: async ({}, provide) => {
    const data = await mkdtemp(join(tmpdir(), 'banyan-box-'));
    const box = new HomeBox(data);
    await provide(box);
    await box.end('SIGKILL');
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  },
});

async function linkBox(person: Person, box: HomeBox): Promise<void> {
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Link a device' });
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  box.start('--link', link);
  await dialog.getByRole('textbox', { name: 'Digits on the new device' }).fill(await box.digits());
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = person.page.getByRole('dialog', { name: 'Linked' });
  await expect(linked.getByText(naming('{name} is one of your devices now', 'Home box'))).toBeVisible();
  await linked.getByRole('button', { name: 'Done' }).click();
  expect(await box.accept()).toBe(person.name);
  await box.ready();
}

/** Their computer is on again. */
async function wake(person: Person): Promise<void> {
  await person.startHost();
  await person.reopen();
}

test('what came while a desktop slept it reads from the home box, the writer being gone', async ({ people, box }) => {
  const ann = await people.start('Ann');
  const bo = await people.start('Bo');
  // Where the other one was met last is looked for there, and that computer is off.
  for (const person of [ann, bo]) person.expectComplaint(/WebSocket connection to .* failed/);
  await meet(ann, bo);
  await say(bo.page, 'before the box');
  await expect(message(ann.page, 'before the box')).toBeVisible();

  await linkBox(ann, box);
  await expect(ann.page.getByText(/^Connected now/)).toBeVisible();
  await ann.page.screenshot({ path: test.info().outputPath('devices.png') });
  await expect.poll(async () => (await box.health()).devices).toBe(2);

  await ann.leave();
  const before = (await box.health()).events;
  await say(bo.page, 'while you sleep');
  await expect.poll(async () => (await box.health()).events).toBeGreaterThan(before);
  await expectState(bo.page, 'while you sleep', 'Delivered');
  await bo.leave();

  await box.end('SIGKILL');
  box.start();
  await box.ready();
  await wake(ann);
  await openChat(ann, 'Bo');
  await expect(message(ann.page, 'while you sleep')).toBeVisible();
  await say(ann.page, 'read it, thank you');
  await expect.poll(async () => (await box.health()).events).toBeGreaterThan(before + 1);
  await ann.leave();

  await wake(bo);
  await openChat(bo, 'Ann');
  await expect(message(bo.page, 'read it, thank you')).toBeVisible();
  expect(await box.end('SIGTERM')).toBe(0);
});
