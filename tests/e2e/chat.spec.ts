import { type WebServer, says, startWebServer } from '../support/node/webServer.ts';
import { composer, copying, expectState, meet, message, messages, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import type { Person } from './support/person.ts';
import { drawPicture } from './support/pictures.ts';
import { expect, test } from './support/people.ts';

const LIMIT = 16_384;

test('two people write to each other and see how far each message has come', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await bob.go('settings');
  await say(alice.page, 'Hello Bob, dinner at 8?');
  await expectState(alice.page, 'dinner at 8', 'Delivered');
  await bob.page.goBack();
  await expect(message(bob.page, 'dinner at 8')).toBeVisible();
  await expectState(alice.page, 'dinner at 8', 'Read');
  await say(bob.page, 'Yes, see you there');
  await expect(message(alice.page, 'see you there')).toBeVisible();
  await expectState(bob.page, 'see you there', 'Read');
  const row = bob.page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: 'Alice' });
  await expect(row.getByRole('img', { name: 'Read' })).toBeVisible();
  await expect(messages(alice.page)).toHaveCount(2);
  await expect(messages(bob.page)).toHaveCount(2);
});

test('a message carries lines, emoji, Arabic and links; a link asks before it opens and shows where it leads', async ({
  people,
}) => {
  // Her host fetches pages for her from this machine, too, once she wants that.
  const alice = await people.start('Alice', { hostArguments: ['--local-feeds'] });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const input = composer(alice.page);
  await input.fill('first line');
  await input.press('Shift+Enter');
  await input.pressSequentially('second line');
  await expect(messages(alice.page)).toHaveCount(0);
  await input.press('Enter');
  await expect(message(bob.page, 'first line')).toContainText('first line\nsecond line', { useInnerText: true });
  await say(alice.page, '👩‍👩‍👧 🍜');
  await expect(message(bob.page, '👩‍👩‍👧 🍜')).toBeVisible();
  await say(alice.page, 'مرحبا يا بوب، العشاء في الثامنة');
  const arabic = message(bob.page, 'العشاء في الثامنة');
  await expect(arabic.locator('[dir=auto]').first()).toHaveCSS('direction', 'rtl');
  await alice.page.getByRole('button', { name: 'Emoji' }).click();
  await alice.page.getByRole('searchbox', { name: 'Search emoji' }).fill('tree');
  await alice.page.getByRole('gridcell', { name: /^deciduous tree/i }).click();
  await expect(input).toHaveValue('🌳');
  await input.press('Enter');
  await expect(message(bob.page, '🌳')).toBeVisible();
  await say(alice.page, 'the menu: https://exаmple.org/menu javascript:alert(1)');
  const link = message(bob.page, 'the menu').getByRole('link');
  await expect(link).toHaveCount(1);
  await link.click();
  const asked = bob.page.getByRole('dialog', { name: 'Open this link?' });
  await expect(asked.getByText('xn--exmple-4nf.org', { exact: true })).toBeVisible();
  await bob.context.route(/xn--exmple-4nf/, (route) => route.fulfill({ contentType: 'text/html', body: 'the menu' }));
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(asked).toBeHidden();
  expect(bob.context.pages()).toHaveLength(1);
  await link.click();
  const opened = bob.context.waitForEvent('page');
  await asked.getByRole('button', { name: 'Open link' }).click();
  await expect.poll(async () => (await opened).url()).toBe('https://xn--exmple-4nf.org/menu');
  expect(await (await opened).evaluate('window.opener')).toBe(null);
  await (await opened).close();
  await showsLinks(alice, bob);
});

/** CHAT-UI-144 CHAT-UI-145: a link shows what its page says, fetched by who sends it alone, and only once they said so. */
async function showsLinks(alice: Person, bob: Person): Promise<void> {
  const web = await startWebServer();
  try {
    await serveFerry(alice, web);
    const chat = new URL(alice.page.url()).hash.replace('#/', '');
    const address = `${web.origin}/ferry`;
    await say(alice.page, `Before: ${address}`);
    await expect(message(bob.page, 'Before:')).toBeVisible();
    expect(web.seen).toEqual([]);
    await alice.go('settings/chats');
    await alice.page.getByRole('switch', { name: /^Link previews/ }).click();
    await alice.go(chat);
    await composer(alice.page).fill(`The ferry: ${address}`);
    const bar = alice.page.getByRole('region', { name: 'Link preview' });
    await expect(bar.getByText('Ferry at seven')).toBeVisible();
    await expectAccessible(alice.page, 'a preview before it is sent');
    await composer(alice.page).press('Enter');
    await expect(bar).toHaveCount(0);
    const card = message(bob.page, 'The ferry:').getByRole('link', { name: /Ferry at seven/ });
    await expect(card).toContainText(`127.0.0.1:${new URL(web.origin).port}`);
    await expect(card.locator('img')).not.toHaveJSProperty('naturalWidth', 0);
    await expectAccessible(bob.page, 'a preview');
    // Whoever reads it asked nobody: the page and its picture were fetched once.
    expect(web.seen.map(({ url }) => url)).toEqual(['/ferry', '/pier.jpg']);
    await card.click();
    const asked = bob.page.getByRole('dialog', { name: 'Open this link?' });
    await expect(asked).toBeVisible();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    // Other words do not stand above another's card.
    await composer(alice.page).press('ArrowUp');
    await alice.page.getByRole('textbox', { name: 'New words for your message' }).fill('The ferry: see the board');
    await alice.page.keyboard.press('Enter');
    await expect(message(bob.page, 'see the board')).toBeVisible();
    await expect(card).toHaveCount(0);
  } finally {
    await web.close();
  }
}

async function serveFerry({ page }: Person, web: WebServer): Promise<void> {
  const picture = await drawPicture(page, { width: 1200, height: 630 });
  const head = `<title>Harbour</title><meta property="og:title" content="Ferry at seven">
    <meta property="og:description" content="It leaves at seven."><meta property="og:site_name" content="Harbour news">
    <meta property="og:image" content="/pier.jpg"><script>document.title = 'owned'</script>`;
  web.routes.set('/ferry', says(`<!doctype html>${head}`, { 'content-type': 'text/html; charset=utf-8' }));
  web.routes.set('/pier.jpg', says(picture, { 'content-type': 'image/jpeg' }));
}

test('the longest message arrives whole; longer ones are refused and stay in the field', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const longest = `begin ${'ش'.repeat(LIMIT - 10)} end`;
  expect(longest).toHaveLength(LIMIT);
  await say(alice.page, longest);
  await expect(message(bob.page, 'begin')).toContainText(longest);
  const input = composer(alice.page);
  await input.fill(`${longest}!`);
  await expect(alice.page.getByRole('alert')).toContainText('1 character too many: a message holds 16,384.');
  await expect(alice.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await input.press('Enter');
  await expect(input).toHaveValue(`${longest}!`);
  const megabyte = 'banyan '.repeat(150_000);
  await alice.page.evaluate(`navigator.clipboard.writeText('banyan '.repeat(150000))`);
  await input.fill('');
  await input.press('ControlOrMeta+V');
  await expect(alice.page.getByRole('alert')).toContainText('1,033,616 characters too many');
  await input.press('Enter');
  expect(await input.inputValue()).toBe(megabyte);
  await input.fill('short again');
  await input.press('Enter');
  await expect(message(bob.page, 'short again')).toBeVisible();
  await expect(messages(bob.page)).toHaveCount(2);
});

test('a draft outlives a reload, and a message can be copied, deleted for oneself and brought back', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(bob.page, 'The key is under the mat');
  const { page } = alice;
  await composer(page).fill('half a thought');
  await alice.go('chats');
  await expect(page.getByRole('list', { name: 'Conversations' })).toContainText('Draft:half a thought');
  await page.reload();
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link').click();
  await message(page, 'under the mat').click({ button: 'right' });
  expect(await copying(page, () => page.getByRole('menuitem', { name: 'Copy text' }).click())).toBe(
    'The key is under the mat',
  );
  await message(page, 'under the mat').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete for me' }).click();
  await expect(message(page, 'under the mat')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(message(page, 'under the mat')).toBeVisible();
  await message(page, 'under the mat').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete for me' }).click();
  await expect(message(page, 'under the mat')).toHaveCount(0);
  await page.reload();
  await expect(composer(page)).toHaveValue('half a thought');
  await expect(message(page, 'under the mat')).toHaveCount(0);
  await expect(message(bob.page, 'under the mat')).toBeVisible();
});
