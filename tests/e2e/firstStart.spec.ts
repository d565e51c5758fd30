import { type Locator, expect, test } from './support/people.ts';

test('a name is needed: an empty one, one of marks alone and one without end are refused in plain words', async ({
  people,
}) => {
  const { page } = await people.arrive('Alice');
  const name = page.getByRole('textbox', { name: 'Your name' });
  const start = page.getByRole('button', { name: 'Start' });
  await expect(name).toBeFocused();
  await start.click();
  await expect(page.getByText('Type a name with at least one visible letter.')).toBeVisible();
  await name.fill('\u202e\u2066\u200b\u200d\u2069');
  await expect(page.getByText('Type a name with at least one visible letter.')).toBeHidden();
  await start.click();
  await expect(page.getByText('Type a name with at least one visible letter.')).toBeVisible();
  await name.fill('A'.repeat(10_000));
  await name.press('Enter');
  await expect(page.getByText('This name is too long. Use at most 64 characters.')).toBeVisible();
  await expect(name).toHaveValue('A'.repeat(10_000));
  await name.fill('Alice');
  await name.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Your profile: .?Alice/u })).toBeVisible();
});

test('the recovery phrase is shown once asked for, and the words typed back must be the right ones', async ({
  people,
}) => {
  const { page } = await people.start('Alice');
  await page
    .getByRole('complementary', { name: 'Keep your account safe' })
    .getByRole('button', { name: 'Write them down' })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'I wrote them down' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Show the words' }).click();
  const shown = dialog.getByRole('list', { name: 'Recovery phrase, 12 words' }).getByRole('listitem');
  await expect(shown).toHaveCount(12);
  const words = await shown.allInnerTexts();
  expect(new Set(words.map((word) => /^[a-z]{3,8}$/.test(word)))).toEqual(new Set([true]));
  await dialog.getByRole('button', { name: 'I wrote them down' }).click();
  await typeWords(dialog, [...words.slice(1), ...words.slice(0, 1)]);
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(
    'These are not your words. Check spelling and order, then try again.',
  );
  await typeWords(dialog, words);
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByText('The words are right.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('complementary', { name: 'Keep your account safe' })).toBeHidden();
  await page.goto(`${new URL(page.url()).origin}/#/settings/profile`);
  await expect(page.getByText('Written down and checked.')).toBeVisible();
});

async function typeWords(dialog: Locator, words: readonly string[]): Promise<void> {
  for (const [index, word] of words.entries()) {
    await dialog.getByRole('textbox', { name: `Word ${index + 1}`, exact: true }).fill(word);
  }
}
