/**
 * The machine's network changes: every request under way ends, those to the machine itself too. Here each is ended once (or for good,
 * for a while), as the browser ends it then.
 */
import type { Page, Route } from '@playwright/test';
import { introduce } from './support/acts.ts';
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
