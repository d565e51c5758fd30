/** What people do to find things, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import encodeQR from 'qr';
import type { Person } from './person.ts';

/** The box, from wherever one is. */
export async function openSearch(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+Shift+F');
  const box = page.getByRole('searchbox', { name: 'Search messages, people, files and more' });
  await expect(box).toBeFocused();
  return box;
}

/** What was found of a kind. */
export function found(page: Page, kind: string): Locator {
  return page.getByRole('region', { name: kind, exact: true }).getByRole('listitem');
}

/** What is looked for, and where it is to be found. */
export interface Wanted {
  readonly kind: string;
  readonly text: string | RegExp;
}

/** Looks for something until it is found: what was said just now is in the index a moment later. */
export async function find(page: Page, words: string, { kind, text }: Wanted): Promise<Locator> {
  const box = await openSearch(page);
  const row = found(page, kind).filter({ hasText: text });
  await expect(async () => {
    await box.fill('');
    await box.fill(words);
    await expect(row.first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  return row.first();
}

/** Gives the scanner a picture of a code. */
export async function scanPicture(person: Person, text: string): Promise<Locator> {
  const { page } = person;
  await person.go('discover');
  await page.getByRole('button', { name: /^Scan a code/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Scan a code' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a picture' }).click();
  const picture = Buffer.from(encodeQR(text, 'gif', { scale: 4, border: 4 }));
  await (await chooser).setFiles([{ name: 'code.gif', mimeType: 'image/gif', buffer: picture }]);
  return dialog;
}
