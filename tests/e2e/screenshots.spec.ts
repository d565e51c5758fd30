/**
 * Pictures of the app, made from real conversations between real processes. They go to test-results/screenshots, since a
 * test run must leave the sources as they were; with SCREENSHOTS=keep to docs/screenshots, for the documentation.
 */
import { fileURLToPath } from 'node:url';
import {
  askByInvite,
  copyInvite,
  meet,
  message,
  openAddDialog,
  openChat,
  openContact,
  openRequest,
  say,
} from './support/acts.ts';
import type { Person } from './support/person.ts';
import { speak } from './support/screens.ts';
import { type Page, expect, test } from './support/people.ts';

/** Believable talk: whose turn, and the words. */
type Talk = readonly (readonly ['them' | 'me', string])[];

const leila: Talk = [
  ['them', 'Good morning! Are we still on for the market today?'],
  ['me', 'Yes! I can be there at ten'],
  ['them', 'Perfect. I will bring the big baskets 🧺'],
  ['me', 'And I bring coffee ☕'],
  ['them', 'The list so far:\n– tomatoes\n– basil\n– two kinds of olives\n– bread from the corner'],
  ['me', 'Add lemons, please'],
  ['them', 'Added 🍋 Here is the map of the stalls: https://market.example/stalls'],
  ['me', 'Great, see you at the fountain'],
];
const badr: Talk = [
  ['them', 'صباح الخير! كيف حالك اليوم؟'],
  ['me', 'صباح النور، بخير والحمد لله'],
  ['them', 'هل نلتقي مساءً عند المكتبة؟ أحضرتُ لك كتاب «Banyan» الذي تحدثنا عنه'],
  ['me', 'رائع! الساعة السابعة تناسبني 📚'],
  ['them', 'اتفقنا، إلى اللقاء 🌿'],
];
const noor: Talk = [
  ['me', 'How did the rehearsal go?'],
  ['them', 'Better than we feared! The second half still needs work'],
  ['them', 'Can you send me the score when you are home?'],
];

test('pictures for the documentation', async ({ people }) => {
  const maya = await people.arrive('Maya Okafor');
  await expect(maya.page.getByRole('heading', { name: 'Welcome to Banyan' })).toBeVisible();
  await take(maya.page, 'welcome');
  await maya.page.getByRole('textbox', { name: 'Your name' }).fill(maya.name);
  await maya.page.getByRole('button', { name: 'Start' }).click();
  await expect(maya.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await maya.page.getByRole('button', { name: 'Later' }).click();
  for (const [name, talk] of [
    ['Noor Haddad', noor],
    ['بدر العلي', badr],
    ['Leila Santos', leila],
  ] as const) {
    const friend = await people.start(name);
    await meet(maya, friend);
    await converse(maya, friend, talk);
    if (name === 'Noor Haddad') await friend.close();
  }
  const tomas = await people.start('Tomás Vega');
  await askByInvite(tomas, await copyInvite(maya));
  await openRequest(maya, 'Tomás Vega');
  await withoutNotices(maya);
  await openRequest(maya, 'Tomás Vega');
  await expect(maya.page.getByText('1 person asks to be your contact')).toBeAttached();
  await take(maya.page, 'contact-request');
  await openChat(maya, 'Leila Santos');
  await expect(maya.page.getByRole('feed')).toContainText('fountain');
  await take(maya.page, 'chats');
  await openContact(maya, 'Leila Santos');
  await take(maya.page, 'contact');
  const dialog = await openAddDialog(maya);
  await expect(dialog.getByRole('img', { name: 'QR code of your invite link' })).toBeVisible();
  await take(maya.page, 'invite');
  await maya.page.keyboard.press('Escape');
  await maya.go('settings/connections');
  await expect(maya.page.getByRole('heading', { name: 'Connections' })).toBeVisible();
  await expect(maya.page.getByText(/Added by Banyan/).first()).toBeVisible();
  await take(maya.page, 'settings-connections');
  await maya.go('settings/appearance');
  await expect(maya.page.getByRole('heading', { name: 'Appearance' })).toBeVisible();
  await take(maya.page, 'settings-appearance');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await openChat(maya, 'Leila Santos');
  await take(maya.page, 'chats-dark');
  await speak(maya, 'ar');
  await maya.go('chats');
  await maya.page.getByRole('link').filter({ hasText: 'بدر العلي' }).click();
  await expect(maya.page.getByRole('feed')).toContainText('إلى اللقاء');
  await take(maya.page, 'chat-arabic-dark');
});

const folder = new URL(
  process.env['SCREENSHOTS'] === 'keep' ? '../../docs/screenshots/' : '../../test-results/screenshots/',
  import.meta.url,
);

async function converse(maya: Person, friend: Person, talk: Talk): Promise<void> {
  for (const [who, text] of talk) {
    const [from, to] = who === 'me' ? [maya.page, friend.page] : [friend.page, maya.page];
    await say(from, text);
    await expect(message(to, text.split('\n')[0] ?? text)).toBeVisible();
  }
}

/** Starts the page anew, so that no passing notice is in the picture. */
async function withoutNotices(person: Person): Promise<void> {
  await person.page.reload();
  await expect(person.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
}

async function take(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.mouse.move(640, 799);
  const path = fileURLToPath(new URL(`${name}.png`, folder));
  const picture = await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  expect(picture.length, `${name}.png stays small`).toBeLessThan(200_000);
}
