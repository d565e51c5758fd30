/** What people do in the app, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import type { Person } from './person.ts';

/** A text of the app with a person's name in it: names stand between marks that keep their direction to themselves. */
export function naming(text: string, name: string): RegExp {
  const escape = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(escape(text).replace(escape('{name}'), `\u{2068}?${escape(name)}\u{2069}?`), 'u');
}

/** First start: types the name and waits for the app. */
export async function introduce(person: Person): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Your name' }).fill(person.name);
  await person.page.getByRole('button', { name: 'Start' }).click();
  await expect(person.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
}

/** Opens the dialog for adding someone. */
export async function openAddDialog(person: Person): Promise<Locator> {
  await person.go('contacts');
  await person.page.getByRole('button', { name: 'Add someone' }).first().click();
  return person.page.getByRole('dialog', { name: 'Add someone' });
}

/** What an act puts into the clipboard. */
export async function copying(page: Page, act: () => Promise<void>): Promise<string> {
  await page.evaluate(`navigator.clipboard.writeText('')`);
  await act();
  const read = () => page.evaluate<string>('navigator.clipboard.readText()');
  await expect.poll(read).not.toBe('');
  return read();
}

/** Makes or shows the open invite and copies its link, as one would to send it. */
export async function copyInvite(person: Person): Promise<string> {
  const dialog = await openAddDialog(person);
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link', exact: true }).click());
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  return link;
}

/** Pastes text into the field for links. */
export async function pasteInvite(person: Person, text: string): Promise<Locator> {
  const dialog = await openAddDialog(person);
  await dialog.getByRole('tab', { name: 'Their code or link' }).click();
  await dialog.getByRole('textbox', { name: 'Paste their link' }).fill(text);
  await dialog.getByRole('button', { name: 'Next' }).click();
  return dialog;
}

/** Opens an invite by its address, as a link in the system would. */
export async function openInvite(person: Person, link: string): Promise<Locator> {
  await person.go(`invite/${link.slice(link.indexOf('#') + 1)}`);
  return person.page.getByRole('dialog', { name: 'Invite' });
}

/** Opens an invite and asks its maker. */
export async function askByInvite(person: Person, link: string): Promise<void> {
  const dialog = await openInvite(person, link);
  await dialog.getByRole('button', { name: 'Ask to be contacts' }).click();
  await expect(dialog).toBeHidden();
}

/** Opens the page of someone who asks to be a contact, once the request is there. */
export async function openRequest(person: Person, from: string): Promise<Locator> {
  await person.go('contacts');
  await person.page.getByRole('region', { name: 'Wants to be your contact' }).getByRole('link', { name: from }).click();
  const request = person.page.getByRole('article', { name: naming('Request of {name}', from) });
  await expect(request).toBeVisible();
  return request;
}

/** Opens the page of a contact. */
export async function openContact(person: Person, name: string): Promise<Locator> {
  await person.go('contacts');
  // As it is spelled: "Channels" is not Ann.
  const list = person.page.locator('[data-pane=list]');
  await list.getByRole('link', { name: naming('{name}', name) }).click();
  const page = person.page.getByRole('article', { name: naming('Contact: {name}', name) });
  await expect(page).toBeVisible();
  return page;
}

/** Two people become contacts; both are linked afterwards. */
export async function meet(inviter: Person, guest: Person): Promise<void> {
  const link = await copyInvite(inviter);
  await askByInvite(guest, link);
  const request = await openRequest(inviter, guest.name);
  await request.getByRole('button', { name: 'Accept' }).click();
  await expect(inviter.page.getByRole('article', { name: naming('Contact: {name}', guest.name) })).toBeVisible();
  await openChat(inviter, guest.name);
  await openChat(guest, inviter.name);
}

/** Opens the chat with someone and waits for the place to write. */
export async function openChat(person: Person, name: string, page: Page = person.page): Promise<void> {
  await page.goto(`${person.origin}/#/chats`);
  await page
    .getByRole('list', { name: 'Conversations' })
    .getByRole('link', { name: naming('{name}', name) })
    .click();
  await expect(composer(page)).toBeVisible();
}

/** Where one writes. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ });
}

/** Writes and sends with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
}

/** The messages of the open chat. */
export function messages(page: Page): Locator {
  return page.getByRole('feed').getByRole('article');
}

/** The messages of the open chat that have a text. */
export function message(page: Page, text: string | RegExp): Locator {
  return messages(page).filter({ hasText: text });
}

/** Waits until an own message shows how far it has come. */
export async function expectState(page: Page, text: string | RegExp, state: string | RegExp): Promise<void> {
  await expect(message(page, text).getByRole('img', { name: state })).toBeVisible();
}

/** Deletes a contact from their page. */
export async function deleteContact(person: Person, contact: Locator): Promise<void> {
  await contact.getByRole('button', { name: 'Delete' }).click();
  await person.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(person.page.getByText('was deleted')).toBeVisible();
}
