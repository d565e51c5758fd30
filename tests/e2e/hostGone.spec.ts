import { expect, test } from './support/people.ts';

test('rooms that nobody opened yet open without the host', async ({ people }) => {
  const alice = await people.start('Alice');
  const { page } = alice;
  alice.expectComplaint(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|Failed to load resource/);
  // A browser notes 250 of what a page fetched, unless it is asked for more.
  await page.evaluate(() => performance.setResourceTimingBufferSize(2000));
  // The code of all rooms is fetched some seconds after the start, one after another, that of groups last.
  await expect
    .poll(() =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => /\/groups-[^/]*\.js$/.test(new URL(name).pathname)),
      ),
    )
    .toBe(true);
  await alice.killHost();
  for (const [room, heading] of [
    ['Contacts', 'Contacts'],
    ['Programs', 'Mini programs'],
    ['Settings', 'Settings'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: room }).click();
    await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
  }
  await expect(page.getByText('stopped')).toHaveCount(0);
});
