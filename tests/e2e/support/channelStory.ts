/** What people do with channels, as they do it. */
import { type Locator, type Page, expect } from '@playwright/test';
import { copying } from './acts.ts';
import type { Person } from './person.ts';

/** A file as the system's chooser gives it. */
interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const main = (page: Page) => page.getByRole('main');

/** Opens a channel by its name alone. */
export async function openChannel(person: Person, name: string): Promise<void> {
  const { page } = person;
  await person.go('channels/all');
  await page.getByRole('button', { name: 'Open a channel' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Open a channel' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Open the channel' }).click();
  await expect(dialog).toBeHidden();
  await expect(main(page).getByRole('heading', { name })).toBeVisible();
}

/** Goes to the channel's own page. */
export async function visit(person: Person, name: string): Promise<void> {
  await person.go('channels/all');
  await person.page.getByRole('list', { name: 'Channels' }).getByRole('link', { name }).click();
  await expect(main(person.page).getByRole('heading', { name })).toBeVisible();
}

/** The window that shows code and link of the channel that is open. */
export async function share(person: Person): Promise<Locator> {
  await main(person.page).getByRole('button', { name: 'Share' }).click();
  return person.page.getByRole('dialog', { name: /^Share/u });
}

export async function copyLink(person: Person): Promise<string> {
  const dialog = await share(person);
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy the link' }).click());
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  return link;
}

async function openFollow({ page }: Person): Promise<Locator> {
  await page.getByRole('button', { name: 'Follow by link or code' }).first().click();
  return page.getByRole('dialog', { name: 'Follow a channel' });
}

export async function followLink(person: Person, link: string): Promise<void> {
  await person.go('channels/all');
  const dialog = await openFollow(person);
  await dialog.getByRole('textbox', { name: /^Link of a channel/u }).fill(link);
  const follow = dialog.getByRole('button', { name: 'Follow', exact: true });
  // Read as soon as it is there, or when one says so.
  const go = dialog.getByRole('button', { name: 'Next' });
  await expect(follow.or(go).first()).toBeVisible();
  if (!(await follow.isVisible())) await go.click();
  await follow.click();
  await expect(dialog).toBeHidden();
}

export async function followPicture(person: Person, code: Buffer): Promise<void> {
  await person.go('channels/all');
  const dialog = await openFollow(person);
  const chooser = person.page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a picture' }).click();
  await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: code });
  await dialog.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Says something short in the channel that is open. */
export async function post(person: Person, words: string): Promise<void> {
  await main(person.page).getByRole('textbox', { name: 'Say something to your readers' }).fill(words);
  await main(person.page).getByRole('button', { name: 'Post', exact: true }).click();
  await expectPost(person.page, words);
}

/** The post that says something. */
export function postOf(page: Page, words: string | RegExp): Locator {
  return main(page).locator('[data-post]').filter({ hasText: words });
}

/** Waits until a post is shown; what came since the posts were opened waits above them until it is asked for. */
export async function expectPost(page: Page, words: string): Promise<void> {
  const fresh = main(page).getByRole('button', { name: /^\d+ new posts?$/u });
  const shown = postOf(page, words).first();
  await expect(shown.or(fresh).first()).toBeVisible({ timeout: 45_000 });
  await expect(async () => {
    if (await fresh.isVisible()) await fresh.click();
    await expect(shown).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** Writes an article with a picture in the channel that is open, and publishes it. */
export async function publishArticle(
  person: Person,
  article: { readonly title: string; readonly text: string; readonly picture: GivenFile },
): Promise<void> {
  const { page } = person;
  await main(page).getByRole('button', { name: 'Write an article' }).click();
  await main(page).getByRole('textbox', { name: 'Title' }).fill(article.title);
  await main(page).getByRole('textbox', { name: 'Text of the article' }).click();
  await page.keyboard.type(article.text);
  const chooser = page.waitForEvent('filechooser');
  await main(page).getByRole('button', { name: 'Picture', exact: true }).click();
  await (await chooser).setFiles(article.picture);
  await expect(main(page).getByRole('textbox', { name: 'Text of the article' }).locator('img')).toBeVisible();
  await expect(main(page).getByText('Saved on this device')).toBeVisible();
  await main(page).getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish the article' });
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(dialog).toBeHidden();
}
