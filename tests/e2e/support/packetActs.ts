/** What people do with red packets, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import type { Person } from './person.ts';

/** A red packet to send. */
export interface WantedPacket {
  readonly mode: 'Everyone' | 'First come, equal shares' | 'First come, by luck';
  readonly amount: string;
  readonly shares?: string;
  readonly greeting: string;
  /** The currency of a first promise; one that is there is taken as it is. */
  readonly currency?: string;
}

/** From the open chat, sends a red packet; who has nothing to put in promises something first. */
export async function sendPacket(person: Person, packet: WantedPacket): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: 'Money', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Red packet' }).click();
  const dialog = page.getByRole('dialog', { name: 'New red packet' });
  if (packet.currency !== undefined) {
    await dialog.getByLabel('Promised in').selectOption(packet.currency);
    await dialog.getByRole('button', { name: 'Make a promise' }).click();
  }
  await dialog.getByRole('radio', { name: packet.mode }).check();
  await dialog.getByLabel('Amount in all').fill(packet.amount);
  if (packet.shares !== undefined) await dialog.getByRole('textbox', { name: 'Shares' }).fill(packet.shares);
  await dialog.getByLabel('Greeting').fill(packet.greeting);
  await expectAccessible(page, 'a new packet');
  await dialog.getByRole('button', { name: 'Send red packet' }).click();
  await expect(dialog).toBeHidden();
}

/** The card of a red packet in the open chat. */
export function packetCard(page: Page, greeting: string): Locator {
  return page.locator('[data-packet]').filter({ hasText: greeting });
}

/** Presses a card that can be opened, and its coin; the dialog stays. */
export async function openPacket(person: Person, greeting: string, sender: string): Promise<Locator> {
  const { page } = person;
  await expect(packetCard(page, greeting)).toHaveAttribute('data-packet', 'open');
  await packetCard(page, greeting).click();
  const dialog = page.getByRole('dialog', { name: 'Red packet' });
  await dialog.getByRole('button', { name: new RegExp(`^Open the red packet from .*${sender}`, 'u') }).press('Enter');
  return dialog;
}

/** What the open packet says that one got, in minor units. */
export async function gotten(dialog: Locator): Promise<number> {
  await expect(dialog.getByText('You got', { exact: true })).toBeVisible();
  const text = await dialog.getByRole('status').first().textContent();
  const [, whole = '', cents = ''] = /(\d+)\.(\d\d)/.exec(text ?? '') ?? [];
  expect(whole, `no amount in ${text}`).not.toBe('');
  return Number(whole) * 100 + Number(cents);
}

/** Closes the dialog of a packet. */
export async function closePacket(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}
