import { composer, expectState, meet, message, messages, openChat, say } from './support/acts.ts';
import { expect, test } from './support/people.ts';

test('two tabs of one profile show the same, both can send, and the second takes over when the first closes', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const first = alice.page;
  const second = await alice.openTab();
  await openChat(alice, 'Bob', second);
  await say(first, 'from the first tab');
  await expect(message(second, 'from the first tab')).toBeVisible();
  await say(second, 'from the second tab');
  await expect(message(first, 'from the second tab')).toBeVisible();
  await expect(message(bob.page, 'from the second tab')).toBeVisible();
  await expectState(second, 'from the second tab', /Delivered|Read/);
  await say(bob.page, 'to both');
  for (const page of [first, second]) await expect(message(page, 'to both')).toBeVisible();
  await first.close();
  await expect(second.getByText('Connected to 1 device')).toBeVisible();
  await say(second, 'the first tab is gone');
  await expect(message(bob.page, 'the first tab is gone')).toBeVisible();
  await say(bob.page, 'still there?');
  await expect(message(second, 'still there?')).toBeVisible();
  await expectState(second, 'the first tab is gone', /Delivered|Read/);
  await expect(messages(second)).toHaveCount(5);
  await expect(messages(bob.page)).toHaveCount(5);
});

test('what is being written in the second tab is still there after it took over', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const first = alice.page;
  const second = await alice.openTab();
  await openChat(alice, 'Bob', second);
  await composer(second).fill('half written');
  await first.close();
  await expect(second.getByText('Connected to 1 device')).toBeVisible();
  await expect(composer(second)).toHaveValue('half written');
});
