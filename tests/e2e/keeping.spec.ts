import type { Locator } from '@playwright/test';
import { composer, expectState, meet, message, naming, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { drawPicture } from './support/pictures.ts';

const rowOf = (person: Person, name: string): Locator =>
  person.page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name });

/** Chooses in the menu of a chat in the list. */
async function inMenu(person: Person, name: string, entry: string): Promise<void> {
  await rowOf(person, name).click({ button: 'right' });
  await person.page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Chooses in the menu above the open conversation. */
async function aboutChat(person: Person, entry: string): Promise<void> {
  await person.page.getByRole('button', { name: 'More about this chat' }).click();
  await person.page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('a chat is kept as the person wants it, over a restart, and others learn no more than they may', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);

  // That one writes, seen on the other side, until it is sent.
  await composer(bob.page).pressSequentially('I am on');
  await expect(alice.page.getByRole('main').getByText('Writing…')).toBeVisible();
  await composer(bob.page).pressSequentially(' my way');
  await composer(bob.page).press('Enter');
  await expect(message(alice.page, 'on my way')).toBeVisible();
  await expect(alice.page.getByRole('main').getByText('Writing…')).toBeHidden();

  // What is told of reading, and what is shown of it, has one switch.
  await expectState(bob.page, 'on my way', 'Read');
  await bob.go('settings/chats');
  await bob.page.getByRole('switch', { name: 'Read receipts' }).click();
  await bob.page.getByRole('switch', { name: 'Writing indicator' }).click();
  await openChat(bob, 'Alice');
  await expectState(bob.page, 'on my way', 'Delivered');
  await say(alice.page, 'Good, see you https://market.example/stalls');
  await expect(message(bob.page, 'see you')).toBeVisible();
  await composer(bob.page).pressSequentially('unseen');
  await composer(bob.page).fill('');
  await say(bob.page, 'there');
  await expect(message(alice.page, 'there')).toBeVisible();
  await expectState(alice.page, 'see you', 'Delivered');
  await expect(alice.page.getByText('Writing…')).toBeHidden();

  // Pinned, muted, marked, in a folder of one's own.
  await alice.go('chats');
  await inMenu(alice, 'Bob', 'Pin to the top');
  await expect(rowOf(alice, 'Bob').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await inMenu(alice, 'Bob', 'Mute notifications…');
  await alice.page.getByRole('radio', { name: 'Always' }).check();
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click();
  await expect(rowOf(alice, 'Bob').getByRole('img', { name: 'Muted' })).toBeVisible();
  await inMenu(alice, 'Bob', 'Folders…');
  await alice.page.getByRole('button', { name: 'New folder' }).click();
  await alice.page.getByRole('textbox', { name: 'Name' }).fill('Market');
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await alice.page.getByRole('tab', { name: 'Market' }).click();
  await expect(rowOf(alice, 'Bob')).toBeVisible();
  await expectAccessible(alice.page, 'the list with folders');

  // Archived, it stays there while it is muted, and comes back with something new when it is not.
  await inMenu(alice, 'Bob', 'Archive');
  await expect(alice.page.getByText('Nothing in this folder')).toBeVisible();
  await alice.page.getByRole('tab', { name: 'All' }).click();
  await say(bob.page, 'still there?');
  const archive = alice.page.getByRole('button', { name: /^Archived/ });
  await expect(archive).toContainText('1 chat with something new');
  await archive.click();
  await inMenu(alice, 'Bob', 'Unmute');
  await expect(rowOf(alice, 'Bob').getByRole('img', { name: 'Muted' })).toBeHidden();
  await alice.page.getByRole('button', { name: 'Back to all chats' }).click();
  await say(bob.page, 'hello?');
  await expect(rowOf(alice, 'Bob')).toBeVisible();
  await expect(archive).toBeHidden();

  // Its own picture behind the messages, and what was sent in it.
  await openChat(alice, 'Bob');
  await message(alice.page, 'hello?').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: 'Report to yourself' }).click();
  await alice.page.getByRole('dialog').getByRole('combobox', { name: 'Why' }).selectOption({ label: 'Insult' });
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Write it down' }).click();
  await expect(alice.page.getByRole('dialog')).toBeHidden();
  await aboutChat(alice, 'Chat settings');
  await alice.page
    .getByRole('combobox', { name: 'Tell me of' })
    .selectOption({ label: 'Only messages that mention me' });
  await alice.page.getByRole('combobox', { name: 'New messages disappear' }).selectOption({ label: 'After 1 week' });
  await expect(alice.page.getByText(/^Set on/)).toBeVisible();
  // Only what is said where this has come to ends.
  await aboutChat(bob, 'Chat settings');
  await expect(bob.page.getByText(/^Set on/)).toBeVisible();
  await openChat(bob, 'Alice');
  await expect(bob.page.getByText(naming('{name} set new messages to disappear after 1 week', 'Alice'))).toBeVisible();
  await say(bob.page, 'for a week');
  await alice.page.getByRole('button', { name: 'Choose…' }).click();
  const chooser = alice.page.waitForEvent('filechooser');
  await alice.page.getByRole('button', { name: 'Choose a picture' }).click();
  const buffer = await drawPicture(alice.page, { width: 640, height: 400 });
  await (await chooser).setFiles([{ name: 'wood.png', mimeType: 'image/png', buffer }]);
  await alice.page.getByRole('combobox', { name: 'Darken it' }).selectOption({ label: '20 %' });
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(alice.page.getByText('This chat has its own')).toBeVisible();
  await alice.page.getByRole('button', { name: 'Write it down' }).click();
  await alice.page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('late again');
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Write it down' }).click();
  await expect(alice.page.getByRole('dialog')).toBeHidden();

  // All of it is there after a restart.
  await alice.close();
  await alice.reopen();
  await openChat(alice, 'Bob');
  await expect(alice.page.getByRole('main').locator('img[src*="/blobs/"]')).toBeVisible();
  await expect(rowOf(alice, 'Bob').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expect(alice.page.getByRole('tab', { name: 'Market' })).toBeVisible();
  await aboutChat(alice, 'Photos, files and links');
  await alice.page.getByRole('tab', { name: 'Links' }).click();
  await expect(alice.page.getByRole('button', { name: 'https://market.example/stalls', exact: true })).toBeVisible();
  await expectAccessible(alice.page, 'what was sent');
  await alice.page.getByRole('button', { name: /Show .*stalls.* in the chat/ }).click();
  await expect(message(alice.page, 'see you')).toBeInViewport();
  await alice.go('settings/refusals');
  await expect(alice.page.getByText('late again')).toBeVisible();
  await expect(alice.page.getByRole('main').getByText('hello?', { exact: true })).toBeVisible();
  const download = alice.page.waitForEvent('download');
  await alice.page.getByRole('button', { name: 'Export' }).click();
  expect((await download).suggestedFilename()).toMatch(/^banyan-refused-.*\.json$/);

  // Words that end are seen to end on both sides, a week later by the clocks of their computers; those from before stay.
  await openChat(alice, 'Bob');
  await say(alice.page, 'gone by then');
  for (const { page } of [alice, bob]) {
    await expect(message(page, 'for a week')).toBeVisible();
    await expect(message(page, 'gone by then')).toBeVisible();
    for (const words of ['for a week', 'gone by then'])
      await expect(message(page, words).getByRole('img', { name: /^Goes away/ })).toBeVisible();
  }
  for (const { page } of [alice, bob]) {
    await page.clock.setSystemTime(Date.now() + 8 * 24 * 3_600_000);
    await page.reload();
    await expect(message(page, 'hello?')).toBeVisible();
    await expect(message(page, 'for a week')).toHaveCount(0);
    await expect(message(page, 'gone by then')).toHaveCount(0);
  }
});
