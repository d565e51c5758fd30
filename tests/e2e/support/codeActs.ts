/** What people do with codes and tills, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import { copying } from './acts.ts';
import type { Person } from './person.ts';

/** A sum of the canteen as the app writes it. */
export const lunch = (amount: string) => new RegExp(`${amount.replace('.', String.raw`\.`)}\\sEUR`, 'u');

/** Makes prepaid units of one's own, from the empty wallet; leaves one on their page. */
export async function makeCanteen({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: 'Wallet' }).click();
  await page.getByRole('button', { name: 'Make something people can pay you with' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a promise of your own' });
  await dialog.getByRole('radio', { name: 'Prepaid' }).check();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Canteen money');
  await dialog.getByRole('combobox', { name: 'Counted in' }).selectOption('EUR');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Canteen money' })).toBeVisible();
}

/** Opens the till of what one issues, from its page. */
export async function openTill({ page }: Person): Promise<Locator> {
  await page.getByRole('button', { name: 'Open the till' }).click();
  const till = page.getByRole('article').filter({ has: page.getByRole('heading', { name: /^Till:/ }) });
  await expect(till).toBeVisible();
  return till;
}

/** At the till, gives a contact units for what they paid in. */
export async function topUp(page: Page, name: string, amount: string): Promise<void> {
  await page.getByRole('button', { name: 'Top up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Top up' });
  const option = dialog.getByLabel('Someone you know').locator('option', { hasText: name });
  await dialog.getByLabel('Someone you know').selectOption(await option.getAttribute('value'));
  await dialog.getByLabel('How much did they pay in?').fill(amount);
  await dialog.getByRole('button', { name: 'Top up' }).click();
  await expect(dialog).toBeHidden();
}

/** Copies the code that is shown, as a camera would read it. */
export function seenCode(page: Page, within: Locator = page.locator('body')): Promise<string> {
  return copying(page, () => within.getByRole('button', { name: 'Copy', exact: true }).click());
}

/** Opens a code by its address, as a link in the system would. */
export async function openCode(person: Person, code: string): Promise<Locator> {
  await person.go(`pay/${code.slice(code.indexOf('#') + 1)}`);
  return person.page.getByRole('dialog');
}

/** Scans a code by pasting it. */
export async function scan(person: Person, code: string): Promise<Locator> {
  await person.go('wallet');
  await person.page.getByRole('button', { name: /^Scan a code/ }).click();
  const dialog = person.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Paste a code' }).fill(code);
  await dialog.getByRole('button', { name: 'Next' }).click();
  return dialog;
}

/** Says yes in the window that shows whom and how much. */
export async function consent(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Pay?' });
  const yes = dialog.getByRole('button', { name: 'Pay', exact: true });
  await expect(yes).toBeEnabled();
  await yes.click();
  await expect(dialog).toBeHidden();
}

/** How the sale at the till stands. */
export const saleState = (page: Page, state: string) => page.locator(`[role="status"][data-state="${state}"]`);
