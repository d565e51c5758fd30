/** What a mini program asks of a person: drawn by the app, and answered only by the person. */
import { meet, message, openChat } from './support/acts.ts';
import { askingProgram, programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { expect, test } from './support/people.ts';

test('a program asks; what the person says is what it gets, and can be taken back', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  alice.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);
  const { page } = alice;
  await sendAsProgram(alice, askingProgram());
  await startProgram(page, 'Asking');
  const program = programFrame(page, 'Asking');
  const press = (name: string) => program.getByRole('button', { name }).click();
  const said = program.locator('output');
  const dialog = page.getByRole('dialog');
  // A yes has to wait, from when the window came back, which here it does all the time; a no is remembered and not asked for again.
  await page.evaluate(`globalThis.comingBack = setInterval(() => dispatchEvent(new Event('focus')), 50)`);
  await press('Profile');
  await expect(dialog).toContainText('Know your name and picture');
  await expect(dialog.getByRole('button', { name: 'Allow', exact: true })).toBeDisabled();
  await page.evaluate('clearInterval(globalThis.comingBack)');
  await expect(dialog.getByRole('button', { name: 'Allow', exact: true })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Don’t allow' }).click();
  await expect(said).toHaveText('failed not-granted');
  await press('Profile');
  await expect(said).toHaveText('failed not-granted');
  await expect(dialog).toHaveCount(0);
  // Given ahead in the settings, it is there at the next try.
  await alice.go('settings/programs');
  await page.getByRole('switch', { name: 'Know your name and picture' }).click();
  await openChat(alice, 'Bob');
  await press('Profile');
  await expect(said).toContainText('"name":"Alice"');
  // A key pressed over a prompt is the prompt's: Escape says nothing, and it may ask another time.
  await press('Contacts');
  await expect(dialog).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('failed not-granted');
  await press('Contacts');
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await dialog.getByRole('button', { name: 'Bob' }).click();
  await dialog.getByRole('button', { name: 'Choose 1 person' }).click();
  await expect(said).toContainText('"name":"Bob"');
  await press('Copy');
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(dialog).toContainText('from the program');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(said).toHaveText('done undefined');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('from the program');
  // Words for a chat can be changed before they go; giving up is not told.
  await press('Chat');
  await dialog.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(said).toHaveText('done undefined');
  await press('Chat');
  await dialog.getByRole('textbox', { name: 'Message' }).fill('a score of 8');
  await dialog.getByRole('button', { name: 'Bob' }).click();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(message(bob.page, 'a score of 8')).toBeVisible();
  // Files: none is an answer, too.
  await press('Files');
  await dialog.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(said).toHaveText('done []');
  await press('Files');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose from this computer' }).click();
  await (await chooser).setFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('tea') });
  await expect(said).toHaveText('done ["list.txt"]');
  // To ask for money is one leave, and whom it may be for another matter: nobody of this chat has that address.
  await press('Pay');
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(said).toHaveText('failed invalid-input');
  await expect(dialog).toHaveCount(0);
});

test('a program that hangs leaves the app alive and can be started again', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  alice.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);
  const { page } = alice;
  await sendAsProgram(alice, askingProgram());
  await startProgram(page, 'Asking');
  await programFrame(page, 'Asking').getByRole('button', { name: 'Hang' }).click();
  await expect(programPane(page).getByText('Asking is not answering')).toBeVisible({ timeout: 40_000 });
  // Playwright asks every frame before it presses something, and one of them hangs.
  await programPane(page).getByRole('button', { name: 'Start again' }).dispatchEvent('click');
  await expect(programFrame(page, 'Asking').getByRole('button', { name: 'Hang' })).toBeVisible();
  await expect(programPane(page).getByText('Asking is not answering')).toHaveCount(0);
});
