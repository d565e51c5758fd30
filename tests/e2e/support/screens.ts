/** The screens of the app one after another, in either language, for what must hold on every one. */
import { type Page, expect } from '@playwright/test';
import type { Person } from './person.ts';
import { type Language, text } from './texts.ts';

/** A screen: its name for reports, and the way to it. */
export interface Screen {
  readonly name: string;
  readonly show: (person: Person, language: Language) => Promise<void>;
}

async function ready(page: Page): Promise<void> {
  await expect(page.locator('[data-pane=list], [data-pane=content]').filter({ visible: true }).first()).toBeVisible();
  // The code of a room comes when it is first asked for.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

function place(address: string): Screen {
  return {
    name: address,
    show: async (person) => {
      await person.go(address);
      await ready(person.page);
    },
  };
}

/** The first row of the room's list whose address begins with the room's. */
function firstRow(room: 'chats' | 'contacts', name: string): Screen {
  return {
    name,
    show: async (person) => {
      await person.go(room);
      await person.page.locator(`a[href^="#/${room}/"]`).first().click();
      await expect(person.page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
      await ready(person.page);
    },
  };
}

/** A page about the first chat. */
function aboutFirstChat(page: string): Screen {
  return {
    name: `a chat's ${page}`,
    show: async (person) => {
      await person.go('chats');
      const address = await person.page.locator('a[href^="#/chats/"]').first().getAttribute('href');
      await person.go(`${address?.slice(2) ?? ''}/${page}`);
      await ready(person.page);
    },
  };
}

/** The first chat while one looks for something in it. */
const lookingInChat: Screen = {
  name: 'looking in a chat',
  show: async (person, language) => {
    await person.go('chats');
    await person.page.locator('a[href^="#/chats/"]').first().click();
    await person.page.getByRole('button', { name: text(language, 'find.open') }).click();
    await person.page.getByLabel(text(language, 'find.sort'), { exact: true }).selectOption('words');
    await expect(person.page.getByRole('list', { name: text(language, 'find.list') })).toBeVisible();
  },
};

function addDialog(name: string, tab: string): Screen {
  return {
    name,
    show: async (person, language) => {
      await person.go('contacts');
      await person.page
        .getByRole('button', { name: text(language, 'contacts.add') })
        .first()
        .click();
      const dialog = person.page.getByRole('dialog');
      await dialog.getByRole('tab', { name: text(language, tab) }).click();
      await expect(dialog.getByRole('tabpanel')).toBeVisible();
      await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0);
    },
  };
}

const settingsScreens: readonly Screen[] = [
  'profile',
  'appearance',
  'chats',
  'notifications',
  'shortcuts',
  'outbox',
  'refusals',
  'programs',
  'connections',
  'storage',
  'diagnostics',
  'about',
].map((page) => place(`settings/${page}`));

/** Every screen of someone with a contact, a chat with words in it, and a request waiting on top of the contacts. */
export const screens: readonly Screen[] = [
  place('chats'),
  firstRow('chats', 'a chat'),
  lookingInChat,
  place('chats/favourites'),
  aboutFirstChat('settings'),
  aboutFirstChat('media'),
  place('contacts'),
  firstRow('contacts', 'a request'),
  {
    name: 'a contact',
    show: async (person) => {
      await person.go('contacts');
      await person.page.locator('a[href^="#/contacts/"]').last().click();
      await expect(person.page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
  addDialog('my code', 'contacts.dialog.mine'),
  addDialog('their code', 'contacts.dialog.theirs'),
  {
    name: 'programs',
    show: async (person, language) => {
      await person.go('programs');
      const room = person.page.getByRole('region', { name: text(language, 'programs.title'), exact: true });
      await expect(room.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(room.getByRole('region', { name: text(language, 'programs.shelf') })).toBeVisible();
    },
  },
  place('moments'),
  place('moments/mine'),
  place('moments/news'),
  place('moments/saved'),
  place('moments/choices'),
  place('discover/search'),
  place('discover/search/e'),
  place('discover/trends'),
  place('discover/shelf'),
  place('channels/all'),
  place('wallet'),
  place('wallet/activity'),
  ...['orders', 'subscriptions', 'pots', 'protected', 'files', 'devices', 'safety'].map((page) =>
    place(`wallet/${page}`),
  ),
  ...settingsScreens,
];

/** Closes a dialog that a screen left open. */
export async function leaveScreen(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) === 0) return;
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Changes the language in the settings. */
export async function speak(person: Person, language: Language): Promise<void> {
  await person.go('settings/appearance');
  await person.page.getByRole('radio', { name: language === 'ar' ? 'العربية' : 'English' }).click();
  await expect(person.page.locator('html')).toHaveAttribute('lang', language);
}
