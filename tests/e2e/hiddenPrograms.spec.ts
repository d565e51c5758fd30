/** What becomes of a mini program that nobody sees: it costs nothing, and is as it was when it is seen again. */
import { browserTimes } from '../../bench/support/processTimes.ts';
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, naming, openChat } from './support/acts.ts';
import type { Person } from './support/person.ts';
import { programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** How long a hidden program is watched, ms. */
const WATCHED = 3000;

/** Works without a pause, with messages that no browser slows down, and knows for how long it last stood still; long, and with places in it. */
function tirelessProgram(name: string): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><title>${name}</title><script src="webxdc.js"></script>
<input aria-label="Note"><output></output><a href="#second">Second</a><div style="height: 4000px"></div><p id="second">End</p><script>
const output = document.querySelector('output');
let last = performance.now(), longest = 0;
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  while (performance.now() < now + 4);
  last = performance.now();
  output.textContent = 'still for ' + Math.floor(longest);
  setTimeout(() => port2.postMessage(0), 0);
};
port2.postMessage(0);
const spin = new MessageChannel();
spin.port1.onmessage = () => spin.port2.postMessage(0);
spin.port2.postMessage(0);
</script>`,
      'manifest.toml': `name = "${name}"\n`,
    }),
  );
}

async function withProgram(people: { start(name: string): Promise<Person> }, names: readonly string[]) {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  for (const name of names) await sendAsProgram(alice, tirelessProgram(name));
  return alice;
}

const hide = (page: Page) => programPane(page).getByRole('button', { name: 'Hide' }).click();

/** Seconds of processor that the pages of a browser take in a while. */
async function pagesWork(person: Person): Promise<number> {
  const before = (await browserTimes(person.profile)).get('renderer') ?? 0;
  await person.page.waitForTimeout(WATCHED);
  return ((await browserTimes(person.profile)).get('renderer') ?? 0) - before;
}

test('MPH-30 a hidden program stands still, takes no processor, and goes on where it was', async ({ people }) => {
  const alice = await withProgram(people, ['Tireless']);
  const { page } = alice;
  await startProgram(page, 'Tireless');
  // A page that draws no ground of its own stands on one once it is there.
  await expect(page.locator('iframe[title="Tireless"]')).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  const program = programFrame(page, 'Tireless');
  await program.getByRole('textbox', { name: 'Note' }).fill('not sent yet');
  const shown = await pagesWork(alice);
  await hide(page);
  await expect(page.locator('iframe[title="Tireless"]')).toBeHidden();
  // What is told to the page takes a moment to get there.
  await expect.poll(async () => (await pagesWork(alice)) / shown, { timeout: 60_000 }).toBeLessThan(0.1);
  await alice.go('programs');
  await page.getByRole('region', { name: 'Running' }).getByRole('button', { name: 'Tireless' }).first().click();
  await expect(program.getByRole('textbox', { name: 'Note' })).toHaveValue('not sent yet');
  await expect
    .poll(async () => Number((await program.getByRole('status').textContent())?.slice(10)))
    .toBeGreaterThan(WATCHED - 500);
  // One that stands still keeps nothing from ending: neither itself nor the app's page.
  await hide(page);
  await expect(page.locator('iframe[title="Tireless"]')).toBeHidden();
  await page.getByRole('button', { name: naming('End {name}', 'Tireless') }).click();
  await expect(page.locator('iframe')).toHaveCount(0);
  await page.getByRole('region', { name: 'Opened lately' }).getByRole('button', { name: 'Tireless' }).first().click();
  await expect(program.getByRole('textbox', { name: 'Note' })).toHaveValue('');
  await hide(page);
  await page.reload();
  await expect(page.getByRole('navigation').first()).toBeVisible();
});

test('DSK-2 beyond three hidden programs the one unseen longest sleeps, and comes back at its place', async ({
  people,
}) => {
  const names = ['One', 'Two', 'Three', 'Four', 'Five'];
  const alice = await withProgram(people, names);
  const { page } = alice;
  const frames = page.locator('iframe');
  const running = page.getByRole('region', { name: 'Running' });
  await startProgram(page, 'One');
  const one = programFrame(page, 'One');
  await one.getByRole('link', { name: 'Second' }).click();
  await expect(one.getByText('End')).toBeInViewport();
  for (const name of names.slice(1)) await startProgram(page, name);
  await expect(frames).toHaveCount(4);
  await expect(page.locator('iframe[title="One"]')).toHaveCount(0);
  await alice.go('programs');
  await expect(running.getByText('Asleep')).toHaveCount(1);
  await running.getByRole('button', { name: 'One' }).first().click();
  await expect(one.getByText('End')).toBeInViewport();
  await expect(one.getByText('still for')).not.toBeInViewport();
  await expect(page.locator('iframe[title="Two"]')).toHaveCount(0);
  await expect(frames).toHaveCount(4);
});
