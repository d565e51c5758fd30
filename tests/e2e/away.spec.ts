import { composer, expectState, meet, message, messages, openChat, say } from './support/acts.ts';
import { expect, test } from './support/people.ts';

test('what is written while the other has closed the app arrives when they come back, and is counted as unread', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(bob.page, 'I am off for a while');
  await expect(message(alice.page, 'off for a while')).toBeVisible();
  await bob.close();
  await expect(alice.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  for (const word of ['one', 'two', 'three']) await say(alice.page, `while away ${word}`);
  await expectState(alice.page, 'while away three', 'Saved here');
  await bob.reopen();
  const conversations = bob.page.getByRole('list', { name: 'Conversations' });
  await expect(conversations.getByText('3 unread messages')).toBeVisible();
  await expect(bob.page).toHaveTitle('(3) Banyan');
  await expectState(alice.page, 'while away three', 'Delivered');
  await openChat(bob, 'Alice');
  await expect(bob.page.getByText('Unread messages', { exact: true })).toBeVisible();
  await expect(messages(bob.page)).toHaveCount(4);
  await expectState(alice.page, 'while away three', 'Read');
  await expect(bob.page).toHaveTitle('Banyan');
  await expect(conversations.getByText(/unread message/)).toHaveCount(0);
});

test('who closes the page is gone for the other at once, not when a heartbeat is missed', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await expect(alice.page.getByText('Online', { exact: true })).toBeVisible();
  await bob.page.close({ runBeforeUnload: true });
  // A link is given up after ten seconds of silence.
  await expect(alice.page.getByText(/^Last (seen|linked)/)).toBeVisible({ timeout: 7000 });
});

test('without a network one writes as usual, and everything goes out when it is back', async ({ people }) => {
  const alice = await people.start('Alice', { hasCable: true });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await alice.pullCable();
  await expect(alice.page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible();
  await say(alice.page, 'written in a tunnel');
  await expectState(alice.page, 'written in a tunnel', 'Saved here');
  await expect(bob.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await say(bob.page, 'are you there?');
  await expectState(bob.page, 'are you there?', 'Saved here');
  alice.plugCable();
  await expect(message(bob.page, 'written in a tunnel')).toBeVisible({ timeout: 30_000 });
  await expect(message(alice.page, 'are you there?')).toBeVisible();
  await expectState(alice.page, 'written in a tunnel', /Delivered|Read/);
  await expectState(bob.page, 'are you there?', /Delivered|Read/);
  await expect(messages(alice.page)).toHaveCount(2);
  await expect(messages(bob.page)).toHaveCount(2);
});

test('after both closed and started everything again nothing is lost and nothing is doubled', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  for (let round = 1; round <= 5; round += 1) {
    await say(alice.page, `from Alice ${round}`);
    await expect(message(bob.page, `from Alice ${round}`)).toBeVisible();
    await say(bob.page, `from Bob ${round}`);
    await expect(message(alice.page, `from Bob ${round}`)).toBeVisible();
  }
  const before = await textsOf(alice.page);
  // Whoever starts first does not find the other's meeting point yet.
  for (const person of [alice, bob]) person.expectComplaint(/WebSocket connection to .*ERR_CONNECTION_REFUSED/);
  for (const person of [alice, bob]) await person.close();
  for (const person of [alice, bob]) await person.leave();
  for (const person of [alice, bob]) {
    await person.startHost();
    await person.reopen();
  }
  await openChat(alice, 'Bob');
  await openChat(bob, 'Alice');
  await expect(messages(alice.page)).toHaveCount(10);
  await expect(messages(bob.page)).toHaveCount(10);
  expect(await textsOf(alice.page)).toEqual(before);
  expect(await textsOf(bob.page)).toEqual(before);
  await say(alice.page, 'and on we go');
  await expect(message(bob.page, 'and on we go')).toBeVisible();
  await expect(messages(bob.page)).toHaveCount(11);
});

test('when the host dies the app says so and goes on; started again nothing is missing', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'before the crash');
  await expect(message(bob.page, 'before the crash')).toBeVisible();
  for (const person of [alice, bob]) person.expectComplaint(/WebSocket connection to|Failed to load resource/);
  await alice.killHost();
  await say(alice.page, 'without a host');
  await expect(alice.page.getByRole('alert')).toContainText('Banyan’s background process does not answer');
  await expect(message(bob.page, 'without a host')).toBeVisible();
  await expectState(alice.page, 'without a host', /Delivered|Read/);
  await alice.startHost();
  // Each start of the host has a key of its own: the open page cannot go on by itself and says what to do.
  await expect(alice.page.getByRole('alert')).toContainText('open the address it prints there');
  await alice.enter();
  // The address says nothing of a place: the window is where it was.
  await expect(composer(alice.page)).toBeVisible();
  await expect(alice.page.getByRole('alert')).toHaveCount(0);
  await expect(messages(alice.page)).toHaveCount(2);
  await say(bob.page, 'welcome back');
  await expect(message(alice.page, 'welcome back')).toBeVisible();
  await say(alice.page, 'good to be back');
  await expectState(alice.page, 'good to be back', /Delivered|Read/);
  await expect(composer(alice.page)).toBeFocused();
});

async function textsOf(page: Parameters<typeof messages>[0]): Promise<readonly string[]> {
  const texts = await messages(page).allInnerTexts();
  return texts.map((text) => text.split('\n')[0] ?? '');
}
