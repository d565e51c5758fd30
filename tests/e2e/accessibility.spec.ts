import { askByInvite, copyInvite, meet, message, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { leaveScreen, screens, speak } from './support/screens.ts';
import { expect, test } from './support/people.ts';
import { type Language, text } from './support/texts.ts';

test('no screen has a barrier that axe-core knows: light and dark, English and Arabic', async ({ people }) => {
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
  await say(bob.page, 'مرحبا');
  await expect(message(page, 'مرحبا')).toBeVisible();
  const carol = await people.start('Carol');
  await askByInvite(carol, await copyInvite(alice));
  await alice.go('contacts');
  await expect(page.getByRole('region', { name: 'Wants to be your contact' })).toBeVisible();
  for (const language of ['en', 'ar'] as const satisfies readonly Language[]) {
    await speak(alice, language);
    for (const screen of screens) {
      await screen.show(alice, language);
      await expectInAllLooks(page, `${screen.name} in ${language}`);
      await leaveScreen(page);
    }
  }
  expect(text('ar', 'shell.room.chats')).not.toBe(text('en', 'shell.room.chats'));
});

async function expectInAllLooks(page: Parameters<typeof expectAccessible>[0], where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${where}, ${colorScheme}`);
  }
}
