/** Finding channels: by their code, by name, and by what they say. */
import { expectAccessible } from './support/axe.ts';
import { copyLink, expectPost, openChannel, post, publishArticle, visit } from './support/channelStory.ts';
import { find, scanPicture } from './support/discoverActs.ts';
import { drawPicture } from './support/pictures.ts';
import { expect, test } from './support/people.ts';

test('SRC-7 SRC-30 a channel is followed by its code, and found by its name, its posts and its articles', async ({
  people,
}) => {
  const erin = await people.start('Erin');
  const bob = await people.start('Bob');
  await openChannel(erin, 'Harbour News');
  await post(erin, 'The ferry is late today');
  const picture = await drawPicture(erin.page, { width: 320, height: 200 });
  await publishArticle(erin, {
    title: 'The new quay',
    text: 'It was built of greenheart and granite.',
    picture: { name: 'quay.jpg', mimeType: 'image/jpeg', buffer: picture },
  });
  await visit(erin, 'Harbour News');
  const link = await copyLink(erin);

  await find(erin.page, 'harbour', { kind: 'Channels', text: 'Harbour News' });
  await find(erin.page, 'quay', { kind: 'Channel posts', text: 'The new quay' });
  await find(erin.page, 'greenheart', { kind: 'Channel posts', text: 'The new quay' });
  await erin.page.keyboard.press('ArrowDown');
  await erin.page.keyboard.press('Enter');
  await expect(erin.page.getByRole('main').getByText('It was built of greenheart and granite.')).toBeVisible();

  const dialog = await scanPicture(bob, link);
  await expect(dialog.getByRole('heading', { name: 'A channel' })).toBeVisible();
  await expect(dialog.getByText('Harbour News')).toBeVisible();
  await expectAccessible(bob.page, 'a channel that was scanned');
  await dialog.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(bob.page.getByRole('main').getByRole('heading', { name: 'Harbour News' })).toBeVisible();
  await expectPost(bob.page, 'The ferry is late today');
  await find(bob.page, 'ferry late', { kind: 'Channel posts', text: 'The ferry is late today' });
});
