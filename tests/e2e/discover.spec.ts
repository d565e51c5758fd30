/** Finding things: one box over everything, and one scanner for every code. */
import { copyInvite, meet, message, naming, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { find, found, openSearch, scanPicture } from './support/discoverActs.ts';
import { createGroup } from './support/groupActs.ts';
import { openMoments, post, postOf } from './support/momentActs.ts';
import { type Page, expect, test } from './support/people.ts';
import { shareProgram } from './support/programActs.ts';
import { promise } from './support/walletActs.ts';

test('SRC-4 whatever was said, sent, shared or promised is found, in any script, and opened where it is', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(bob, 'Alice');
  await say(bob.page, 'The ferry to Ærøskøbing leaves at seven');
  await say(bob.page, '明天我们去北京大学图书馆看书');
  await say(bob.page, 'نلتقي عند المَكتبةِ الجديدة');
  await say(bob.page, 'Nothing of the kind');
  const chooser = bob.page.waitForEvent('filechooser');
  await bob.page.getByRole('button', { name: 'Attach', exact: true }).click();
  await bob.page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (
    await chooser
  ).setFiles([{ name: 'timetable-2026.txt', mimeType: 'text/plain', buffer: Buffer.from('seven, nine') }]);
  const sheet = bob.page.getByRole('dialog', { name: /^Send/ });
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(sheet).toBeHidden();
  await openChat(alice, 'Bob');
  await promise(alice, { amount: '12.50', note: 'sailcloth', currency: 'EUR' });
  await shareProgram(alice, 'Poll', 'Bob');
  await createGroup(alice, { name: 'Sunday sailors', description: '', members: ['Bob'] });
  const { page } = alice;

  await find(page, 'aeroskobing', { kind: 'Messages', text: 'Ærøskøbing' });
  await expect(found(page, 'Messages').locator('mark')).toHaveText('Ærøskøbing');
  await find(page, 'fery leaves', { kind: 'Messages', text: 'The ferry' });
  await find(page, '京大学', { kind: 'Messages', text: '北京大学' });
  await find(page, 'المكتبه', { kind: 'Messages', text: 'نلتقي' });
  await find(page, 'timetable', { kind: 'Files', text: 'timetable-2026.txt' });
  await find(page, 'sailors', { kind: 'Groups', text: 'Sunday sailors' });
  await find(page, 'poll', { kind: 'Mini programs', text: 'Poll' });
  await find(page, 'bob', { kind: 'People', text: 'Bob' });
  await find(page, 'EUR bob', { kind: 'Payments', text: 'Bob' });
  await expectAccessible(page, 'what was found');

  // By keyboard: down into the results, and to where it was said.
  await find(page, '"at seven"', { kind: 'Messages', text: 'The ferry' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(message(page, 'The ferry')).toBeVisible();
  expect(page.url()).toContain('#/chats/');

  // What was looked for can be chosen again, and forgotten.
  const box = await openSearch(page);
  await box.fill('');
  await page.getByRole('region', { name: 'Recent searches' }).getByRole('button', { name: '"at seven"' }).click();
  await expect(found(page, 'Messages')).toHaveCount(1);
  await box.fill('');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Find anything' })).toBeVisible();
});

test('SRC-8 what was deleted is found no more', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await say(alice.page, 'The password is swordfish');
  await say(alice.page, 'Swordfish is for dinner');
  await find(alice.page, 'swordfish', { kind: 'Messages', text: 'The password' });
  await openChat(alice, 'Bob');
  await message(alice.page, 'The password').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(message(alice.page, 'The password')).toHaveCount(0);
  await find(alice.page, 'swordfish', { kind: 'Messages', text: 'for dinner' });
  await expect(found(alice.page, 'Messages')).toHaveCount(1);
});

test('CHAT-UI-170 what was said in a chat is found in its place, and the place is given back', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await openChat(bob, 'Alice');
  await say(bob.page, 'The ferry leaves from the old pier');
  for (const hour of [7, 8, 9]) await say(bob.page, `Timetable ${hour}${'\nwith one more line'.repeat(24)}`);
  await say(bob.page, 'No Ferry on **Sundays**, see https://ferry.example/pier');
  await say(bob.page, 'Bring a jumper');
  const { page } = alice;
  const { keyboard } = page;
  await expect(message(page, 'Bring a jumper')).toBeInViewport();
  await expect(message(page, 'old pier')).not.toBeInViewport();
  await keyboard.press('Control+f');
  const bar = page.getByRole('region', { name: naming('Search in the chat with {name}', 'Bob') });
  const place = bar.getByRole('status').first();
  await expect(bar.getByRole('searchbox')).toBeFocused();
  await keyboard.type('fery pier');
  await expect(place).toHaveText(/^1 of 2/);
  await expect(message(page, 'No Ferry')).toBeInViewport();
  // The words are painted, across what is drawn of the marks around them.
  const painted = (name: string) =>
    page.evaluate<readonly string[]>(`[...(CSS.highlights.get('${name}') ?? [])].map(String)`);
  await expect.poll(() => painted('found-now')).toEqual(['Ferry', 'ferry', 'pier']);
  await keyboard.press('ArrowUp');
  await expect(place).toHaveText(/^2 of 2/);
  await expect(message(page, 'old pier')).toBeInViewport();
  await expect.poll(() => painted('found-now')).toEqual(['ferry', 'pier']);
  await expect(bar.getByRole('searchbox')).toBeFocused();
  await expect(bar.getByRole('list', { name: 'Matches' }).locator('mark')).toHaveText([
    'ferry',
    'pier',
    'Ferry',
    'ferry',
    'pier',
  ]);
  await expectAccessible(page, 'looking in a chat');
  // What is found is said to be gone once it is.
  await keyboard.press('Enter');
  await expect(place).toHaveText(/^1 of 2/);
  await message(page, 'No Ferry')
    .locator('[data-bubble]')
    .click({ button: 'right', position: { x: 12, y: 8 } });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(place).toHaveText(/^1 of 1/);
  await bar.getByRole('combobox', { name: 'What' }).selectOption('Links');
  await expect(place).toHaveText('No matches');
  await bar.getByRole('combobox', { name: 'What' }).selectOption('Everything');
  await expect(place).toHaveText(/^1 of 1/);
  await bar.getByRole('searchbox').focus();
  await keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(message(page, 'Bring a jumper')).toBeInViewport();
  await expect.poll(() => painted('found-now')).toEqual([]);

  // On to everything, in the dark, with the index damaged: it is noticed, thrown away and made anew, and that is said.
  await keyboard.press('Control+f');
  await keyboard.type('jumper');
  await expect(place).toHaveText(/^1 of 1/);
  await damageIndex(page);
  await page.reload();
  await alice.go('discover/search/jumper');
  await expect(page.getByText('The search on this device was damaged').first()).toBeVisible();
  await find(page, 'jumper', { kind: 'Messages', text: 'Bring a jumper' });
});

/** Puts rubbish into every page of the index, as a bad disk would. */
async function damageIndex(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const answered = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all = await indexedDB.databases();
    const { name } = all.find((database) => database.name.startsWith('banyan-search-'));
    const database = await answered(indexedDB.open(name));
    const pages = database.transaction('pages', 'readwrite').objectStore('pages');
    for (const row of await answered(pages.getAll())) await answered(pages.put({ ...row, bytes: new Uint8Array([200, 1, 2, 3]) }));
    database.close();
  })()`);
}

test('SRC-30 one scanner says of every code what it is before anything is done', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const invite = await copyInvite(bob);
  const { page } = alice;
  const scanned = await scanPicture(alice, invite);
  await expect(scanned.getByRole('heading', { name: 'An invitation' })).toBeVisible();
  await scanned.getByRole('button', { name: 'See who it is from' }).click();
  const asked = page.getByRole('dialog', { name: 'Invite' });
  await expect(asked.getByText(naming('{name}', 'Bob')).first()).toBeVisible();
  await asked.getByRole('button', { name: 'Close' }).click();

  const web = await scanPicture(alice, 'https://market.example/stalls');
  await expect(web.getByRole('heading', { name: 'A web address' })).toBeVisible();
  await expect(web.getByText('https://market.example/stalls')).toBeVisible();
  await expectAccessible(page, 'a code that was scanned');
  await web.getByRole('button', { name: 'Scan another' }).click();
  await web.getByRole('button', { name: 'Close' }).click();

  const iban = 'BCD\n002\n1\nSCT\n\nBob\nDE89370400440532013000\nEUR12.30';
  const payment = await scanPicture(alice, iban);
  await expect(payment.getByRole('heading', { name: 'A code to pay with' })).toBeVisible();
  await payment.getByRole('button', { name: 'See the payment' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();

  const program = await scanPicture(alice, `banyan://program#${'A'.repeat(43)}`);
  await expect(program.getByRole('heading', { name: 'A mini program' })).toBeVisible();
  await expect(program.getByText('It is not on this device')).toBeVisible();
  await program.getByRole('button', { name: 'Close' }).click();

  const text = await scanPicture(alice, 'only a word');
  await expect(text.getByRole('heading', { name: 'Just text' })).toBeVisible();
  await expect(text.getByText('only a word')).toBeVisible();
});

test('SRC-21 what several posts speak of rises, with its course and the posts behind it', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const said = ['Bread again', 'An eclipse over the harbour!', 'Rain all day', 'Did you see the eclipse?', 'New shoes'];
  for (const text of [...said, 'Coffee with Noor', 'The eclipse was short', 'Sunday at the sea'])
    await post(bob, { text });
  await openMoments(alice);
  await expect(postOf(alice.page, 'Sunday at the sea')).toBeVisible();
  await expect(postOf(alice.page, 'An eclipse')).toBeVisible();
  const { page } = alice;
  await expect(async () => {
    await alice.go('discover/shelf');
    await alice.go('discover/trends');
    await expect(page.getByRole('button', { name: /^eclipse/ })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole('button', { name: /^eclipse/ }).click();
  await expect(page.locator('.uplot canvas')).toBeVisible();
  await page.getByText('As a table').click();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(8);
  await expectAccessible(page, 'a trend');
  await page
    .getByRole('list', { name: 'Posts' })
    .getByRole('link', { name: /The eclipse was short/ })
    .click();
  await expect(postOf(page, 'The eclipse was short')).toBeVisible();

  await find(page, 'harbour', { kind: 'Moments', text: 'An eclipse over the harbour!' });
});
