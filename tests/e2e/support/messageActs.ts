/** What people do with messages, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import { message } from './acts.ts';
import { drawPicture } from './pictures.ts';

/** Opens the menu of a message and presses one of its entries. */
export async function actOn(page: Page, text: string | RegExp, entry: string | RegExp): Promise<void> {
  const menu = await openMenuOf(page, text);
  await menu.getByRole('menuitem', { name: entry }).click();
  await expect(menu).toBeHidden();
}

/** Opens the menu of a message with the other button of the mouse, on its bubble. */
export async function openMenuOf(page: Page, text: string | RegExp): Promise<Locator> {
  await message(page, text)
    .last()
    .locator('[data-bubble]')
    .click({ button: 'right', position: { x: 12, y: 8 } });
  const menu = page.getByRole('menu', { name: 'Message' });
  await expect(menu).toBeVisible();
  return menu;
}

/** Puts a sign on a message, by the row above its menu. */
export async function react(page: Page, text: string | RegExp, sign: string): Promise<void> {
  await openMenuOf(page, text);
  await page
    .getByRole('toolbar', { name: 'React' })
    .getByRole('button', { name: `React with ${sign}` })
    .click();
  await expect(message(page, text).getByRole('button', { name: new RegExp(`^${sign} by`) })).toBeVisible();
}

/** The sign below a message, with who put it there. */
export function signOn(page: Page, text: string | RegExp, name: string | RegExp): Locator {
  return message(page, text).getByRole('list', { name: 'Reactions' }).getByRole('button', { name });
}

/** Asks a chat. */
export async function askInChat(
  page: Page,
  poll: { readonly question: string; readonly answers: readonly string[] },
): Promise<void> {
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New poll' }).click();
  const dialog = page.getByRole('dialog', { name: 'New poll' });
  await dialog.getByRole('textbox', { name: 'Question' }).fill(poll.question);
  for (const [place, answer] of poll.answers.entries()) {
    await dialog.getByRole('textbox', { name: `Answer ${place + 1}`, exact: true }).fill(answer);
  }
  await dialog.getByRole('button', { name: 'Ask' }).click();
  await expect(dialog).toBeHidden();
}

/** A file as the system's chooser gives it. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Chooses files, and gives the sheet on which they are shown before they go. */
export async function chooseFiles(page: Page, ...files: readonly ChosenFile[]): Promise<Locator> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (await chooser).setFiles([...files]);
  const sheet = page.getByRole('dialog', { name: /^Send/ });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** Sends files as they are shown at first. */
export async function sendFiles(page: Page, ...files: readonly ChosenFile[]): Promise<void> {
  const sheet = await chooseFiles(page, ...files);
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(sheet).toBeHidden();
}

/** Sends pictures together, with words over them; `scale` times as large as is enough for a test. */
export async function sendPictures(page: Page, count: number, scale = 1): Promise<void> {
  const pictures = [];
  for (let place = 0; place < count; place += 1) {
    const buffer = await drawPicture(page, { width: (300 + 40 * place) * scale, height: 240 * scale });
    pictures.push({ name: `picture ${place}.jpg`, mimeType: 'image/jpeg', buffer });
  }
  const sheet = await chooseFiles(page, ...pictures);
  await sheet.getByRole('textbox', { name: 'Caption' }).fill('From this morning');
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(sheet).toBeHidden();
}
