/** Paid posts and subscriptions, sold and bought in two browsers. */
import { naming, openRequest } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { copyLink, followLink, openChannel, postOf, visit } from './support/channelStory.ts';
import { consent, makeCanteen, openTill, topUp } from './support/codeActs.ts';
import type { Person } from './support/person.ts';
import { type Locator, type Page, expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';

const main = (page: Page): Locator => page.getByRole('main');
/** Records of the wallet and letters go round each ten seconds. */
const ROUND = { timeout: 45_000 };

async function setPrice({ page }: Person, amount: string): Promise<void> {
  await main(page).getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
  await expect(main(page).getByRole('heading', { name: 'Paid posts' })).toBeVisible();
  await main(page).getByRole('radio', { name: 'By the month' }).check();
  await main(page).getByRole('textbox', { name: 'Price' }).fill(amount);
  await expectAccessible(page, 'the settings of a channel that sells');
  const form = main(page)
    .locator('form')
    .filter({ has: page.getByRole('textbox', { name: 'Price' }) });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The price is published.')).toBeVisible();
}

interface Article {
  readonly title: string;
  readonly text: string;
  readonly reach: string;
  readonly price?: string;
  /** Puts more into it. */
  readonly more?: () => Promise<void>;
}

async function publish({ page }: Person, { title, text, reach, price, more }: Article): Promise<void> {
  await main(page).getByRole('button', { name: 'Write an article' }).click();
  await main(page).getByRole('textbox', { name: 'Title' }).fill(title);
  await main(page).getByRole('textbox', { name: 'What it is about (optional)' }).fill(`What ${title} is about`);
  await main(page).getByRole('textbox', { name: 'Text of the article' }).click();
  await page.keyboard.type(text);
  await more?.();
  await main(page).getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the article' });
  await dialog.getByRole('radio', { name: reach, exact: true }).check();
  if (price !== undefined) await dialog.getByRole('textbox', { name: 'Price of this post' }).fill(price);
  await expectAccessible(page, 'publishing what is sold');
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(dialog).toBeHidden();
}

/** Puts a product with a picture into the text. */
async function putProduct({ page }: Person): Promise<void> {
  await main(page).getByRole('button', { name: 'Insert' }).click();
  await page.getByRole('menuitem', { name: 'Product' }).click();
  const dialog = page.getByRole('dialog', { name: 'Product' });
  const buffer = await drawPicture(page, { width: 600, height: 450 });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a picture' }).click();
  await (await chooser).setFiles({ name: 'soup.jpg', mimeType: 'image/jpeg', buffer });
  await expect(dialog.getByRole('button', { name: 'Choose another picture' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'What it is' }).fill('A jar of soup');
  await dialog.getByRole('textbox', { name: 'Price' }).fill('4.50');
  await dialog.getByRole('textbox', { name: 'In', exact: true }).fill('EUR');
  await dialog.getByRole('textbox', { name: 'A few words about it' }).fill('Made this morning.');
  await expectAccessible(page, 'a product for an article');
  await dialog.getByRole('button', { name: 'Put in' }).click();
  await expect(dialog).toBeHidden();
  await expect(main(page).getByText('Saved on this device')).toBeVisible();
}

/** Who is no contact yet asks the channel for a link, is sent one, and is taken in. */
async function becomeContacts(seller: Person, reader: Person): Promise<void> {
  await expect(main(reader.page).getByText(/you and the one who is paid have to be contacts/u)).toBeVisible(ROUND);
  await expectAccessible(reader.page, 'a channel that sells to contacts');
  await main(reader.page).getByRole('button', { name: 'Ask for a link' }).click();
  await expect(main(reader.page).getByText(/Please send me a link to add you/u)).toBeVisible();
  await visit(seller, 'Kitchen Notes');
  await main(seller.page)
    .getByRole('button', { name: /^Letters/u })
    .click();
  await main(seller.page).getByRole('button', { name: 'Send a link to add me' }).click(ROUND);
  await main(reader.page).getByRole('link', { name: 'Add them' }).click(ROUND);
  const dialog = reader.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ask to be contacts' }).click();
  await expect(dialog).toBeHidden();
  const request = await openRequest(seller, reader.name);
  await request.getByRole('button', { name: 'Accept' }).click();
  await expect(seller.page.getByRole('article', { name: naming('Contact: {name}', reader.name) })).toBeVisible();
}

test('CHN-31 CHN-34 CHN-UI-20 CHN-UI-21 PAY-UI-95 a post is bought, a subscription taken and stopped, and each opens what it paid for', async ({
  people,
}) => {
  const westbrook = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await makeCanteen(westbrook);
  await openChannel(westbrook, 'Kitchen Notes');
  await setPrice(westbrook, '3');
  await visit(westbrook, 'Kitchen Notes');
  const link = await copyLink(westbrook);
  await publish(westbrook, {
    title: 'The stock',
    text: 'Roast the bones first.',
    reach: 'Subscribers, and who buys it',
    price: '1.50',
    more: () => putProduct(westbrook),
  });
  const written = main(westbrook.page).getByRole('article');
  await expect(written.getByText('Roast the bones first.')).toBeVisible();
  await expect(written.getByText('A jar of soup')).toBeVisible();

  await followLink(ann, link);
  const { page } = ann;
  await becomeContacts(westbrook, ann);
  await westbrook.go('wallet');
  await westbrook.page.getByRole('link', { name: 'Canteen money' }).click();
  await openTill(westbrook);
  await topUp(westbrook.page, 'Ann', '20');
  await visit(ann, 'Kitchen Notes');
  await expect(postOf(page, 'The stock').getByText(/^For subscribers, or .?1\.50/u)).toBeVisible(ROUND);
  await postOf(page, 'The stock')
    .getByRole('link', { name: /The stock/u })
    .click();
  const wall = main(page).getByRole('region', { name: 'This text has a price' });
  await expect(wall).toBeVisible(ROUND);
  await expect(main(page).getByText('What The stock is about')).toBeVisible();
  await expectAccessible(page, 'a text that is paid for');
  await wall.getByRole('button', { name: /^Buy for .?1\.50/u }).click();
  const asked = page.getByRole('dialog', { name: 'Pay?' });
  await expect(asked.getByText('They see that it is you who pays.', { exact: false })).toBeVisible();
  await expectAccessible(page, 'paying for a post');
  await consent(page);
  await expect(main(page).getByText('Roast the bones first.')).toBeVisible(ROUND);
  await expect(main(page).getByText('A jar of soup')).toBeVisible();
  await expect(wall).toBeHidden();

  await visit(ann, 'Kitchen Notes');
  await main(page).getByRole('button', { name: 'Subscribe', exact: true }).click();
  await consent(page);
  await expect(main(page).getByText(/You subscribe for .?3\.00/u)).toBeVisible();
  await visit(westbrook, 'Kitchen Notes');
  await publish(westbrook, { title: 'The soup', text: 'Add leeks at the end.', reach: 'Subscribers' });
  await expect(async () => {
    await visit(ann, 'Kitchen Notes');
    const fresh = main(page).getByRole('button', { name: /^\d+ new posts?$/u });
    if (await fresh.isVisible()) await fresh.click();
    await postOf(page, 'The soup')
      .getByRole('link', { name: /The soup/u })
      .click({ timeout: 2000 });
  }).toPass(ROUND);
  await expect(main(page).getByText('Add leeks at the end.')).toBeVisible(ROUND);
  await visit(ann, 'Kitchen Notes');
  await main(page).getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await expect(main(page).getByRole('button', { name: 'Subscribe', exact: true })).toBeVisible();
  // What was opened stays so.
  await postOf(page, 'The soup')
    .getByRole('link', { name: /The soup/u })
    .click();
  await expect(main(page).getByText('Add leeks at the end.')).toBeVisible();
});
