/** Windows that lie over the screens, each with the way to it, in either language: for what must hold in every one. */
import { type Page, expect } from '@playwright/test';
import type { Person } from './person.ts';
import type { Screen } from './screens.ts';
import { type Language, text } from './texts.ts';

/** The chat of the first row. */
async function openFirstChat(person: Person): Promise<Page> {
  await person.go('chats');
  await person.page.locator('a[href^="#/chats/"]').first().click();
  await expect(person.page.getByRole('feed')).toBeVisible();
  return person.page;
}

async function openChatSettings(person: Person): Promise<Page> {
  const page = await openFirstChat(person);
  const address = new URL(page.url()).hash.slice(2);
  await person.go(`${address}/settings`);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

function dialogOf(name: string, open: (person: Person, language: Language) => Promise<void>): Screen {
  return {
    name,
    show: async (person, language) => {
      await open(person, language);
      const dialog = person.page.getByRole('dialog').or(person.page.getByRole('alertdialog'));
      await expect(dialog.first()).toBeVisible();
      await expect(dialog.locator('[aria-busy=true]')).toHaveCount(0);
    },
  };
}

/** One that a button of the chat's settings opens. */
function ofChatSettings(key: string): Screen {
  return dialogOf(key, async (person, language) => {
    const page = await openChatSettings(person);
    await page
      .getByRole('button', { name: text(language, key), exact: true })
      .first()
      .click();
  });
}

/** One that an entry of the menu beside the field opens. */
function ofAttachMenu(key: string): Screen {
  return dialogOf(key, async (person, language) => {
    const page = await openFirstChat(person);
    await page.getByRole('button', { name: text(language, 'programs.attach.label'), exact: true }).click();
    await page.getByRole('menuitem', { name: text(language, key) }).click();
  });
}

/** The menu of the newest message, by keys. */
async function openMessageMenu(person: Person): Promise<Page> {
  const page = await openFirstChat(person);
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  return page;
}

/** One that an entry of the menu of a message opens. */
function ofMessageMenu(key: string): Screen {
  return dialogOf(key, async (person, language) => {
    const page = await openMessageMenu(person);
    await page.getByRole('menuitem', { name: new RegExp(`^${text(language, key)}`) }).click();
  });
}

/** Every window that needs no more than a contact, a chat whose newest message is one's own, and a link in it. */
export const windows: readonly Screen[] = [
  dialogOf('the palette', async (person) => {
    await person.go('contacts');
    await person.page.keyboard.press('Control+k');
  }),
  dialogOf('the keys', async (person) => {
    await person.go('contacts');
    await person.page.getByRole('main').focus();
    await person.page.keyboard.press('?');
  }),
  dialogOf('a new group', async (person, language) => {
    await person.go('chats');
    await person.page.getByRole('button', { name: text(language, 'chats.list.newGroup') }).click();
  }),
  dialogOf('the phrase', async (person, language) => {
    await person.go('settings/profile');
    await person.page.getByRole('button', { name: text(language, 'settings.profile.phrase.show') }).click();
  }),
  dialogOf('blocking', async (person, language) => {
    await person.go('contacts');
    await person.page.locator('a[href^="#/contacts/"]').last().click();
    await person.page.getByRole('button', { name: text(language, 'contacts.page.block'), exact: true }).click();
  }),
  ofChatSettings('keeping.mute'),
  ofChatSettings('keeping.folders.choose'),
  ofChatSettings('keeping.wallpaper.choose'),
  ofChatSettings('keeping.report.write'),
  ofAttachMenu('messages.poll.new'),
  ofAttachMenu('share.contact'),
  ofAttachMenu('share.place'),
  ofMessageMenu('messages.forward'),
  ofMessageMenu('delivery.details.menu'),
  {
    name: 'the menu of a message',
    show: async (person) => void (await openMessageMenu(person)),
  },
  dialogOf('the emoji', async (person, language) => {
    const page = await openFirstChat(person);
    await page.getByRole('button', { name: text(language, 'chats.composer.emoji'), exact: true }).click();
  }),
  dialogOf('a link that is asked about', async (person) => {
    const page = await openFirstChat(person);
    await page.getByRole('feed').getByRole('link').first().click();
  }),
];

/** Closes what a window left open, and what lies under it. */
export async function leaveWindow(page: Page): Promise<void> {
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu], dialog[open]').filter({ visible: true });
  await expect(async () => {
    if ((await over.count()) > 0) await page.keyboard.press('Escape');
    await expect(over).toHaveCount(0, { timeout: 1000 });
  }).toPass();
}
