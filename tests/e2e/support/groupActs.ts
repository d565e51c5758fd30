/** What people do in and about groups, by what they see and press. */
import { type Locator, type Page, expect } from '@playwright/test';
import { naming } from './acts.ts';
import type { Person } from './person.ts';

/** A group to make. */
export interface WantedGroup {
  readonly name: string;
  readonly description: string;
  readonly members: readonly string[];
}

/** Makes a group with contacts and waits for its chat. */
export async function createGroup(person: Person, group: WantedGroup): Promise<void> {
  const { page } = person;
  await person.go('chats');
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog', { name: 'New group' });
  for (const name of group.members) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: group.members.length === 0 ? 'Go on alone' : 'Next' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(group.name);
  await dialog.getByRole('textbox', { name: 'What it is about' }).fill(group.description);
  await dialog.getByRole('button', { name: 'Create the group' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main').getByRole('heading', { name: group.name, level: 1 })).toBeVisible();
}

/** Opens the chat of a group, once it is in the list. */
export async function openGroup(person: Person, name: string): Promise<void> {
  await person.go('chats');
  await person.page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name }).click();
  await expect(person.page.getByRole('main').getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Opens the page about a group. */
export async function openGroupPage(person: Person, name: string): Promise<Locator> {
  await openGroup(person, name);
  await person.page.getByRole('button', { name: naming('About the group {name}', name) }).click();
  const page = person.page.getByRole('article', { name: naming('About the group {name}', name) });
  await expect(page).toBeVisible();
  return page;
}

/** From the chat of a group, adds contacts to it. */
export async function addPeople(person: Person, names: readonly string[]): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: /^About the group/ }).click();
  await page.getByRole('article').getByRole('button', { name: 'Add people' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add people' });
  for (const name of names) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: 'Add people' }).click();
  await expect(dialog).toBeHidden();
}

/** From the chat of a group, opens the menu of a member. */
export async function openMemberMenu(person: Person, name: string): Promise<Locator> {
  await person.page.getByRole('button', { name: /^About the group/ }).click();
  await person.page.getByRole('button', { name: naming('What to do about {name}', name) }).click();
  const menu = person.page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

/** A line of the open talk about what happened to the group. */
export function notice(page: Page, text: string | RegExp): Locator {
  return page.getByRole('feed').locator('[data-notice]').filter({ hasText: text });
}
