import { copyInvite, message, naming } from './support/acts.ts';
import { type Page, expect, test } from './support/people.ts';

test('from the first start to a chat with the keyboard alone', async ({ people }) => {
  const alice = await people.start('Alice');
  const link = await copyInvite(alice);
  const bob = await people.arrive('Bob');
  const { page } = bob;
  const { keyboard } = page;
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await keyboard.type('Bob');
  await keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await keyboard.press('Control+2');
  await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
  await tabTo(page, 'button', 'Add someone');
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add someone' });
  await expect(dialog).toBeVisible();
  await tabTo(page, 'tab', 'My code');
  await keyboard.press('ArrowRight');
  await tabTo(page, 'textbox', 'Paste their link');
  await keyboard.insertText(link);
  await keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Ask to be contacts' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // Alice, too, answers without a pointer.
  await alice.page.keyboard.press('Control+2');
  await expect(alice.page.getByRole('region', { name: 'Wants to be your contact' })).toBeVisible();
  await tabTo(alice.page, 'link', 'Bob');
  await alice.page.keyboard.press('Enter');
  await tabTo(alice.page, 'button', 'Accept');
  await alice.page.keyboard.press('Enter');
  await expect(alice.page.getByRole('article', { name: naming('Contact: {name}', 'Bob') })).toBeVisible();
  await tabTo(alice.page, 'button', 'Message');
  await alice.page.keyboard.press('Enter');
  await expect(alice.page.getByRole('textbox', { name: /^Message to/ })).toBeFocused();
  await keyboard.press('Control+1');
  await tabTo(page, 'link', 'Alice');
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Message to/ })).toBeFocused();
  await keyboard.type('Hello');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Alice');
  await keyboard.press('Enter');
  await expect(message(alice.page, 'Hello')).toBeVisible();
  // Up to the message, its menu, away with it, and back with what the notice offers.
  await keyboard.press('Control+ArrowUp');
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(message(page, 'Hello')).toHaveCount(0);
  await tabTo(page, 'button', 'Undo');
  await keyboard.press('Enter');
  await expect(message(page, 'Hello')).toBeVisible();
  // An answer, a sign, on to another chat, and found again.
  const hers = alice.page.keyboard;
  await hers.press('Control+ArrowUp');
  await hers.press('r');
  await expect(alice.page.getByRole('region', { name: naming('Reply to {name}', 'Bob') })).toBeVisible();
  await hers.type('Hello Bob');
  await hers.press('Enter');
  await expect(message(page, 'Hello Bob')).toBeVisible();
  await openComposer(page);
  await keyboard.press('Control+ArrowUp');
  await keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: 'Message' })).toBeVisible();
  await tabTo(page, 'button', 'React with 👍');
  await keyboard.press('Enter');
  await expect(message(alice.page, 'Hello Bob').getByRole('button', { name: /^👍 by/ })).toBeVisible();
  await hers.press('Control+ArrowUp');
  await hers.press('f');
  const forward = alice.page.getByRole('dialog', { name: /^Forward/ });
  await expect(forward.getByRole('searchbox')).toBeFocused();
  await hers.type('Bob');
  await expect(forward.getByRole('checkbox', { name: 'Bob' })).toBeVisible();
  await hers.press('Enter');
  await tabTo(alice.page, 'button', /^Forward|^Send/);
  await hers.press('Enter');
  await expect(message(page, 'Forwarded')).toBeVisible();
  await keyboard.press('Control+f');
  await keyboard.type('hello');
  const bar = page.getByRole('region', { name: naming('Search in the chat with {name}', 'Alice') });
  await expect(bar.getByRole('status').first()).toHaveText(/^1 of 3/);
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(bar.getByRole('status').first()).toHaveText(/^3 of 3/);
  await keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await keyboard.press('F6');
  await expect
    .poll(() => page.evaluate<string | null>(`document.activeElement.closest('[data-pane]')?.dataset.pane`))
    .toBeTruthy();
});

/** Back to the field, from wherever one is in the talk. */
async function openComposer(page: Page): Promise<void> {
  await tabTo(page, 'textbox', /^Message to/);
}

/** Presses Tab until what has this role and name has the focus, which is then to be seen. */
async function tabTo(page: Page, role: 'button' | 'link' | 'tab' | 'textbox', name: string | RegExp): Promise<void> {
  await expect(page.getByRole(role, { name }).first()).toBeVisible();
  const wanted = page.getByRole(role, { name }).and(page.locator(':focus'));
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await wanted.count()) > 0) {
      const outline = await page.evaluate<string>(`(() => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(document.activeElement);
        return [outlineStyle, outlineWidth, boxShadow, borderColor].join(' ');
      })()`);
      expect(outline, `${String(name)} shows that it has the focus`).not.toMatch(/^none 0px none/);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to the ${role} ${String(name)}`);
}
