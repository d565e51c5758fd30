/**
 * Pictures of the app, made from real conversations between real processes. They go to test-results/screenshots, since a
 * test run must leave the sources as they were; with SCREENSHOTS=keep to docs/screenshots, for the documentation.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  askByInvite,
  copyInvite,
  copying,
  meet,
  message,
  openAddDialog,
  openChat,
  openContact,
  openInvite,
  openRequest,
  say,
} from './support/acts.ts';
import { openChannel, post as postToChannel, visit } from './support/channelStory.ts';
import { createGroup, openGroup, openGroupPage } from './support/groupActs.ts';
import {
  askPoll,
  askingProgram,
  pollAnswer,
  programPane,
  sendAsProgram,
  shareProgram,
  startProgram,
} from './support/programActs.ts';
import type { Person } from './support/person.ts';
import { addFiles, expectPost, openComposer, openMoments, post, postOf, remark } from './support/momentActs.ts';
import { drawPicture } from './support/pictures.ts';
import { actOn, askInChat, openMenuOf, react, sendFiles, sendPictures } from './support/messageActs.ts';
import { speak } from './support/screens.ts';
import { silence } from './support/sounds.ts';
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
  await maya.page.keyboard.press('Control+f');
  await maya.page.keyboard.type('market');
  await expect(maya.page.getByRole('list', { name: 'Matches' })).toBeVisible();
  await maya.page.keyboard.press('ArrowUp');
  await take(maya.page, 'search-in-chat');
  await maya.page.keyboard.press('Escape');
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

const hike: Talk = [
  ['me', 'The forecast for Sunday is out: clear until four ☀️'],
  ['them', 'Then I vote for the ridge, with lunch at the hut'],
  ['me', 'The hut is open, I called them'],
  ['them', 'Great! I bring the stove all the same 😄'],
];

test('pictures of groups', async ({ people }) => {
  const maya = await people.start('Maya Okafor');
  await maya.page.getByRole('button', { name: 'Later' }).click();
  const friends = [];
  for (const name of ['Leila Santos', 'Tomás Vega', 'بدر العلي']) {
    const friend = await people.start(name);
    await meet(maya, friend);
    friends.push(friend);
  }
  const [first, tomas, last] = friends;
  if (first === undefined || tomas === undefined || last === undefined) throw new Error('nobody came');
  await maya.go('chats');
  await withoutNotices(maya);
  await maya.page.getByRole('button', { name: 'New group' }).click();
  const dialog = maya.page.getByRole('dialog', { name: 'New group' });
  await dialog.getByRole('checkbox', { name: 'Leila Santos' }).check();
  await dialog.getByRole('checkbox', { name: 'Tomás Vega' }).check();
  await take(maya.page, 'group-new-people');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sunday hikers');
  await dialog.getByRole('textbox', { name: 'What it is about' }).fill('Every other Sunday, whatever the weather.');
  await take(maya.page, 'group-new-about');
  await maya.page.keyboard.press('Escape');
  await createGroup(maya, {
    name: 'Sunday hikers',
    description: 'Every other Sunday, whatever the weather.',
    members: ['Leila Santos', 'Tomás Vega', 'بدر العلي'],
  });
  for (const friend of friends) await openGroup(friend, 'Sunday hikers');
  await converse(maya, first, hike);
  for (const [friend, text] of [
    [tomas, 'Who drives? I have three seats'],
    [last, 'أنا معكم! أحضر الشاي والتمر 🌿'],
    [last, 'نلتقي عند المحطة في السابعة؟'],
  ] as const) {
    await say(friend.page, text);
    await expect(message(maya.page, text)).toBeVisible();
  }
  await message(maya.page, 'lunch at the hut').click({ button: 'right' });
  await maya.page.getByRole('menuitem', { name: 'Pin' }).click();
  await expect(maya.page.getByRole('complementary', { name: 'Pinned message' })).toContainText('lunch at the hut');
  await withoutNotices(maya);
  await expect(maya.page.getByText(/here now/)).toBeVisible();
  await take(maya.page, 'group');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await take(maya.page, 'group-dark');
  await maya.page.emulateMedia({ colorScheme: 'light' });
  const page = await openGroupPage(maya, 'Sunday hikers');
  await page.getByRole('button', { name: 'New invite link' }).click();
  await maya.page.getByRole('button', { name: 'Make the link' }).click();
  await expect(maya.page.getByRole('img', { name: /QR code of the invite/ })).toBeVisible();
  await take(maya.page, 'group-invite');
  const link = await copying(maya.page, () => maya.page.getByRole('button', { name: 'Copy link' }).click());
  await maya.page.keyboard.press('Escape');
  await withoutNotices(maya);
  await take(maya.page, 'group-about');
  const guest = await people.start('Noor Haddad');
  await guest.page.getByRole('button', { name: 'Later' }).click();
  await openInvite(guest, link);
  await expect(guest.page.getByRole('button', { name: 'Join' })).toBeVisible();
  await take(guest.page, 'group-join');
  await speak(maya, 'ar');
  await maya.go('chats');
  await maya.page.getByRole('link').filter({ hasText: 'Sunday hikers' }).click();
  await expect(maya.page.getByRole('feed')).toContainText('المحطة');
  await take(maya.page, 'group-arabic');
  await maya.page.getByRole('button', { name: /^عن المجموعة/ }).click();
  await take(maya.page, 'group-about-arabic');
});

test('pictures of messages', async ({ people }) => {
  const maya = await people.start('Maya Okafor');
  await maya.page.getByRole('button', { name: 'Later' }).click();
  const friend = await people.start('Leila Santos');
  await meet(maya, friend);
  await converse(maya, friend, hike.slice(0, 3));
  await actOn(maya.page, 'The hut is open', /^Reply/);
  await say(maya.page, 'They keep **four places** for us, until `14:00`');
  await expect(message(friend.page, 'four places')).toBeVisible();
  await react(friend.page, 'four places', '👍');
  await withoutNotices(maya);
  await openChat(maya, 'Leila Santos');
  await openMenuOf(maya.page, 'four places');
  await take(maya.page, 'message-menu');
  await maya.page.keyboard.press('Escape');
  await sendPictures(friend.page, 3, 4);
  const photos = maya.page.getByRole('group', { name: '3 photos' });
  await expect(photos.locator('img[src*="/blobs/"]')).toHaveCount(3);
  await askInChat(friend.page, { question: 'Which way up?', answers: ['The ridge', 'Along the stream'] });
  await message(maya.page, 'Which way up?').getByRole('button', { name: 'The ridge' }).click();
  await sendFiles(friend.page, { name: 'evening song.wav', mimeType: 'audio/wav', buffer: silence(95) });
  // What is closed in the moment a file is told of does not fetch it by itself at the next start.
  await expect(maya.page.getByRole('button', { name: /^Play .*song/ })).toBeVisible();
  await withoutNotices(maya);
  await openChat(maya, 'Leila Santos');
  await expect(photos.locator('img[src*="/blobs/"]')).toHaveCount(3);
  await expect(maya.page.getByRole('button', { name: /^Play .*song/ })).toBeVisible();
  await take(maya.page, 'messages');
  await photos.getByRole('button', { name: 'Open photo 2 of 3' }).click();
  await expect(
    maya.page.getByRole('dialog', { name: /^Photo from/ }).getByRole('img', { name: 'Photo' }),
  ).toBeVisible();
  await take(maya.page, 'photo-large');
  await maya.page.keyboard.press('Escape');
  await maya.page.getByRole('button', { name: /^Play .*song/ }).click();
  await openContact(maya, 'Leila Santos');
  const player = maya.page.getByRole('region', { name: 'Player' });
  await player.getByRole('slider').press('ArrowRight');
  await player.getByRole('button', { name: 'Pause' }).click();
  await take(maya.page, 'player');
  await player.getByRole('button', { name: 'Stop and close' }).click();
  await openChat(maya, 'Leila Santos');
  await maya.page.getByRole('button', { name: 'More about this chat' }).click();
  await maya.page.getByRole('menuitem', { name: 'Photos, files and links', exact: true }).click();
  await expect(maya.page.getByRole('button', { name: /^Photo of/ })).toHaveCount(3);
  await take(maya.page, 'chat-photos');
  await speak(maya, 'ar');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await maya.go('chats');
  await maya.page.getByRole('link').filter({ hasText: 'Leila Santos' }).click();
  await expect(maya.page.getByRole('feed')).toContainText('Which way up?');
  await take(maya.page, 'messages-arabic-dark');
  await maya.page.locator('[data-part]').getByRole('button').first().click();
  await expect(maya.page.getByRole('dialog')).toBeVisible();
  await take(maya.page, 'photo-large-arabic');
});

test('pictures of mini programs', async ({ people }) => {
  const maya = await people.start('Maya Okafor');
  await maya.page.getByRole('button', { name: 'Later' }).click();
  const friend = await people.start('Leila Santos');
  // The canary tries to reach the network and may not.
  for (const person of [maya, friend]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(maya, friend);
  await say(friend.page, 'Where do we eat on Sunday?');
  await shareProgram(maya, 'Poll', 'Leila Santos');
  await withoutNotices(maya);
  await openChat(maya, 'Leila Santos');
  await startProgram(maya.page, 'Poll');
  await askPoll(maya.page, { question: 'Where do we eat on Sunday?', answers: ['At the hut', 'By the lake'] });
  await startProgram(friend.page, 'Poll');
  await pollAnswer(friend.page, 'By the lake').click();
  await expect(pollAnswer(maya.page, 'By the lake, 100 percent')).toBeVisible();
  await take(maya.page, 'program');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await take(maya.page, 'program-dark');
  await maya.page.emulateMedia({ colorScheme: 'light' });
  await programPane(maya.page).getByRole('button', { name: 'Fill the window' }).click();
  await take(maya.page, 'program-full');
  await programPane(maya.page).getByRole('button', { name: 'Beside the chat' }).click();
  await programPane(maya.page)
    .getByRole('button', { name: /^More about/ })
    .click();
  await maya.page.getByRole('menuitem', { name: 'Information' }).click();
  const information = maya.page.getByRole('dialog', { name: /^About/ });
  await expect(information).toContainText('Fingerprint');
  await take(maya.page, 'program-info');
  await maya.page.keyboard.press('Escape');
  await expect(information).toHaveCount(0);
  await sendAsProgram(maya, askingProgram());
  await startProgram(maya.page, 'Asking');
  await maya.page.frameLocator('iframe[title="Asking"]').getByRole('button', { name: 'Profile' }).click();
  await expect(maya.page.getByRole('dialog', { name: /^May/ })).toBeVisible();
  await expect(maya.page.getByRole('button', { name: 'Allow', exact: true })).toBeEnabled();
  await take(maya.page, 'program-prompt');
  await maya.page.getByRole('button', { name: 'Allow', exact: true }).click();
  await programPane(maya.page).getByRole('button', { name: 'Close' }).click();
  await maya.go('programs');
  await maya.page.getByRole('region', { name: 'Ready to share' }).getByRole('button', { name: 'Poll' }).click();
  await expect(maya.page.getByRole('heading', { name: 'Poll', level: 1 })).toBeVisible();
  await take(maya.page, 'programs');
  await maya.go('settings/programs');
  await expect(maya.page.getByRole('heading', { name: 'Mini programs' })).toBeVisible();
  await take(maya.page, 'settings-programs');
  await speak(maya, 'ar');
  await maya.go('chats');
  await maya.page.getByRole('link').filter({ hasText: 'Leila Santos' }).click();
  await maya.page
    .getByRole('button', { name: /^(ابدأ|متابعة) .*Poll/ })
    .last()
    .click();
  await expect(maya.page.locator('iframe[title="Poll"]')).toBeVisible();
  await take(maya.page, 'program-arabic');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await maya.go('programs');
  await take(maya.page, 'programs-arabic-dark');
});

test('pictures of moments', async ({ people }) => {
  const maya = await people.start('Maya Okafor');
  await maya.page.getByRole('button', { name: 'Later' }).click();
  const friend = await people.start('Leila Santos');
  await meet(maya, friend);
  const photo = async (width: number, height: number) => ({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: await drawPicture(friend.page, { width, height }),
  });
  const photos = [await photo(900, 600), await photo(600, 900), await photo(900, 640)];
  await post(friend, { text: 'Saturday at the lake. The water is colder than it looks 🏊', files: photos });
  await post(friend, { text: 'Sunrise', isStory: true, files: photos.slice(0, 1) });
  await openMoments(maya);
  await expectPost(maya.page, 'Saturday at the lake');
  await expect(maya.page.getByRole('main').locator('[data-post] img[src*="/blobs/"]')).toHaveCount(3);
  await maya.page.keyboard.press('j');
  await maya.page.keyboard.press('l');
  await remark(maya.page, 'Saturday at the lake', 'Next time I come along');
  await withoutNotices(maya);
  await expectPost(maya.page, 'Saturday at the lake');
  await take(maya.page, 'moments');
  await maya.page.emulateMedia({ colorScheme: 'dark' });
  await take(maya.page, 'moments-dark');
  await maya.page.emulateMedia({ colorScheme: 'light' });
  const dialog = await openComposer(maya);
  await dialog.getByRole('textbox', { name: 'What you say' }).fill('Who comes along on Sunday?');
  await addFiles(maya.page, dialog, photos);
  await take(maya.page, 'moments-new');
  await maya.page.keyboard.press('Escape');
  await maya.page.getByRole('navigation', { name: 'Stories' }).getByRole('button', { name: /Leila/u }).click();
  await expect(maya.page.getByRole('dialog', { name: /Story of/u }).locator('img[src*="/blobs/"]')).toBeVisible();
  await take(maya.page, 'moments-story');
  await maya.page.keyboard.press('Escape');
  await speak(maya, 'ar');
  await maya.go('moments/all');
  await expect(postOf(maya.page, 'Saturday at the lake')).toBeVisible();
  await take(maya.page, 'moments-arabic');
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

test('pictures of channels', async ({ people }) => {
  const erin = await people.start('Erin Walsh');
  await erin.page.getByRole('button', { name: 'Later' }).click();
  await openChannel(erin, 'The Harbour Bakery');
  await postToChannel(erin, 'Rye came out early today. Twelve loaves, still warm.');
  const main = erin.page.getByRole('main');
  await main.getByRole('button', { name: 'Write an article' }).click();
  await main.getByRole('textbox', { name: 'Title' }).fill('Eleven years of the same starter');
  await main.getByRole('textbox', { name: /^What it is about/u }).fill('How we keep it alive, and what we feed it.');
  await main.getByRole('textbox', { name: 'Text of the article' }).click();
  const { keyboard } = erin.page;
  await keyboard.type('A starter is flour, water and patience. Ours lives in a jar with a crooked lid.');
  await keyboard.press('Enter');
  const chooser = erin.page.waitForEvent('filechooser');
  await main.getByRole('button', { name: 'Picture', exact: true }).click();
  const buffer = await drawPicture(erin.page, { width: 1200, height: 640 });
  await (await chooser).setFiles({ name: 'loaf.jpg', mimeType: 'image/jpeg', buffer });
  await main.getByRole('textbox', { name: 'Caption' }).fill('Saturday, six in the morning');
  await main.getByRole('textbox', { name: 'Text of the article' }).press('Control+End');
  await keyboard.type('## What it needs');
  await keyboard.press('Enter');
  for (const line of ['- Flour that still has something of the grain', 'Water that does not smell of the pool']) {
    await keyboard.type(line);
    await keyboard.press('Enter');
  }
  await expect(main.getByText('Saved on this device')).toBeVisible();
  await take(erin.page, 'channel-writing');
  await main.getByRole('button', { name: 'Publish…' }).click();
  await erin.page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
  await expect(main.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible();
  await take(erin.page, 'channel-article');
  await visit(erin, 'The Harbour Bakery');
  await expect(main.getByRole('link', { name: 'Eleven years of the same starter' })).toBeVisible();
  await take(erin.page, 'channel');
  await erin.page.emulateMedia({ colorScheme: 'dark' });
  await take(erin.page, 'channel-dark');
  await speak(erin, 'ar');
  await erin.go('channels/all');
  await expect(main.getByRole('link', { name: 'Eleven years of the same starter' })).toBeVisible();
  await take(erin.page, 'channels-arabic-dark');
});

async function take(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.mouse.move(640, 799);
  const path = fileURLToPath(new URL(`${name}.png`, folder));
  await page.evaluate(`document.documentElement.style.caretColor = 'transparent'`);
  // By the protocol itself: Playwright asks every frame first, and a hidden program stands still.
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
  await session.detach();
  const picture = Buffer.from(data, 'base64');
  await mkdir(folder, { recursive: true });
  await writeFile(path, picture);
  expect(picture.length, `${name}.png stays small`).toBeLessThan(200_000);
}
