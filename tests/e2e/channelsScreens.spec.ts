/** The screens of channels: writing, reading and looking after one. */
import { expectAccessible } from './support/axe.ts';
import { copyLink, expectPost, followLink, openChannel, post, postOf, visit } from './support/channelStory.ts';
import type { Person } from './support/person.ts';
import { type Locator, type Page, expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';
import { askingProgram } from './support/programActs.ts';
import { htmlAttacks } from '../support/shared/htmlAttacks.ts';

const main = (page: Page): Locator => page.getByRole('main');
const textOf = (page: Page): Locator => main(page).getByRole('textbox', { name: 'Text of the article' });

async function begin(person: Person, title: string): Promise<void> {
  await main(person.page).getByRole('button', { name: 'Write an article' }).click();
  await main(person.page).getByRole('textbox', { name: 'Title' }).fill(title);
  await textOf(person.page).click();
}

async function publish({ page }: Person): Promise<void> {
  await main(page).getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the article' });
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(dialog).toBeHidden();
  await expect(main(page).getByRole('textbox', { name: 'Title' })).toBeHidden();
}

/** Pastes as the system does: what another program put there, in every form it has. */
async function paste(page: Page, data: { readonly html?: string; readonly text?: string }): Promise<void> {
  await expect(textOf(page)).toBeFocused();
  await page.evaluate(`(() => {
    const data = ${JSON.stringify(data)};
    const clipboardData = new DataTransfer();
    if (data.html !== undefined) clipboardData.setData('text/html', data.html);
    clipboardData.setData('text/plain', data.text ?? '');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
}

test('CHN-UI-1 an article of typed, pasted and inserted parts is written, looked at, published and read', async ({
  people,
}) => {
  const erin = await people.start('Erin');
  const { page } = erin;
  await openChannel(erin, 'Harbour News');
  await begin(erin, 'The new quay');
  await page.keyboard.type('It opens on ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('Monday');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('## What is new');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- a crane');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('with a light');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await paste(page, { html: '<h3>From a page</h3><p>Some <b>bold</b> words</p><blockquote><p>said</p></blockquote>' });
  await expect(textOf(page).locator('blockquote')).toHaveText('said');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await paste(page, { text: '| Ship | From |\n|---|---|\n| Ada | Oslo |' });
  await expect(textOf(page).locator('td').first()).toHaveText('Ada');
  await main(page).getByRole('button', { name: 'Insert' }).click();
  await page.getByRole('menuitem', { name: 'Divider' }).click();
  const picture = {
    name: 'quay.jpg',
    mimeType: 'image/jpeg',
    buffer: await drawPicture(page, { width: 900, height: 600 }),
  };
  const chooser = page.waitForEvent('filechooser');
  await main(page).getByRole('button', { name: 'Picture', exact: true }).click();
  await (await chooser).setFiles(picture);
  await textOf(page).getByRole('textbox', { name: 'Caption' }).fill('At dawn');
  await textOf(page)
    .getByRole('textbox', { name: /^What it shows/u })
    .fill('A quay');
  await expect(main(page).getByText('Saved on this device')).toBeVisible();
  await expectAccessible(page, 'writing an article');

  await page.reload();
  await expect(textOf(page).locator('figure img')).toBeVisible();
  await expect(textOf(page).getByRole('textbox', { name: 'Caption' })).toHaveValue('At dawn');
  await main(page).getByRole('button', { name: 'Preview' }).click();
  await expect(main(page).getByRole('heading', { name: 'From a page' })).toBeVisible();
  await expectAccessible(page, 'the preview of an article');
  await main(page).getByRole('button', { name: 'Go on writing' }).click();
  await publish(erin);

  const article = main(page).getByRole('article');
  await expect(article.getByRole('heading', { level: 1, name: 'The new quay' })).toBeVisible();
  await expect(article.locator('strong', { hasText: 'Monday' })).toBeVisible();
  await expect(article.getByRole('heading', { level: 2, name: 'What is new' })).toBeVisible();
  await expect(article.locator('ul ul li')).toHaveText('with a light');
  await expect(article.locator('blockquote')).toHaveText('said');
  await expect(article.getByRole('columnheader', { name: 'Ship' })).toBeVisible();
  await expect(article.locator('figcaption')).toHaveText('At dawn');
  await article.getByRole('button', { name: 'Look at the picture: A quay' }).click();
  await expect(page.getByRole('dialog').getByRole('img', { name: 'A quay' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'an article');
});

test('ART-6 nothing pasted into the editor runs, loads or stays but as words', async ({ people }) => {
  const erin = await people.start('Erin');
  const { page } = erin;
  // Reading the attacks the browser says that its policy would not have let them run either.
  erin.expectComplaint(/Content Security Policy/u);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:https?:\/\/(?:localhost|127\.0\.0\.1)|blob:|data:)/u.test(request.url())) asked.push(request.url());
  });
  await openChannel(erin, 'Harbour News');
  await begin(erin, 'What they sent');
  for (const [index, attack] of htmlAttacks.entries()) {
    await paste(page, { html: `<p>before ${index}</p>${attack}<p>after ${index}</p>` });
  }
  await paste(page, { html: '<p>the very end</p>' });
  await expect(textOf(page)).toContainText('the very end');
  await expect(main(page).getByText('Saved on this device')).toBeVisible();
  expect(await page.evaluate(`globalThis.banyanPwned`)).toBeUndefined();
  const kinds =
    'script, iframe, object, embed, svg, math, style, form, video, audio, [onerror], [onclick], [style*=url]';
  await expect(textOf(page).locator(kinds)).toHaveCount(0);
  for (const link of await textOf(page).locator('a').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(?:https?:\/\/[^@]*$|mailto:)/u);
  }
  await publish(erin);
  await expect(main(page).getByRole('article')).toContainText('the very end');
  expect(await page.evaluate(`globalThis.banyanPwned`)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('CHN-UI-2 a mini program in an article is opened by a reader', async ({ people }) => {
  const erin = await people.start('Erin');
  const { page } = erin;
  await erin.go('programs');
  const file = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add from a file' }).click();
  await (await file).setFiles({ name: 'asking.xdc', mimeType: 'application/octet-stream', buffer: askingProgram() });
  await expect(main(page).getByRole('heading', { name: 'Asking' })).toBeVisible();
  await openChannel(erin, 'Harbour News');
  await begin(erin, 'Try this');
  await page.keyboard.type('A program:');
  await main(page).getByRole('button', { name: 'Insert' }).click();
  await page.getByRole('menuitem', { name: 'Mini program' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Asking' }).click();
  await expect(textOf(page).getByText('Asking')).toBeVisible();
  await publish(erin);
  await visit(erin, 'Harbour News');
  const link = await copyLink(erin);

  const ravi = await people.start('Ravi');
  await followLink(ravi, link);
  await expectPost(ravi.page, 'Try this');
  await postOf(ravi.page, 'Try this').getByRole('link', { name: 'Try this' }).click();
  await main(ravi.page).getByRole('article').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(main(ravi.page).getByRole('heading', { level: 1, name: 'Asking' })).toBeVisible();
  await expect(main(ravi.page).getByRole('button', { name: 'Put into a chat' })).toBeVisible();
});

test('CHN-UI-3 a channel is looked after: menu, pinned post, series, schedule, edit and delete', async ({ people }) => {
  const erin = await people.start('Erin');
  const { page } = erin;
  await openChannel(erin, 'Harbour News');
  await post(erin, 'We are open');
  await postOf(page, 'We are open').getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expect(main(page).getByRole('region', { name: 'Pinned' })).toContainText('We are open');
  await expectAccessible(page, 'an own channel');

  await main(page).getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await main(page)
    .getByRole('radio', { name: /^Everyone, after/u })
    .check();
  await main(page).getByRole('button', { name: 'Add a button' }).click();
  await main(page).getByRole('textbox', { name: 'Text on it' }).fill('Hours');
  await main(page).getByRole('combobox', { name: 'What it does' }).selectOption({ label: 'Shows a text' });
  await main(page).getByRole('textbox', { name: 'Text', exact: true }).fill('Nine to five');
  await expectAccessible(page, 'the settings of a channel');
  const menu = main(page)
    .locator('form')
    .filter({ has: page.getByRole('textbox', { name: 'Text on it' }) });
  await menu.getByRole('button', { name: 'Save' }).click();
  await visit(erin, 'Harbour News');
  await main(page)
    .getByRole('navigation', { name: /^Menu of/u })
    .getByRole('button', { name: 'Hours' })
    .click();
  await expect(page.getByRole('dialog')).toContainText('Nine to five');
  await page.keyboard.press('Escape');

  await begin(erin, 'Later');
  await page.keyboard.type('Not yet.');
  await main(page).getByRole('button', { name: 'Publish…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Series/u })
    .fill('Notices');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /^At a time/u })
    .check();
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule' }).click();
  await expect(main(page).getByRole('list', { name: 'Drafts' })).toContainText('goes out');
  await main(page).getByRole('link', { name: /Later/u }).click();
  await main(page).getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Now' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
  await expect(main(page).getByRole('heading', { level: 1, name: 'Later' })).toBeVisible();

  await main(page).getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  await textOf(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' But soon.');
  await main(page).getByRole('button', { name: 'Publish the change…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
  await expect(main(page).getByRole('article')).toContainText('Not yet. But soon.');
  await expect(main(page).getByText('Edited', { exact: true })).toBeVisible();
  await visit(erin, 'Harbour News');
  await main(page).getByRole('button', { name: 'Series' }).click();
  await expect(postOf(page, 'We are open')).toHaveCount(0);
  await main(page).getByRole('button', { name: 'Series' }).click();
  await postOf(page, 'Later').getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(postOf(page, 'Later')).toHaveCount(0);
});
