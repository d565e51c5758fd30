/** A group of real people: made, talked in, left, and left behind. */
import { composer, copying, meet, message, naming, say } from './support/acts.ts';
import { addPeople, createGroup, notice, openGroup, openGroupPage, openMemberMenu } from './support/groupActs.ts';
import { expect, test } from './support/people.ts';

test('three people talk in a group; who is removed sees it and gets nothing more', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  await meet(alice, bob);
  await meet(alice, carol);
  await createGroup(alice, { name: 'Sunday hikers', description: 'Up the hill', members: ['Bob'] });
  await expect(notice(alice.page, naming('You added {name}', 'Bob'))).toBeVisible();
  await openGroup(bob, 'Sunday hikers');
  await expect(notice(bob.page, naming('{name} added you', 'Alice'))).toBeVisible();
  await addPeople(alice, ['Carol']);
  await openGroup(carol, 'Sunday hikers');
  await openGroup(alice, 'Sunday hikers');
  await expect(alice.page.getByText('3 members')).toBeVisible();
  await say(alice.page, 'Who comes along?');
  await say(bob.page, 'I do');
  await say(carol.page, 'Me too');
  for (const person of [alice, bob, carol]) {
    await expect(message(person.page, 'Who comes along?')).toBeVisible();
    await expect(message(person.page, 'I do')).toBeVisible();
    await expect(message(person.page, 'Me too')).toBeVisible();
  }
  await expect(message(alice.page, 'Me too')).toContainText('Carol');
  await expect(alice.page.getByRole('list', { name: 'Conversations' })).toContainText('Carol:');
  const menu = await openMemberMenu(alice, 'Carol');
  await menu.getByRole('menuitem', { name: /Remove from the group/ }).click();
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(carol.page.getByText('You were removed from this group.')).toBeVisible();
  await expect(notice(carol.page, naming('{name} removed you', 'Alice'))).toBeVisible();
  await expect(composer(carol.page)).toHaveCount(0);
  await openGroup(alice, 'Sunday hikers');
  await say(alice.page, 'Without Carol now');
  await expect(message(bob.page, 'Without Carol now')).toBeVisible();
  await expect(message(carol.page, 'Without Carol now')).toHaveCount(0);
});

test('a link leads into a group, and a member can go and delete what was said', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await createGroup(alice, { name: 'Book club', description: '', members: [] });
  const page = await openGroupPage(alice, 'Book club');
  await page.getByRole('button', { name: 'New invite link' }).click();
  await alice.page.getByRole('button', { name: 'Make the link' }).click();
  const dialog = alice.page.getByRole('dialog', { name: naming('Invite into {name}', 'Book club') });
  await expect(dialog.getByRole('img', { name: /QR code of the invite/ })).toBeVisible();
  const link = await copying(alice.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  await dialog.getByRole('button', { name: 'Close' }).click();
  await bob.go(`invite/${link.slice(link.indexOf('#') + 1)}`);
  const preview = bob.page.getByRole('dialog', { name: 'Invite' });
  await expect(preview.getByText(naming('{name} invites you', 'Alice'))).toBeVisible();
  await preview.getByRole('button', { name: 'Join' }).click();
  await expect(bob.page.getByRole('heading', { name: 'Book club', level: 1 })).toBeVisible();
  await expect(composer(bob.page)).toBeVisible();
  await expect(page.getByText('1 of 20 joined')).toBeVisible();
  await say(bob.page, 'Hello from the link');
  await openGroup(alice, 'Book club');
  await expect(message(alice.page, 'Hello from the link')).toContainText('Bob');
  await expect(notice(alice.page, naming('{name} joined by your invite', 'Bob'))).toBeVisible();
  const about = await openGroupPage(bob, 'Book club');
  await about.getByRole('button', { name: 'Leave' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(notice(alice.page, naming('{name} left', 'Bob'))).toBeVisible();
  await about.getByRole('button', { name: 'Delete' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(bob.page.getByText('No chats yet')).toBeVisible();
});

test('an owner hands over before leaving, or dissolves by typing the name', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await createGroup(alice, { name: 'Choir', description: '', members: ['Bob'] });
  await openGroup(bob, 'Choir');
  await expect(composer(bob.page)).toBeVisible();
  const page = await openGroupPage(alice, 'Choir');
  await expect(page.getByText('You own this group.')).toBeVisible();
  await page.getByRole('button', { name: 'Hand over' }).click();
  const dialog = alice.page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Hand over' })).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  const his = await openGroupPage(bob, 'Choir');
  await his.getByRole('button', { name: 'Dissolve' }).click();
  const ask = bob.page.getByRole('dialog');
  await expect(ask.getByRole('button', { name: 'Dissolve' })).toBeDisabled();
  await ask.getByRole('textbox').fill('Choir');
  await ask.getByRole('button', { name: 'Dissolve' }).click();
  await openGroup(alice, 'Choir');
  await expect(alice.page.getByText('This group was dissolved.')).toBeVisible();
});
