/** Mini programs as people use them: put into a chat, opened, used together, apart, and again. */
import { meet, naming, openChat } from './support/acts.ts';
import type { Person } from './support/person.ts';
import {
  closeProgram,
  askPoll,
  pollAnswer,
  programCard,
  programFrame,
  programPane,
  shareProgram,
  startProgram,
} from './support/programActs.ts';
import { type Locator, type Page, expect, test } from './support/people.ts';

const QUESTION = 'Where do we eat?';

/** What the canary tried and did not get: the browser says so in the console. */
const SHUT = /ERR_NETWORK_ACCESS_REVOKED/;

const cardOf = (page: Page): Locator => programCard(page, 'Poll');
const paneOf = programPane;
const answer = pollAnswer;
const start = (page: Page): Promise<void> => startProgram(page, 'Poll');
const share = (person: Person, chat: string): Promise<void> => shareProgram(person, 'Poll', chat);
const ask = (page: Page): Promise<void> => askPoll(page, { question: QUESTION, answers: ['The hut', 'The lake'] });
const pollOf = (page: Page) => programFrame(page, 'Poll');

test('a poll goes from the room into a chat, two vote in it together, apart and later', async ({ people }) => {
  const alice = await people.start('Alice', { hasCable: true });
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await share(alice, 'Bob');
  await openChat(alice, 'Bob');
  await expect(cardOf(alice.page)).toContainText('Put here by you');
  await expect(cardOf(bob.page)).toContainText(naming('Put here by {name}', 'Alice'));
  await start(alice.page);
  await ask(alice.page);
  await start(bob.page);
  await answer(bob.page, 'The lake').click();
  await answer(alice.page, 'The hut').click();
  await expect(answer(alice.page, 'The lake, 50 percent')).toBeVisible();
  await expect(answer(bob.page, 'The hut, 50 percent')).toBeVisible();
  // What it calls its state stands on the card; what happened in it, in the talk.
  await expect(cardOf(bob.page)).toContainText('Votes: 2');
  const line = bob.page.getByRole('button', { name: `Alice asks: ${QUESTION}` });
  await expect(line).toBeVisible();
  // Closed and opened again by the line, it is as it was.
  await closeProgram(bob.page);
  await line.click();
  await expect(answer(bob.page, 'The lake, 50 percent')).toBeChecked();
  // Alone, one votes all the same; back, it goes out.
  await alice.pullCable();
  await answer(alice.page, 'The lake').click();
  await expect(answer(alice.page, 'The lake, 100 percent')).toBeVisible();
  await expect(answer(bob.page, 'The lake, 50 percent')).toBeVisible();
  alice.plugCable();
  await expect(answer(bob.page, 'The lake, 100 percent')).toBeVisible({ timeout: 60_000 });
  // Who opens it late, after a start anew, reads everything.
  await bob.close();
  await bob.reopen();
  await openChat(bob, 'Alice');
  await start(bob.page);
  await expect(answer(bob.page, 'The lake, 100 percent')).toBeChecked();
});

test('the pane beside the chat, alone, hidden and in a window of its own', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await share(alice, 'Bob');
  await openChat(alice, 'Bob');
  await start(alice.page);
  await ask(alice.page);
  const { page } = alice;
  const frame = page.locator('iframe[title="Poll"]');
  const isOverItsPlace = async () => {
    const [over, place] = [await frame.boundingBox(), await page.locator('[data-program-place]').boundingBox()];
    return JSON.stringify(over) === JSON.stringify(place);
  };
  await expect.poll(isOverItsPlace).toBe(true);
  await paneOf(page).getByRole('button', { name: 'Fill the window' }).click();
  await expect(page.getByRole('feed')).toBeHidden();
  await expect.poll(isOverItsPlace).toBe(true);
  await alice.go('settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await openChat(alice, 'Bob');
  await expect(page.getByRole('feed')).toBeVisible();
  await expect.poll(isOverItsPlace).toBe(true);
  // Hidden it goes on: it is the very page it was.
  await paneOf(page).getByRole('button', { name: 'Hide; it goes on' }).click();
  await expect(frame).toBeHidden();
  await alice.go('programs');
  const running = page.getByRole('region', { name: 'Running' });
  await expect(running).toContainText('not known in this edition');
  await running.getByRole('button', { name: 'Poll' }).first().click();
  await expect(pollOf(page).getByRole('heading', { name: QUESTION })).toBeVisible();
  await paneOf(page)
    .getByRole('button', { name: naming('More about {name}', 'Poll') })
    .click();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('menuitem', { name: 'Open in its own window' }).click();
  const window = await opened;
  await expect(pollOf(window).getByRole('heading', { name: QUESTION })).toBeVisible();
  await expect(window.getByRole('navigation')).toHaveCount(0);
  await expect(window).toHaveTitle('Poll');
  await expect(paneOf(window)).toContainText('Bob');
  await expect(paneOf(page)).toHaveCount(0);
  // Opened here again, it ends there, and its window goes.
  const gone = window.waitForEvent('close');
  await openChat(alice, 'Bob');
  await start(page);
  await expect(pollOf(page).getByRole('heading', { name: QUESTION })).toBeVisible();
  await gone;
});
