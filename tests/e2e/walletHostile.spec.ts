import { expectState, meet, message, openChat, say } from './support/acts.ts';
import { expect, test } from './support/people.ts';
import { buildRogue } from './support/rogue.ts';
import { card, promise } from './support/walletActs.ts';

/** Three are as many as are heard of one who does wrong; every kind there is goes through the reader in the unit tests. */
const ROUNDS = [
  ['truncated', 'negative', 'bidi'],
  ['reordered', 'huge', 'look-alike'],
] as const;

for (const attacks of ROUNDS) {
  test(`records that are ${attacks.join(', ')} spoil all that comes with them, and put out who sends them`, async ({
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
    await expectState(mallory.page, 'thank you', 'Read');
    await expect.poll(() => mallory.page.evaluate<boolean>('rogue.isReady()')).toBe(true);
    await alice.go('settings/diagnostics');
    const row = alice.page.getByRole('row').filter({ hasText: 'Mallory' });
    for (const [place, attack] of attacks.entries()) {
      await mallory.page.evaluate(`rogue.badRecord('${attack}')`);
      if (place < 2) await expect(row.getByRole('cell').last()).toHaveText(String(place + 1));
    }
    await expect(row).toHaveCount(0);
    await alice.go('wallet');
    await expect(alice.page.getByRole('heading', { name: 'Wallet' })).toBeVisible();
    await expect(alice.page.getByText('Gold')).toHaveCount(0);
    // Others pay as before.
    await openChat(bob, 'Alice');
    await promise(bob, { amount: '12', currency: 'EUR', note: 'honest' });
    await openChat(alice, 'Bob');
    await expect(card(alice.page, 'honest')).toContainText('12.00');
    await alice.go('wallet');
    await expect(alice.page.getByText('12.00 EUR').first()).toBeVisible();
    await expect(alice.page.getByText('Gold')).toHaveCount(0);
  });
}
