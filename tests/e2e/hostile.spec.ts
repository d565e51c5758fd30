import { expectState, meet, message, messages, openChat, say } from './support/acts.ts';
import { type Page, expect, test } from './support/people.ts';
import { buildRogue } from './support/rogue.ts';

test('a contact gone bad can neither forge, delete nor flood, is cut off, and nobody else notices', async ({
  people,
}, testInfo) => {
  const renderer = await buildRogue(testInfo.outputPath('rogue'));
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const mallory = await people.start('Mallory', { renderer });
  await meet(alice, bob);
  await meet(alice, mallory);
  await say(alice.page, 'welcome, Mallory');
  await expect(message(mallory.page, 'welcome, Mallory')).toBeVisible();
  await say(mallory.page, 'thank you');
  await expect(message(alice.page, 'thank you')).toBeVisible();
  await expectState(alice.page, 'welcome, Mallory', 'Read');
  // Alice's own read mark is part of her chain: only behind it is a forged place a new one.
  await expectState(mallory.page, 'thank you', 'Read');
  await expect.poll(() => mallory.page.evaluate<boolean>('rogue.isReady()')).toBe(true);
  for (const attack of ['garbage', 'forge']) await mallory.page.evaluate(`rogue.${attack}()`);
  await alice.go('settings/diagnostics');
  const row = alice.page.getByRole('row').filter({ hasText: 'Mallory' });
  await expect(row.getByRole('cell').last()).toHaveText('2');
  await mallory.page.evaluate('rogue.erase()');
  await expect(mallory.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await openChat(alice, 'Mallory');
  await expect(alice.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await expect(messages(alice.page)).toHaveCount(2);
  await expectState(alice.page, 'welcome, Mallory', 'Read');
  await alice.go('settings/diagnostics');
  await expect(alice.page.getByText(/cut off/).first()).toBeVisible();
  await expect(row).toHaveCount(0);
  await openChat(alice, 'Bob');
  await expectTalk(alice.page, bob.page, 'and between us nothing changed');
  await alice.page.reload();
  await expect(messages(alice.page)).toHaveCount(1);
  await expect(alice.page.getByText('FORGED')).toHaveCount(0);
});

test('a flood from one contact does not keep another from being heard', async ({ people }, testInfo) => {
  const renderer = await buildRogue(testInfo.outputPath('rogue'));
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const mallory = await people.start('Mallory', { renderer });
  await meet(alice, bob);
  await meet(alice, mallory);
  await expectTalk(alice.page, mallory.page, 'what are you up to?');
  await expectTalk(mallory.page, alice.page, 'nothing bad, really');
  await openChat(alice, 'Bob');
  await expect.poll(() => mallory.page.evaluate<boolean>('rogue.isReady()')).toBe(true);
  const flooding = mallory.page.evaluate('rogue.flood()');
  await expectTalk(bob.page, alice.page, 'can you still hear me?');
  await flooding;
  await expect(mallory.page.getByText(/^Last (seen|linked)/)).toBeVisible();
  await expectTalk(alice.page, bob.page, 'loud and clear');
});

async function expectTalk(from: Page, to: Page, text: string): Promise<void> {
  await say(from, text);
  await expect(message(to, text)).toBeVisible();
  await expectState(from, text, /Delivered|Read/);
}
