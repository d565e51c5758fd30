/** A mini program in a window of its own, in the browser edition. */
import { makePackage } from '../support/node/zipBuilder.ts';
import { composer, meet, naming, openChat } from './support/acts.ts';
import type { Person } from './support/person.ts';
import { programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** Says what it hears on its realtime channel, sends on a press, and asks for text to be copied on another. */
const RINGING = Buffer.from(
  makePackage({
    'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script><script src="banyan.js"></script>
<button>Ring</button><button>Copy</button><output></output><script>
const channel = webxdc.joinRealtimeChannel();
const output = document.querySelector('output');
channel.setListener((bytes) => { output.textContent += ' heard ' + bytes.length; });
const [ring, copy] = document.querySelectorAll('button');
ring.onclick = () => channel.send(new Uint8Array(7));
copy.onclick = () => banyan.clipboard.write('from the window').catch(() => undefined);
</script>`,
    'manifest.toml': 'name = "Bell"\n[banyan]\npermissions = ["clipboard.write"]\n',
  }),
);

async function pressOpenWindow(page: Page): Promise<void> {
  await programPane(page)
    .getByRole('button', { name: naming('More about {name}', 'Bell') })
    .click();
  await page.getByRole('menuitem', { name: 'Open in its own window' }).click();
}

async function twoWithBell(people: { start(name: string): Promise<Person> }) {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await sendAsProgram(alice, RINGING);
  await startProgram(alice.page, 'Bell');
  return { alice, bob };
}

test('PRG-4 PRG-20 in its own window a program rings others and is rung, and asks there', async ({ people }) => {
  const { alice, bob } = await twoWithBell(people);
  const { page } = alice;
  // Without a window there is a word for it, and the program stays where it is.
  await page.evaluate('window.openBefore = window.open; window.open = () => null');
  await pressOpenWindow(page);
  await expect(page.getByText('Your browser opened no window')).toBeVisible();
  await expect(programFrame(page, 'Bell').getByRole('button', { name: 'Ring' })).toBeVisible();
  await page.evaluate('window.open = window.openBefore');
  const opened = page.context().waitForEvent('page');
  await pressOpenWindow(page);
  const window = await opened;
  const here = programFrame(window, 'Bell');
  await expect(here.getByRole('button', { name: 'Ring' })).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'Bell');
  const there = programFrame(bob.page, 'Bell');
  // Both must have heard that the other is there: what is said before goes to nobody.
  await expect(async () => {
    await here.getByRole('button', { name: 'Ring' }).click();
    await expect(there.getByText('heard 7')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(async () => {
    await there.getByRole('button', { name: 'Ring' }).click();
    await expect(here.getByText('heard 7')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await here.getByRole('button', { name: 'Copy' }).click();
  await expect(window.getByRole('dialog')).toContainText('Offer text for the clipboard');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await window.getByRole('dialog').getByRole('button', { name: 'Don’t allow' }).click();
  const gone = window.waitForEvent('close');
  await programPane(window).getByRole('button', { name: 'Close' }).click();
  await gone;
});

/** Sends the program of a window back beside its chat. */
async function pressBeside(window: Page): Promise<void> {
  const more = programPane(window).getByRole('button', { name: naming('More about {name}', 'Bell') });
  // Where the app's tab just went, the window is drawn anew meanwhile.
  await expect(async () => {
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click({ timeout: 2000 });
    await window.getByRole('menuitem', { name: 'Back beside its chat' }).click({ timeout: 2000 });
  }).toPass();
}

test('PRG-21 a program goes back beside its chat, into the app’s window or, where that is closed, into its own', async ({
  people,
}) => {
  const { alice } = await twoWithBell(people);
  const { page } = alice;
  const openOwn = async () => {
    const opened = page.context().waitForEvent('page');
    await pressOpenWindow(page);
    const window = await opened;
    await expect(programFrame(window, 'Bell').getByRole('button', { name: 'Ring' })).toBeVisible();
    return window;
  };
  const first = await openOwn();
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  const gone = first.waitForEvent('close');
  await pressBeside(first);
  await gone;
  await expect(programFrame(page, 'Bell').getByRole('button', { name: 'Ring' })).toBeVisible();
  await expect(composer(page)).toBeVisible();
  const second = await openOwn();
  // Wide enough for both.
  await second.setViewportSize({ width: 1280, height: 800 });
  // The only page that is no window of a program cannot be closed here without the browser.
  await page.goto('about:blank');
  await second.bringToFront();
  await pressBeside(second);
  await expect(composer(second)).toBeVisible();
  await expect(programFrame(second, 'Bell').getByRole('button', { name: 'Ring' })).toBeVisible();
});
