/** The programs that come with the app, on a profile made just now: each is put into a chat from the room and opened, in every look. */
import { createGroup } from './support/groupActs.ts';
import { programFrame, shareProgram } from './support/programActs.ts';
import { speak } from './support/screens.ts';
import { type Language, text } from './support/texts.ts';
import { type Page, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

const SHELF = [
  '2048',
  'Canteen',
  'Checklist',
  'Chess',
  'Poll',
  'Rides',
  'Shop',
  'Split the bill',
  'Stamp card',
  'Whiteboard',
] as const;

/** Puts all that is on the shelf into one chat. */
async function shareAll(person: Person): Promise<void> {
  // The canary is kept from the network, as it should be, and the browser says so. Whatever else a program complains of fails the test.
  person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await createGroup(person, { name: 'Everything', description: '', members: [] });
  await person.go('programs');
  const shelf = person.page.getByRole('region', { name: 'Ready to share' });
  await expect(shelf.getByRole('listitem')).toHaveCount(SHELF.length);
  for (const name of SHELF) await shareProgram(person, name, 'Everything');
  // What was shared can be again: it stands where it stood.
  await expect(shelf.getByRole('listitem')).toHaveCount(SHELF.length);
}

/** Opens a program from the room, and waits until it shows something that fits its place. */
async function open(person: Person, name: string, language: Language): Promise<void> {
  const { page } = person;
  await person.go('programs');
  const used = ['programs.recent', 'programs.fresh'].map((key) =>
    page.getByRole('region', { name: text(language, key), exact: true }).getByRole('button', { name }),
  );
  const [recent, fresh] = used;
  if (recent === undefined || fresh === undefined) throw new Error('no sections');
  await recent.or(fresh).first().click();
  const body = programFrame(page, name).locator('body');
  await expect(body.getByRole('heading').or(body.getByRole('button')).first()).toBeVisible();
  expect
    .soft(await body.evaluate('document.documentElement.scrollWidth - innerWidth'), `${name} is as wide as its place`)
    .toBeLessThanOrEqual(0);
}

async function close(page: Page, language: Language): Promise<void> {
  const pane = page.locator('[data-pane="program"]');
  await pane.getByRole('button', { name: text(language, 'programs.close') }).click();
  await expect(pane).toHaveCount(0);
}

/** A picture for who looks at them, where asked for. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PROGRAM_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/shelf-${name}.png` });
}

const background = (page: Page, name: string) =>
  programFrame(page, name)
    .locator('html')
    .evaluate(
      `(getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor)`,
    );

test('PRG-1 every program of the shelf opens from the room, by day and by night', async ({ people }) => {
  const alice = await people.start('Alice');
  const { page } = alice;
  await shareAll(alice);
  for (const name of SHELF) {
    await page.emulateMedia({ colorScheme: 'light' });
    await open(alice, name, 'en');
    await picture(page, `${name}-light`);
    const light = await background(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(page, name), `${name} is dark by night`).not.toBe(light);
    await picture(page, `${name}-dark`);
    await close(page, 'en');
  }
});

test('PRG-1 MPH-46 every program of the shelf speaks Arabic from right to left once that is chosen for the app', async ({
  people,
}) => {
  // The system speaks English: a program hears of the choice by the host alone.
  const alice = await people.start('ليلى');
  const { page } = alice;
  await shareAll(alice);
  await speak(alice, 'ar');
  for (const name of SHELF) {
    await open(alice, name, 'ar');
    const html = programFrame(page, name).locator('html');
    await expect.soft(html, name).toHaveAttribute('dir', 'rtl');
    await expect.soft(html, name).toHaveAttribute('lang', 'ar');
    expect
      .soft(await html.evaluate('document.body.innerText'), `${name} has Arabic words`)
      .toMatch(/[\u0600-\u06ff]{3}/);
    await picture(page, `${name}-ar`);
    await close(page, 'ar');
  }
});
