/** Moments and channels of one person on two devices, and a friend. */
import { meet } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import * as channel from './support/channelStory.ts';
import { linkLaptop } from './support/deviceActs.ts';
import { expectPost, menuOf, openMoments, post, postOf, remark } from './support/momentActs.ts';
import { type People, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

async function three(people: People): Promise<readonly Person[]> {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  return [alice, bob];
}

test('VIS-20 posts of both devices are one person’s, and each says and takes back what it likes', async ({
  people,
}) => {
  test.setTimeout(180_000);
  const [alice, bob] = (await three(people)) as [Person, Person];
  await post(alice, { text: 'From before the laptop' });
  const laptop = await linkLaptop(people, alice);
  await openMoments(laptop);
  await expectPost(laptop.page, 'From before the laptop');
  await post(laptop, { text: 'From the laptop' });
  await openMoments(bob);
  for (const text of ['From before the laptop', 'From the laptop']) await expectPost(bob.page, text);
  await openMoments(alice);
  await expectPost(alice.page, 'From the laptop');
  await remark(laptop.page, 'From before the laptop', 'Said on the laptop');
  await expect(postOf(bob.page, 'From before the laptop')).toContainText('Said on the laptop');
  await expect(postOf(alice.page, 'From before the laptop')).toContainText('Said on the laptop');
  await expectAccessible(laptop.page, 'moments on a linked device');
  await menuOf(alice.page, 'From the laptop', 'Delete');
  await expect(postOf(laptop.page, 'From the laptop')).toHaveCount(0, { timeout: 30_000 });
  await expect(postOf(bob.page, 'From the laptop')).toHaveCount(0, { timeout: 30_000 });
});

test('CHN-37 a channel followed on one device is on the other, and the owner writes on both', async ({ people }) => {
  test.setTimeout(180_000);
  const [alice, bob] = (await three(people)) as [Person, Person];
  await channel.openChannel(bob, 'Recipes');
  await channel.post(bob, 'Soup of the day');
  const link = await channel.copyLink(bob);
  await channel.openChannel(alice, 'Weather');
  const own = await channel.copyLink(alice);
  await channel.followLink(bob, own);
  const laptop = await linkLaptop(people, alice);
  await channel.followLink(alice, link);
  await channel.visit(laptop, 'Recipes');
  await channel.expectPost(laptop.page, 'Soup of the day');
  await channel.visit(laptop, 'Weather');
  await expect(laptop.page.getByRole('textbox', { name: 'Say something to your readers' })).toBeVisible({
    timeout: 60_000,
  });
  await channel.post(laptop, 'Rain, says the laptop');
  await channel.visit(bob, 'Weather');
  await channel.expectPost(bob.page, 'Rain, says the laptop');
  await channel.visit(alice, 'Weather');
  await channel.expectPost(alice.page, 'Rain, says the laptop');
});
