/** A group of real people: made, talked in, left, and left behind. */
import { composer, copying, meet, message, naming, say } from './support/acts.ts';
import { addPeople, createGroup, notice, openGroup, openGroupPage, openMemberMenu } from './support/groupActs.ts';
import { expectAccessible } from './support/axe.ts';
import { speak } from './support/screens.ts';
import { type Page, expect, test } from './support/people.ts';

test('three people talk in a group; who is removed sees it and gets nothing more', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  await meet(alice, bob);
  await meet(alice, carol);
  await createGroup(alice, { name: 'Sunday hikers', description: 'Up the hill', members: ['Bob'] });
  await expect(notice(alice.page, naming('You added {name}', 'Bob'))).toBeVisible();
  await openGroup(bob, 'Sunday hikers');
  await expect(notice(bob.page, naming('{name} added you', 'Alice'))).toBeVisible();
  await addPeople(alice, ['Carol']);
  await openGroup(carol, 'Sunday hikers');
  await openGroup(alice, 'Sunday hikers');
  await expect(alice.page.getByText('3 members')).toBeVisible();
  await say(alice.page, 'Who comes along?');
  await say(bob.page, 'I do');
  // Hers is the newest only when she wrote after she had his.
  await expect(message(carol.page, 'I do')).toBeVisible();
  await say(carol.page, 'Me too');
  for (const person of [alice, bob, carol]) {
    await expect(message(person.page, 'Who comes along?')).toBeVisible();
    await expect(message(person.page, 'I do')).toBeVisible();
    await expect(message(person.page, 'Me too')).toBeVisible();
  }
  await expect(message(alice.page, 'Me too')).toContainText('Carol');
  await expect(alice.page.getByRole('list', { name: 'Conversations' })).toContainText(naming('{name}:', 'Carol'));
  const menu = await openMemberMenu(alice, 'Carol');
  await menu.getByRole('menuitem', { name: /Remove from the group/ }).click();
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(carol.page.getByText('You were removed from this group.')).toBeVisible();
  await expect(notice(carol.page, naming('{name} removed you', 'Alice'))).toBeVisible();
  await expect(composer(carol.page)).toHaveCount(0);
  await openGroup(alice, 'Sunday hikers');
  await say(alice.page, 'Without Carol now');
  await expect(message(bob.page, 'Without Carol now')).toBeVisible();
  await expect(message(carol.page, 'Without Carol now')).toHaveCount(0);
});

test('a link leads into a group, and a member can go and delete what was said', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await createGroup(alice, { name: 'Book club', description: '', members: [] });
  const page = await openGroupPage(alice, 'Book club');
  await page.getByRole('button', { name: 'New invite link' }).click();
  await alice.page.getByRole('button', { name: 'Make the link' }).click();
  const dialog = alice.page.getByRole('dialog', { name: naming('Invite into {name}', 'Book club') });
  await expect(dialog.getByRole('img', { name: /QR code of the invite/ })).toBeVisible();
  const link = await copying(alice.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  await dialog.getByRole('button', { name: 'Close' }).click();
  await bob.go(`invite/${link.slice(link.indexOf('#') + 1)}`);
  const preview = bob.page.getByRole('dialog', { name: 'Invite' });
  await expect(preview.getByText(naming('{name} invites you', 'Alice'))).toBeVisible();
  await preview.getByRole('button', { name: 'Join' }).click();
  await expect(bob.page.getByRole('heading', { name: 'Book club', level: 1 })).toBeVisible();
  await expect(composer(bob.page)).toBeVisible();
  await expect(page.getByText('1 of 20 joined')).toBeVisible();
  await say(bob.page, 'Hello from the link');
  await openGroup(alice, 'Book club');
  await expect(message(alice.page, 'Hello from the link')).toContainText('Bob');
  await expect(notice(alice.page, naming('{name} joined by your invite', 'Bob'))).toBeVisible();
  const about = await openGroupPage(bob, 'Book club');
  await about.getByRole('button', { name: 'Leave' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(notice(alice.page, naming('{name} left', 'Bob'))).toBeVisible();
  await about.getByRole('button', { name: 'Delete' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(bob.page.getByText('No chats yet')).toBeVisible();
});

test('an owner hands over before leaving, or dissolves by typing the name', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await createGroup(alice, { name: 'Choir', description: '', members: ['Bob'] });
  await openGroup(bob, 'Choir');
  await expect(composer(bob.page)).toBeVisible();
  const page = await openGroupPage(alice, 'Choir');
  await expect(page.getByText('You own this group.')).toBeVisible();
  await page.getByRole('button', { name: 'Hand over' }).click();
  const dialog = alice.page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Hand over' })).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  const his = await openGroupPage(bob, 'Choir');
  await his.getByRole('button', { name: 'Dissolve' }).click();
  const ask = bob.page.getByRole('dialog');
  await expect(ask.getByRole('button', { name: 'Dissolve' })).toBeDisabled();
  await ask.getByRole('textbox').fill('Choir');
  await ask.getByRole('button', { name: 'Dissolve' }).click();
  await openGroup(alice, 'Choir');
  await expect(alice.page.getByText('This group was dissolved.')).toBeVisible();
});

test('the screens of groups have no barrier, in light and dark, both languages, and fit a narrow window', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await alice.go('chats');
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog', { name: 'New group' });
  await dialog.getByRole('checkbox', { name: 'Bob' }).check();
  await expectFit(page, 'choosing people');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expectFit(page, 'about the group');
  await page.keyboard.press('Escape');
  await createGroup(alice, {
    name: `A long name ${'of a group '.repeat(4)}`.trim(),
    description: '',
    members: ['Bob'],
  });
  const name = /A long name/;
  await bob.go('chats');
  await bob.page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name }).click();
  await say(bob.page, `Hello ${'w'.repeat(200)}`);
  await message(page, 'Hello').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Pin' }).click();
  await expect(page.getByRole('complementary', { name: 'Pinned message' })).toBeVisible();
  await expectFit(page, 'the talk');
  await page.getByRole('button', { name: /^About the group/ }).click();
  await page.getByRole('button', { name: 'New invite link' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('img', { name: /QR code of the invite/ })).toBeVisible();
  await expectFit(page, 'an invite');
  await page.keyboard.press('Escape');
  await expectFit(page, 'the page');
  await speak(alice, 'ar');
  await alice.go('chats');
  await page.getByRole('link').filter({ hasText: name }).click();
  await expectFit(page, 'the talk in Arabic');
  await page.getByRole('button', { name: /^عن المجموعة/ }).click();
  await expect(page.getByRole('article', { name: /^عن المجموعة/ })).toBeVisible();
  await expectFit(page, 'the page in Arabic');
});

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 400, height: 720 };

/** No barrier that axe-core knows in either theme, and nothing beyond the edge of a narrow window. */
async function expectFit(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${where}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROW);
  await page.screenshot({ path: `test-results/narrow/${where}.png` });
  const beyond = await page.evaluate<readonly string[]>(`[...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && element.clientWidth > 1 && !element.closest('svg'))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1)
    .map((element) => element.outerHTML.slice(0, 160))`);
  expect.soft(beyond, `${where}, narrow`).toEqual([]);
  await page.setViewportSize(WIDE);
}
