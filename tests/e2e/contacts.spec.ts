import {
  deleteContact,
  expectState,
  meet,
  message,
  messages,
  naming,
  openChat,
  openContact,
  say,
} from './support/acts.ts';
import { expect, test } from './support/people.ts';

test('nothing of someone blocked arrives; unblocking brings it', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(bob.page, 'hello');
  await expect(message(alice.page, 'hello')).toBeVisible();
  const contact = await openContact(alice, 'Bob');
  await contact.getByRole('button', { name: 'Block' }).click();
  await alice.page
    .getByRole('alertdialog', { name: naming('Block {name}?', 'Bob') })
    .getByRole('button', { name: 'Block' })
    .click();
  await expect(contact.getByText(naming('You blocked {name}.', 'Bob'))).toBeVisible();
  await expect(bob.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await say(bob.page, 'can you hear me?');
  await expectState(bob.page, 'can you hear me?', 'Saved here');
  await alice.page.goto(`${alice.origin}/#/chats`);
  await alice.page.getByRole('list', { name: 'Conversations' }).getByRole('link').click();
  await expect(alice.page.getByText(naming('You blocked {name}', 'Bob'))).toBeVisible();
  await expect(messages(alice.page)).toHaveCount(1);
  await alice.page.getByRole('button', { name: 'Unblock' }).click();
  await expect(message(alice.page, 'can you hear me?')).toBeVisible();
  await expectState(bob.page, 'can you hear me?', /Delivered|Read/);
});

test('a contact can be given a name and tags of one’s own, and be deleted with the chat', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(bob.page, 'hello');
  await expect(message(alice.page, 'hello')).toBeVisible();
  const contact = await openContact(alice, 'Bob');
  await contact.getByRole('button', { name: 'Change your name for them' }).click();
  await contact.getByRole('textbox', { name: 'Your name for them' }).fill('Uncle Bob');
  await contact.getByRole('button', { name: 'Save' }).click();
  const renamed = alice.page.getByRole('article', { name: naming('Contact: {name}', 'Uncle Bob') });
  await expect(renamed.getByText(naming('Calls themselves {name}', 'Bob'))).toBeVisible();
  await renamed.getByRole('textbox', { name: 'Add a tag' }).fill('family');
  await renamed.getByRole('textbox', { name: 'Add a tag' }).press('Enter');
  await expect(
    alice.page.getByRole('group', { name: 'Filter by tag' }).getByRole('button', { name: 'family' }),
  ).toBeVisible();
  await openChat(alice, 'Uncle Bob');
  await openContact(alice, 'Uncle Bob');
  await deleteContact(alice, renamed);
  await expect(alice.page.getByText('Nobody here yet')).toBeVisible();
  await alice.go('chats');
  await expect(alice.page.getByText('No chats yet')).toBeVisible();
  await alice.close();
  await alice.reopen();
  await expect(alice.page.getByText('No chats yet')).toBeVisible();
});
