import { readFile, readdir } from 'node:fs/promises';
import { meet, messages } from './support/acts.ts';
import { figure } from '../../scripts/soak/support/soak.ts';
import { pictureBombs } from './support/bombs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

const MEGABYTE = 1024 * 1024;

/** Memory of all processes of a person's browser, bytes: what is theirs alone. */
async function memoryOf(person: Person): Promise<number> {
  let sum = 0;
  let pages = 0;
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(person.profile)) continue;
    if (command.includes('--type=renderer')) pages += 1;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    sum += Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  }
  if (pages === 0) throw new Error('the process that decodes is not among those that are measured');
  return sum;
}

test('MED-5 twelve picture bombs are offered as plain files: no crash, and less than 200 MB more', async ({
  people,
}) => {
  test.skip(process.platform !== 'linux', 'memory is read from /proc, which only Linux has');
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const bombs = pictureBombs();
  expect(bombs).toHaveLength(12);
  const before = await memoryOf(alice);
  let peak = before;
  const watch = { isOver: false };
  const watching = (async () => {
    while (!watch.isOver) {
      peak = Math.max(peak, await memoryOf(alice));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  const chooser = alice.page.waitForEvent('filechooser');
  await alice.page.getByRole('button', { name: 'Attach', exact: true }).click();
  await alice.page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (await chooser).setFiles([...bombs]);
  const sheet = alice.page.getByRole('dialog');
  await expect(sheet.getByRole('listitem')).toHaveCount(12);
  await expect(sheet.getByText(/over 40 megapixels/)).toHaveCount(12);
  await expect(sheet.getByRole('switch')).toHaveCount(0);
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(messages(bob.page).getByRole('button', { name: /^Save/ }).last()).toBeVisible({ timeout: 60_000 });
  await expect(messages(alice.page).last()).toBeVisible();
  watch.isOver = true;
  await watching;
  const growth = (peak - before) / MEGABYTE;
  figure({ name: 'media.bombs', value: Math.round(growth), unit: 'MB', goal: '< 200', holds: growth < 200 });
  expect(before).toBeGreaterThan(20 * MEGABYTE);
  expect(growth).toBeLessThan(200);
});
