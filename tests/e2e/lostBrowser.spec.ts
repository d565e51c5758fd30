import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { meet, message, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import type { Person } from './support/person.ts';
import { expect, test } from './support/people.ts';

/** The browser's folder is gone, as after a new installation. */
async function loseBrowser(person: Person): Promise<void> {
  await person.close();
  await rm(person.profile, { recursive: true, force: true, maxRetries: 5 });
}

/** A minute and more passes: the host's note that a page was open is too old to say anything. */
async function forgetOpen(person: Person): Promise<void> {
  const vault = join(person.data, 'vault');
  const isNote = (file: string) =>
    Buffer.from(file.replace(/\.secret$/, ''), 'hex')
      .toString()
      .endsWith('.open.v1');
  const notes = (await readdir(vault)).filter(isNote);
  expect(notes).toHaveLength(1);
  for (const note of notes) await rm(join(vault, note));
}

test('APP-6 a browser that lost everything goes on as the person whose keys the host keeps, words and contacts included', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'before it was lost');
  await expect(message(bob.page, 'before it was lost')).toBeVisible();
  await loseBrowser(alice);
  await alice.open();
  const { page } = alice;
  await expect(page.getByRole('heading', { name: 'Is it you?' })).toBeVisible();
  const goOn = page.getByRole('button', { name: 'Continue as Alice' });
  await expect(goOn).toBeDisabled();
  await expectAccessible(page, 'the choice of who one is');
  await forgetOpen(alice);
  await expect(goOn).toBeEnabled();
  await goOn.click();
  await expect(page.getByRole('link', { name: /^Your profile: .?Alice/u })).toBeVisible();
  await openChat(alice, 'Bob');
  await expect(message(page, 'before it was lost')).toBeVisible();
  await say(page, 'after it');
  await expect(message(bob.page, 'after it')).toBeVisible({ timeout: 30_000 });
  // The name is kept again: nothing is asked the next time.
  await page.reload();
  await expect(page.getByRole('link', { name: /^Your profile: .?Alice/u })).toBeVisible();
});

test('APP-6 who starts anew instead gets keys of their own', async ({ people }) => {
  const alice = await people.start('Alice');
  await loseBrowser(alice);
  await alice.open();
  await alice.page.getByRole('button', { name: 'Start as someone new' }).click();
  await alice.page.getByRole('textbox', { name: 'Your name' }).fill('Carol');
  await alice.page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(alice.page.getByRole('link', { name: /^Your profile: .?Carol/u })).toBeVisible();
});
