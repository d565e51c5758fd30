import { cp, readFile, rm } from 'node:fs/promises';
import { meet, openChat } from './support/acts.ts';
import type { Person } from './support/person.ts';
import { expect, test } from './support/people.ts';
import { card, giveBack, keep, promise } from './support/walletActs.ts';

/** Closes everything, and puts the profile's files aside or back. */
async function withFiles(person: Person, from: 'live' | 'copy'): Promise<void> {
  await person.close();
  await person.killHost();
  for (const folder of [person.profile, person.data]) {
    const copy = `${folder}.copy`;
    const [source, target] = from === 'live' ? [folder, copy] : [copy, folder];
    await rm(target, { recursive: true, force: true });
    await cp(source, target, { recursive: true });
  }
  await person.startHost();
  await person.reopen();
}

test('an issuer whose old copy comes alive confirms the same money twice: who was paid keeps it, sees it, and can prove it', async ({
  people,
}) => {
  test.slow();
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const cleo = await people.start('Cleo');
  // The meeting point is Alice's, and is away with her.
  for (const guest of [bob, cleo]) guest.expectComplaint(/ERR_CONNECTION_REFUSED/u);
  for (const guest of [bob, cleo]) {
    await meet(alice, guest);
    await promise(alice, { amount: '10', currency: 'EUR', note: `for ${guest.name}` });
    await keep(card(guest.page, `for ${guest.name}`), '50');
  }
  await withFiles(alice, 'live');
  // Bob pays, Alice confirms, and Bob is away before Alice's older self is there.
  await giveBack(bob, { amount: '4', note: 'first', promise: 'Alice' });
  await expect(card(bob.page, 'first')).toContainText('Paid');
  await bob.close();
  await withFiles(alice, 'copy');
  // It knows nothing of that, and gives the place in its log to another.
  await giveBack(cleo, { amount: '3', note: 'second', promise: 'Alice' });
  await expect(card(cleo.page, 'second')).toContainText('Paid');
  await bob.reopen();
  await openChat(bob, 'Alice');
  await giveBack(bob, { amount: '1', note: 'third', promise: 'Alice' });
  await bob.go('wallet');
  await bob.page.getByRole('link', { name: /Alice/u }).first().click();
  await expect(bob.page.getByText('confirmed the same money twice')).toBeVisible();
  await bob.page.getByRole('link', { name: /The issuer's book/u }).click();
  const book = bob.page.getByRole('article', { name: 'Book' });
  await expect(book.getByRole('alert')).toContainText(
    'This issuer confirmed the same money twice. You keep your claim; stop accepting?',
  );
  const saving = bob.page.waitForEvent('download');
  await book.getByRole('button', { name: 'Export proof' }).first().click();
  const proof = await (await saving).path();
  expect((await readFile(proof)).byteLength).toBeGreaterThan(500);
  await book.getByRole('button', { name: 'Stop accepting' }).click();
  await expect(book.getByRole('alert')).toContainText('Nothing more of it is accepted');
});
