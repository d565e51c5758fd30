/** Channels among people who do not know each other: three browsers, some of them away. */
import { readFile } from 'node:fs/promises';
import {
  copyLink,
  expectPost,
  followLink,
  followPicture,
  openChannel,
  post,
  postOf,
  publishArticle,
  share,
  visit,
} from './support/channelStory.ts';
import { copying } from './support/acts.ts';
import { type Page, expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';

/** The picture of an article is here as it was made, not as the small one its post carries. */
async function expectWhole(page: Page): Promise<void> {
  const widest = `Math.max(0, ...[...document.querySelectorAll('main figure img')].map((image) => image.naturalWidth))`;
  await expect.poll(() => page.evaluate<number>(widest)).toBeGreaterThan(500);
}

test('CHN-9 CHN-17 a channel is opened in under a minute, and an article with a picture reaches a third reader while the editor is away', async ({
  people,
}) => {
  const erin = await people.start('Erin');
  const begun = performance.now();
  await openChannel(erin, 'Harbour News');
  await post(erin, 'The first post');
  expect(performance.now() - begun).toBeLessThan(60_000);
  const link = await copyLink(erin);
  const dialog = await share(erin);
  const download = erin.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the code as a picture' }).click();
  const code = await readFile(await (await download).path());
  await dialog.getByRole('button', { name: 'Close' }).click();
  const picture = {
    name: 'quay.jpg',
    mimeType: 'image/jpeg',
    buffer: await drawPicture(erin.page, { width: 900, height: 600 }),
  };
  await publishArticle(erin, { title: 'The new quay', text: 'It opens on Monday.', picture });

  const ravi = await people.start('Ravi');
  await followLink(ravi, link);
  await expectPost(ravi.page, 'The first post');
  await expectPost(ravi.page, 'The new quay');
  await postOf(ravi.page, 'The new quay').getByRole('link', { name: 'The new quay' }).click();
  const main = ravi.page.getByRole('main');
  await expect(main.getByText('It opens on Monday.')).toBeVisible();
  await expectWhole(ravi.page);

  await erin.close();
  const sana = await people.start('Sana');
  await followPicture(sana, code);
  await expectPost(sana.page, 'The first post');
  await expectPost(sana.page, 'The new quay');
  await postOf(sana.page, 'The new quay').getByRole('link', { name: 'The new quay' }).click();
  const theirs = sana.page.getByRole('main');
  await expect(theirs.getByText('It opens on Monday.')).toBeVisible();
  await expectWhole(sana.page);
});

test('CHN-5 CHN-10 a comment is moderated, a letter answered, an editor added, and the channel handed over', async ({
  people,
}) => {
  const erin = await people.start('Erin');
  const ravi = await people.start('Ravi');
  await openChannel(erin, 'Harbour News');
  await post(erin, 'The first post');
  await followLink(ravi, await copyLink(erin));
  await expectPost(ravi.page, 'The first post');

  const theirs = ravi.page.getByRole('main');
  await postOf(ravi.page, 'The first post')
    .getByRole('link', { name: /comment/u })
    .click();
  await theirs.getByRole('textbox', { name: 'Say something about it' }).fill('Well said');
  await theirs.getByRole('textbox', { name: 'Name you go by here' }).fill('A reader');
  await theirs.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(theirs.getByText('Well said')).toBeVisible();
  await visit(erin, 'Harbour News');
  const own = erin.page.getByRole('main');
  await own.getByRole('button', { name: '1 letter waits' }).click();
  await expect(own.getByText('Well said')).toBeVisible();
  await own.getByRole('button', { name: 'Let it through' }).click();
  await expect(theirs.getByRole('region', { name: 'Comments' })).toContainText('A reader');
  await expect(theirs.getByText('An editor has it')).toHaveCount(0);

  await visit(ravi, 'Harbour News');
  await theirs.getByRole('button', { name: 'Message', exact: true }).click();
  await theirs.getByRole('textbox', { name: 'Write to the editors' }).fill('When do you open?');
  await theirs.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(own.getByText('When do you open?')).toBeVisible();
  await own.getByRole('button', { name: 'Answer', exact: true }).click();
  await own.getByRole('textbox', { name: /^Answer to/u }).fill('At nine.');
  await own.getByRole('button', { name: 'Send the answer' }).click();
  await expect(theirs.getByText('At nine.')).toBeVisible();

  await visit(ravi, 'Harbour News');
  await theirs.getByRole('button', { name: 'More', exact: true }).first().click();
  await ravi.page.getByRole('menuitem', { name: 'Become an editor' }).click();
  const ask = ravi.page.getByRole('dialog', { name: /^Become an editor/u });
  await ask.getByRole('button', { name: 'Make the request' }).click();
  const request = await copying(ravi.page, () => ask.getByRole('button', { name: 'Copy the request' }).click());
  await ask.getByRole('button', { name: 'Close' }).click();
  await visit(erin, 'Harbour News');
  await own.getByRole('button', { name: 'More', exact: true }).first().click();
  await erin.page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await own.getByRole('button', { name: 'Add an editor' }).click();
  const admit = erin.page.getByRole('dialog', { name: 'Add an editor' });
  await admit.getByRole('textbox', { name: 'Their request' }).fill(request);
  await admit.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(admit).toBeHidden();
  await visit(ravi, 'Harbour News');
  await post(ravi, 'From the new editor');
  await visit(erin, 'Harbour News');
  await expectPost(erin.page, 'From the new editor');

  await own.getByRole('button', { name: 'More', exact: true }).first().click();
  await erin.page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await own.getByRole('button', { name: /^What to do with/u }).click();
  await erin.page.getByRole('menuitem', { name: 'Hand over the channel' }).click();
  await erin.page
    .getByRole('alertdialog')
    .or(erin.page.getByRole('dialog'))
    .getByRole('button', { name: 'Hand it over' })
    .click();
  await visit(ravi, 'Harbour News');
  await theirs.getByRole('button', { name: 'More', exact: true }).first().click();
  await ravi.page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await expect(theirs.getByText(/^Owner, since/u)).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Add an editor' })).toBeVisible();
});
