import { askByInvite, copyInvite, meet, message, openChat, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { barriersIn, expectReadable, readTree } from './support/treeWalk.ts';
import { leaveScreen, screens, speak } from './support/screens.ts';
import { expect, test } from './support/people.ts';
import { type Language, text } from './support/texts.ts';
import { leaveWindow, windows } from './support/windows.ts';

test('no screen has a barrier that axe-core knows: light and dark, English and Arabic', async ({ people }) => {
  // Every screen four times: two minutes where two cores are shared.
  test.setTimeout(420_000);
  const alice = await people.arrive('Alice');
  const { page } = alice;
  await expect(page.getByRole('heading', { name: 'Welcome to Banyan' })).toBeVisible();
  await expectInAllLooks(page, 'first start');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Alice');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await expectInAllLooks(page, 'empty chats');
  await alice.go('contacts');
  await expect(page.getByText('Nobody here yet')).toBeVisible();
  await expectInAllLooks(page, 'empty contacts');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, 'Hello Bob https://example.org');
  await openChat(bob, 'Alice');
  await say(bob.page, 'مرحبا');
  await expect(message(page, 'مرحبا')).toBeVisible();
  // Told once to who cannot see it, and what one says oneself is not.
  const heard = page.getByRole('log');
  await expect(heard).toHaveAttribute('aria-live', 'polite');
  await expect(heard).toContainText('مرحبا');
  await expect(heard).not.toContainText('Hello Bob');
  const carol = await people.start('Carol');
  await askByInvite(carol, await copyInvite(alice));
  await alice.go('contacts');
  await expect(page.getByRole('region', { name: 'Wants to be your contact' })).toBeVisible();
  for (const language of ['en', 'ar'] as const satisfies readonly Language[]) {
    await speak(alice, language);
    for (const screen of screens) {
      await screen.show(alice, language);
      await expectReadable(page, `${screen.name} in ${language}`);
      await expectInAllLooks(page, `${screen.name} in ${language}`);
      await leaveScreen(page);
    }
  }
  expect(text('ar', 'shell.room.chats')).not.toBe(text('en', 'shell.room.chats'));
  // What the walk through the tree is for it does find.
  await page.evaluate(plantBarriers);
  expect(barriersIn(await readTree(page)).map((barrier) => barrier.split(/[:“]/u)[0]?.trim())).toEqual([
    'can be focused and has no name',
    'can be focused and has no role',
    'a heading of level 6 after one of level 1',
    '2 main parts',
    'has nothing in it',
    'two are button',
  ]);
});

test('no window over the screens has a barrier, by axe-core and by a walk through what is told', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;
  await say(page, 'The timetable is at https://example.org/ferries');
  await expect(message(bob.page, 'The timetable')).toBeVisible();
  for (const language of ['en', 'ar'] as const satisfies readonly Language[]) {
    await speak(alice, language);
    for (const window of windows) {
      await window.show(alice, language);
      await expectReadable(page, `${window.name} in ${language}`);
      await expectInAllLooks(page, `${window.name} in ${language}`);
      await leaveWindow(page);
    }
  }
});

/** One of each, in place of the screen. */
const plantBarriers = `{
  const put = (name, attributes, text = '') => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const bar = put('div', { role: 'toolbar', 'aria-label': 'Bar' });
  bar.append(put('button', {}, 'Do'), put('button', {}, 'Do'));
  const main = put('main', { 'aria-label': 'One' });
  main.append(put('h1', {}, 'First'), put('h6', {}, 'Sixth'), put('button', {}), put('div', { tabindex: '0' }));
  document.body.replaceChildren(main, put('main', {}, 'Other'), put('ul', { role: 'list', 'aria-label': 'None' }), bar);
}`;

async function expectInAllLooks(page: Parameters<typeof expectAccessible>[0], where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${where}, ${colorScheme}`);
  }
}
