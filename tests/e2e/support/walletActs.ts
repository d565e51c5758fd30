/** What people do with money in chats, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import { messages } from './acts.ts';
import { expectAccessible } from './axe.ts';
import type { Person } from './person.ts';

/** A sum as the app writes it: the space within does not break, and the whole keeps its own direction. */
export function sum(amount: string, code: string): RegExp {
  return new RegExp(`${amount.replaceAll('.', String.raw`\.`)}\\s${code}`, 'u');
}

/** The wallet cards of the open chat. */
export function cards(page: Page): Locator {
  return messages(page).filter({ has: page.locator('[data-wallet-card]') });
}

/** The wallet cards of the open chat that say something. */
export function card(page: Page, text: string | RegExp): Locator {
  return cards(page).filter({ hasText: text });
}

/** Opens one of the dialogs behind the money button of the composer, by keyboard. */
export async function openMoney(person: Person, entry: string, title: string): Promise<Locator> {
  const { page } = person;
  await page.getByRole('button', { name: 'Money', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: entry }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, title);
  return dialog;
}

/** What is paid or asked for. */
export interface Sum {
  readonly amount: string;
  readonly note?: string;
  /** The currency of a first promise; one that is there is taken as it is. */
  readonly currency?: string;
}

async function fill(dialog: Locator, { amount, note, currency }: Sum, field = 'Amount'): Promise<void> {
  if (currency !== undefined) await dialog.getByLabel('Promised in').selectOption(currency);
  await dialog.getByLabel(field, { exact: true }).fill(amount);
  if (note !== undefined) await dialog.getByLabel('What for').fill(note);
}

/** From an open chat, promises its other person something. */
export async function promise(person: Person, given: Sum): Promise<void> {
  const dialog = await openMoney(person, 'Pay or promise', 'Pay or promise');
  const source = dialog.getByLabel('With', { exact: true });
  const currency = dialog.getByLabel('Promised in');
  await expect(source.or(currency).first()).toBeVisible();
  if (await source.isVisible()) {
    const own = given.currency === undefined ? 'Your own promise:' : 'Your own promise, in a currency you choose';
    await source.selectOption(await source.locator('option', { hasText: own }).first().getAttribute('value'));
  }
  await fill(dialog, given);
  await expect(dialog.getByText('You will owe')).toBeVisible();
  await dialog.getByRole('button', { name: 'Promise' }).click();
  await expect(dialog).toBeHidden();
}

/** From an open chat, gives its other person back what they promised, by the name of their promise. */
export async function giveBack(person: Person, given: Sum & { readonly promise: string }): Promise<void> {
  const dialog = await openMoney(person, 'Pay or promise', 'Pay or promise');
  const source = dialog.getByLabel('With', { exact: true });
  const value = await source.locator('option', { hasText: given.promise }).getAttribute('value');
  await source.selectOption(value);
  await fill(dialog, given);
  await expect(dialog.getByText('is settled')).toBeVisible();
  await dialog.getByRole('button', { name: 'Pay' }).click();
  await expect(dialog).toBeHidden();
}

/** From an open chat, asks its other person for something. */
export async function ask(person: Person, asked: Sum): Promise<void> {
  const dialog = await openMoney(person, 'Ask for money', 'Ask for money');
  await fill(dialog, asked);
  await dialog.getByRole('button', { name: 'Ask for' }).click();
  await expect(dialog).toBeHidden();
}

/** From an open chat, splits a bill among everybody in it. */
export async function split(person: Person, bill: Sum): Promise<void> {
  const dialog = await openMoney(person, 'Split a bill', 'Split a bill');
  await fill(dialog, bill, 'The whole bill');
  await dialog.getByRole('button', { name: 'Ask for the shares' }).click();
  await expect(dialog).toBeHidden();
}

/** Answers a request on a card with a promise of one's own, a first one if there is none. */
export async function answer(person: Person, shown: Locator): Promise<void> {
  const { page } = person;
  await shown.getByRole('button', { name: 'Pay…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pay?' });
  await expect(dialog).toBeVisible();
  const first = dialog.getByRole('button', { name: /^Promise it in/ });
  const pay = dialog.getByRole('button', { name: 'Pay', exact: true });
  await expect(first.or(dialog.getByRole('radio')).first()).toBeVisible();
  if (await first.isVisible()) await first.click();
  await expect(dialog.getByText('You will owe it.')).toBeVisible();
  await expect(pay).toBeEnabled();
  await pay.click();
  await expect(dialog).toBeHidden();
}

/** Keeps what a card says one was given. */
export async function keep(shown: Locator, limit?: string): Promise<void> {
  if (limit !== undefined) await shown.getByLabel('Trust up to').fill(limit);
  await shown.getByRole('button', { name: 'Keep' }).click();
  await expect(shown.getByLabel('Trust up to')).toBeHidden();
}
