/** Two people with two devices each. */
import { composer, meet, message, openChat, say } from './support/acts.ts';
import { linkDevice, removeDevice } from './support/deviceActs.ts';
import { actOn } from './support/messageActs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

test('what is said, read, begun and put by on any of four devices is where it belongs, and a lost one has no part in it', async ({
  people,
}) => {
  const [alice, bob] = await Promise.all([people.start('Alice'), people.start('Bob')]);
  await meet(alice, bob);
  const [laptop, tablet] = await Promise.all([people.arrive('Alice'), people.arrive('Bob')]);
  await linkDevice(alice, laptop, 'Laptop');
  await linkDevice(bob, tablet, 'Tablet');

  const sides = [
    { person: alice, other: 'Bob' },
    { person: laptop, other: 'Bob' },
    { person: bob, other: 'Alice' },
    { person: tablet, other: 'Alice' },
  ];
  for (const { person, other } of sides) await openChat(person, other);
  for (const [place, { person }] of sides.entries()) await say(person.page, `word ${place} of four`);
  for (const { person } of sides)
    for (const place of sides.keys()) await expect(message(person.page, `word ${place} of four`)).toBeVisible();

  // Read on the one, read on the other.
  for (const person of [alice, laptop]) await person.go('chats');
  await say(bob.page, 'have you seen this?');
  for (const person of [alice, laptop])
    await expect(person.page.getByRole('list', { name: 'Conversations' }).getByText('1 unread message')).toBeVisible();
  await openChat(alice, 'Bob');
  await expect(message(alice.page, 'have you seen this?')).toBeVisible();
  await expect(laptop.page.getByRole('list', { name: 'Conversations' }).getByText(/unread message/)).toHaveCount(0);

  // Begun on the one, ended on the other.
  await composer(alice.page).fill('Yes, and I think');
  await openChat(laptop, 'Bob');
  await expect(composer(laptop.page)).toHaveValue('Yes, and I think');
  await say(laptop.page, 'Yes, and I think it is fine');
  await expect(message(tablet.page, 'Yes, and I think it is fine')).toBeVisible();
  await expect(composer(alice.page)).toHaveValue('');

  // Put by on the one, found on the other.
  await actOn(laptop.page, 'have you seen this?', 'Add to favourites');
  await alice.go('chats/favourites');
  await expect(alice.page.getByText('have you seen this?').first()).toBeVisible();

  await loseLaptop({ alice, laptop, bob, tablet });
});

async function loseLaptop({ alice, laptop, bob, tablet }: Record<'alice' | 'laptop' | 'bob' | 'tablet', Person>) {
  await removeDevice(alice, 'Laptop');
  await composer(laptop.page).fill('from whoever has it');
  await composer(laptop.page).press('Enter');
  await expect(laptop.page.getByText('This device was taken out of your account').first()).toBeVisible();
  // Who has heard this has heard before that the laptop was taken out: friends give it nothing from here on.
  await openChat(alice, 'Bob');
  await say(alice.page, 'only from the desktop');
  for (const person of [bob, tablet]) await expect(message(person.page, 'only from the desktop')).toBeVisible();
  await say(bob.page, 'nothing of this for the lost one');
  await say(tablet.page, 'nor of this');
  for (const text of ['nothing of this for the lost one', 'nor of this'])
    await expect(message(alice.page, text)).toBeVisible();
  for (const text of ['nothing of this for the lost one', 'nor of this', 'only from the desktop'])
    await expect(message(laptop.page, text)).toHaveCount(0);
  await expect(message(bob.page, 'from whoever has it')).toHaveCount(0);
}
