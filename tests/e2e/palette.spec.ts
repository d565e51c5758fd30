/** Going anywhere by name, and the list of keys: by keyboard alone. */
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/people.ts';

test('PAL-1 PAL-5 KEY-4 any place is a few letters away, and every key is a question mark away', async ({ people }) => {
  const alice = await people.start('Alice');
  const { page } = alice;
  const { keyboard } = page;
  const field = page.getByRole('combobox', { name: 'Go to or do' });

  await keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await expectAccessible(page, 'the palette');
  await keyboard.type('storage');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Storage');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /Storage/ })).toBeVisible();

  // What was chosen last stands first; Escape leaves all as it was.
  await keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Storage');
  await keyboard.press('Escape');
  await expect(field).toHaveCount(0);

  // A step back closes it and goes nowhere, as Escape does; the next one goes back.
  await keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.evaluate('history.back()');
  await expect(field).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: /Storage/ })).toBeVisible();
  await page.evaluate('history.back()');
  await expect(page.getByRole('heading', { level: 1, name: /Storage/ })).toHaveCount(0);
  await page.evaluate('history.forward()');
  await expect(page.getByRole('heading', { level: 1, name: /Storage/ })).toBeVisible();

  // Something is done, from wherever one is, and leads on to its dialog.
  await keyboard.press('Control+k');
  await keyboard.type('add con');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Add someone' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Go to or do anything')).toBeVisible();
  await expectAccessible(page, 'the list of keys');
  await keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  // To who writes it is a sign.
  await keyboard.press('Control+f');
  await expect(page.getByRole('searchbox').first()).toBeFocused();
  await keyboard.type('?');
  await expect(page.getByRole('searchbox').first()).toHaveValue('?');
  await expect(sheet).toHaveCount(0);
});
