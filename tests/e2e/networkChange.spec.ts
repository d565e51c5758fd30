/**
 * The machine's network changes: every request under way ends, those to the machine itself too. Here each is ended once (or for good,
 * for a while), as the browser ends it then.
 */
import type { Page, Route } from '@playwright/test';
import { makePackage } from '../support/node/zipBuilder.ts';
import { introduce, meet } from './support/acts.ts';
import { closeProgram, programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { expect, test } from './support/people.ts';

const CODE = /\/assets\/[^?]+\.(?:js|css)$/;
/** What the browser says of it in the console. */
const CHANGED = /ERR_NETWORK_CHANGED|ERR_FAILED|Failed to fetch|Unable to preload/;

/** Ends the first request for each address that fits. Answers the addresses. */
async function failOnce(page: Page, pattern: RegExp): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  await page.route(pattern, (route) => {
    const address = route.request().url();
    if (failed.has(address)) return route.fallback();
    failed.add(address);
    return route.abort('failed');
  });
  return failed;
}

test('LOA-1 LOA-2 LOA-4 each piece of code fails once, and every room, dialog and menu is there all the same', async ({
  people,
}) => {
  const alice = await people.arrive('Alice');
  const { page } = alice;
  alice.expectComplaint(CHANGED);
  const failed = await failOnce(page, CODE);
  await page.reload();
  await introduce(alice);
  for (const [room, heading] of [
    ['Contacts', 'Contacts'],
    ['Programs', 'Mini programs'],
    ['Wallet', 'Wallet'],
    ['Settings', 'Settings'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: room }).click();
    await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
  }
  await alice.go('contacts');
  await page.getByRole('button', { name: 'Add someone' }).first().click();
  await expect(
    page.getByRole('dialog', { name: 'Add someone' }).getByRole('button', { name: 'Copy link' }),
  ).toBeVisible();
  expect([...failed].filter((address) => address.endsWith('.js')).length).toBeGreaterThan(20);
  const styles = [...failed].filter((address) => address.endsWith('.css'));
  expect(styles.length).toBeGreaterThan(3);
  // Each style sheet that failed is in force now.
  const missing = `${JSON.stringify(styles)}.filter((href) => [...document.styleSheets].every((sheet) => sheet.href !== href))`;
  await expect.poll(() => page.evaluate<string[]>(missing)).toEqual([]);
});

test('LOA-3 code that stays away is said to, and comes when one tries again', async ({ people }) => {
  const alice = await people.arrive('Alice');
  const { page } = alice;
  alice.expectComplaint(CHANGED);
  const refuse = (route: Route) => route.abort('failed');
  await page.route(/\/assets\/programs-[^/]+\.js$/i, refuse);
  await introduce(alice);
  await page.getByRole('navigation').getByRole('link', { name: 'Programs' }).click();
  const again = page.getByRole('button', { name: 'Try again' }).first();
  await expect(again).toBeVisible();
  await page.unroute(/\/assets\/programs-[^/]+\.js$/i, refuse);
  await again.click();
  await expect(page.getByRole('heading', { name: 'Mini programs', exact: true })).toBeVisible();
});

/** Says that it is here once all of it came and it heard from the host. */
const PROGRAM = Buffer.from(
  makePackage({
    'index.html': `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="style.css"><script src="webxdc.js"></script>
<p id="said"></p><script type="module" src="app.js"></script>`,
    'style.css': 'p { color: green }',
    'app.js': `import { say } from './part.js'; webxdc.setUpdateListener(() => {}).then(() => say('here'));`,
    'part.js': `export const say = (text) => { if (getComputedStyle(document.querySelector('p')).color === 'rgb(0, 128, 0)') document.getElementById('said').textContent = text; };`,
    'manifest.toml': 'name = "Whole"',
  }),
);
const FILES = ['/', '/webxdc.js', '/style.css', '/app.js', '/part.js'] as const;
const within = (path: string) => (url: URL) =>
  url.hostname.endsWith('.localhost') && url.pathname === path && url.search === '';

test('MPH-44 whatever of a program fails once, it is there all the same; what goes on failing is told, and started again it is whole', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const one of [alice, bob]) one.expectComplaint(CHANGED);
  // What a program says whose host's script did not come.
  alice.expectComplaint(/webxdc is not defined/);
  await meet(alice, bob);
  await sendAsProgram(alice, PROGRAM);
  const { page } = alice;
  const said = programFrame(page, 'Whole').locator('#said');
  // Before the first program the browser itself is tried out, by pages of their own.
  await startProgram(page, 'Whole');
  await expect(said).toHaveText('here');
  await closeProgram(page);
  for (const path of FILES) {
    const matches = within(path);
    let failures = 0;
    await page.route(matches, (route) => {
      failures += 1;
      return failures === 1 ? route.abort('failed') : route.fallback();
    });
    await startProgram(page, 'Whole');
    await expect(said, path).toHaveText('here');
    expect([path, failures]).toEqual([path, 2]);
    await expect(programPane(page).getByText('did not load')).toHaveCount(0);
    await page.unroute(matches);
    await closeProgram(page);
  }
  const matches = within('/app.js');
  await page.route(matches, (route) => route.abort('failed'));
  await startProgram(page, 'Whole');
  await expect(programPane(page).getByText('Part of Whole did not load.')).toBeVisible();
  await page.unroute(matches);
  await programPane(page).getByRole('button', { name: 'Start again' }).click();
  await expect(said).toHaveText('here');
  await expect(programPane(page).getByText('did not load')).toHaveCount(0);
});
