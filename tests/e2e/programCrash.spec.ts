/** A program whose process dies, in the app as a person has it: the rest goes on, and it comes back with all it had. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CDPSession, type Page, chromium } from '@playwright/test';
import { composer, meet, say } from './support/acts.ts';
import { ALL_KEPT, keeperPackage } from './support/keeper.ts';
import { programFrame, sendAsProgram, startProgram } from './support/programActs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

const PANE = `document.querySelector('[data-pane=program]')`;
const STOPPED = `/Keeper stopped/.test(${PANE}.textContent)`;

test('CAGE-43 MPH-4 a process that dies leaves the chat as it is, and started again the program has what it had', async ({
  people,
}) => {
  const alice = await people.start('Alice', { arguments: ['--remote-debugging-port=0'] });
  const bob = await people.start('Bob');
  alice.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);
  await sendAsProgram(alice, keeperPackage({ version: '1' }));
  await startProgram(alice.page, 'Keeper');
  const before = programFrame(alice.page, 'Keeper');
  await before.getByRole('button', { name: 'Keep' }).click();
  await before.getByRole('button', { name: 'Tell' }).click();
  await expect(before.locator('#kept')).toHaveText(ALL_KEPT);
  await expect(before.getByRole('listitem')).toHaveText(['Alice']);
  await composer(alice.page).fill('half a sentence');

  const app = await alice.context.newCDPSession(alice.page);
  await crash(alice.page);
  // A browser does not say that the process behind a frame ended: its silence does, and that another page of its origin is there.
  await expect.poll(() => ask(app, STOPPED), { timeout: 40_000 }).toBe(true);
  // What comes meanwhile is there, and so is what was being written.
  await say(bob.page, 'are you there?');
  await expect.poll(() => ask(app, `document.querySelector('[role=feed]').textContent`)).toContain('are you there?');
  expect(await ask(app, `document.querySelector('textarea').value`)).toBe('half a sentence');
  await ask(app, `[...${PANE}.querySelectorAll('button')].find((one) => one.textContent === 'Start again').click()`);
  await expect.poll(() => ask(app, STOPPED)).toBe(false);
  const { page, leave } = await lookAgain(alice);
  await expect(composer(page)).toHaveValue('half a sentence');
  const after = programFrame(page, 'Keeper');
  await expect(after.locator('#kept')).toHaveText(ALL_KEPT);
  await expect(after.getByRole('listitem')).toHaveText(['Alice']);
  await after.getByRole('button', { name: 'Tell' }).click();
  await expect(after.getByRole('listitem')).toHaveText(['Alice', 'Alice']);
  await leave();
});

/** Asks the app's page something over a session of its own: Playwright takes a page for crashed as a whole when a frame of it is. */
async function ask(app: CDPSession, expression: string): Promise<unknown> {
  const { result } = await app.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value;
}

/** Ends the process of the program that is open. */
async function crash(page: Page): Promise<void> {
  // The blank page that is asked whether the process lives has the same origin, and comes and goes.
  const element = await page.locator('iframe[title="Keeper"]').elementHandle();
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('no program is open');
  const session = await page.context().newCDPSession(frame);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
}

/** The same page of the same browser, once no frame in it is a crashed one any more. */
async function lookAgain(person: Person): Promise<{ readonly page: Page; readonly leave: () => Promise<void> }> {
  const [port] = (await readFile(join(person.profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error(`${person.name} has no page open`);
  return { page, leave: () => browser.close() };
}
