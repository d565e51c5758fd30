/** Mini programs in groups: who joins later sees of them what the group lets new members see. */
import { meet, messages, naming } from './support/acts.ts';
import { addPeople, createGroup, openGroup, openGroupPage } from './support/groupActs.ts';
import { keeperPackage } from './support/keeper.ts';
import {
  closeProgram,
  programCard,
  programFrame,
  programPane,
  sendAsProgram,
  startProgram,
} from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

const told = (page: Page) => programFrame(page, 'Keeper').getByRole('listitem');
const tell = (page: Page) => programFrame(page, 'Keeper').getByRole('button', { name: 'Tell' }).click();
const line = (page: Page) => page.getByRole('button', { name: 'Alice told' });

/** Makes a group alone, puts a program into it, and says so much in it. */
async function begin(person: Person, name: string, count: number): Promise<void> {
  const { page } = person;
  await createGroup(person, { name, description: '', members: [] });
  await sendAsProgram(person, keeperPackage({ version: '1' }));
  await startProgram(page, 'Keeper');
  for (let said = 1; said <= count; said += 1) {
    await tell(page);
    await expect(told(page)).toHaveCount(said);
  }
}

test('PRG-2 GRP-6 who joins later opens the card and reads all of it, or only what the group lets new members see', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);

  await test.step('everything said so far', async () => {
    await begin(alice, 'Open house', 3);
    await addPeople(alice, ['Bob']);
    await openGroup(bob, 'Open house');
    await expect(programCard(bob.page, 'Keeper')).toContainText(naming('Put here by {name}', 'Alice'));
    await startProgram(bob.page, 'Keeper');
    await expect(told(bob.page)).toHaveText(['Alice', 'Alice', 'Alice']);
    await tell(bob.page);
    await expect(told(alice.page)).toHaveText(['Alice', 'Alice', 'Alice', 'Bob']);
    for (const { page } of [alice, bob]) await closeProgram(page);
  });

  await test.step('only what is said after joining', async () => {
    await begin(alice, 'Fresh start', 1);
    const about = await openGroupPage(alice, 'Fresh start');
    await about.getByRole('combobox', { name: 'What new members see' }).selectOption('since-joining');
    await expect(alice.page.getByText('The new rules are on their way to everyone')).toBeVisible();
    await openGroup(alice, 'Fresh start');
    await addPeople(alice, ['Bob']);
    await openGroup(bob, 'Fresh start');
    // The card came before: he cannot open it, and a line that is said in it now tells him so.
    await openGroup(alice, 'Fresh start');
    await line(alice.page).click();
    await tell(alice.page);
    await expect(told(alice.page)).toHaveCount(2);
    await closeProgram(alice.page);
    await expect(messages(bob.page).filter({ hasText: 'Keeper' })).toHaveCount(0);
    await line(bob.page).click();
    await expect(programPane(bob.page)).toContainText('This mini program is not here');
    await programPane(bob.page).getByRole('button', { name: 'Close' }).click();
    await sendAsProgram(alice, keeperPackage({ version: '1' }));
    await expect(messages(bob.page).filter({ hasText: 'Keeper' })).toHaveCount(1);
    await startProgram(alice.page, 'Keeper');
    await tell(alice.page);
    await startProgram(bob.page, 'Keeper');
    await expect(told(bob.page)).toHaveText(['Alice']);
    await tell(bob.page);
    await expect(told(alice.page)).toHaveText(['Alice', 'Bob']);
  });
});
