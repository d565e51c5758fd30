/** Webxdc apps of others between two people: added from a file, put into a chat, used together. Packages: support/existingApps.ts. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator } from '@playwright/test';
import { meet, messages, naming, openChat } from './support/acts.ts';
import { appFolder, buildApp, packFolder, publishedExample } from './support/existingApps.ts';
import { type Page, expect, test } from './support/people.ts';
import { closeProgram } from './support/programActs.ts';
import type { Person } from './support/person.ts';

/** What the canary tried and did not get: the browser says so in the console. */
const SHUT = /ERR_NETWORK_ACCESS_REVOKED/;

let folder: string;
let built: Readonly<Record<'todo' | 'presence', Uint8Array>>;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-existing-'));
  const build = (app: string) => buildApp(appFolder(app), { outDir: join(folder, app) });
  built = { todo: await build('todo'), presence: await build('presence') };
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

interface PackageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Adds a package from a file, and puts it into a chat. */
async function share(person: Person, chat: string, file: PackageFile): Promise<void> {
  const { page } = person;
  const path = join(folder, `${file.name}.xdc`);
  await writeFile(path, file.bytes);
  await person.go('programs');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add from a file' }).first().click();
  await (await chooser).setFiles(path);
  await page.getByRole('button', { name: 'Put into a chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: chat }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await openChat(person, chat);
}

async function start(page: Page, name: string): Promise<FrameLocator> {
  await messages(page)
    .filter({ hasText: name })
    .getByRole('button', { name: naming('Start {name}', name) })
    .last()
    .click();
  return page.frameLocator(`iframe[title="${name}"]`);
}

test('an app without a build step and the published example talk between two people', async ({ people }) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await share(alice, 'Bob', { name: 'talk', bytes: await packFolder(appFolder('talk')) });
  const [here, there] = [await start(alice.page, 'Talk'), await start(bob.page, 'Talk')];
  await here.getByLabel('Text').fill('tea');
  await here.getByRole('button', { name: 'Say' }).click();
  await expect(there.getByRole('listitem')).toHaveText(['Alice: tea']);
  await there.getByLabel('Text').fill('coffee');
  await there.getByRole('button', { name: 'Say' }).click();
  await expect(here.getByRole('listitem')).toHaveText(['Alice: tea', 'Bob: coffee']);
  await expect(here.locator('.own')).toHaveText(['Alice: tea']);
  await closeProgram(bob.page);
  await bob.page.getByRole('button', { name: 'Alice said tea' }).click();
  await expect(there.getByRole('heading')).toHaveText('#tea');
  await expect(there.getByRole('listitem')).toHaveText(['Alice: tea', 'Bob: coffee']);
  await closeProgram(bob.page);

  // It has no manifest: the file is its name.
  await share(bob, 'Alice', { name: 'Hello', bytes: await packFolder(publishedExample) });
  await expect((await start(bob.page, 'Hello')).getByRole('heading')).toHaveText('Hello World');
  await expect(alice.page.getByRole('button', { name: 'hello from Bob' })).toBeVisible();
});

test('a shared list converges and keeps what was typed last, and a realtime app sees who is here', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await share(alice, 'Bob', { name: 'todo', bytes: built.todo });
  const [here, there] = [await start(alice.page, 'Todo'), await start(bob.page, 'Todo')];
  for (const [list, item] of [
    [here, 'dishes'],
    [there, 'plants'],
  ] as const) {
    await expect(list.getByText('ready')).toBeVisible();
    await list.getByLabel('Item').fill(item);
    await list.getByRole('button', { name: 'Add' }).click();
  }
  await expect(here.getByRole('listitem')).toHaveCount(2);
  const items = await here.getByRole('listitem').allTextContents();
  await expect(there.getByRole('listitem')).toHaveText(items);
  await here.getByLabel('Item').fill('the last thing');
  await here.getByRole('button', { name: 'Add' }).click();
  await closeProgram(alice.page);
  await expect(there.getByRole('listitem')).toHaveText([...items, 'the last thing']);
  await closeProgram(bob.page);

  await share(alice, 'Bob', { name: 'presence', bytes: built.presence });
  const [near, far] = [await start(alice.page, 'Presence'), await start(bob.page, 'Presence')];
  await expect(near.getByRole('listitem')).toHaveText(['Bob']);
  await expect(far.getByRole('listitem')).toHaveText(['Alice']);
  // Nothing is sure to arrive on a realtime channel: a packet that the network loses too often is given up.
  const thrown = (name: string, bytes: number) =>
    expect(async () => {
      await near.getByRole('button', { name, exact: true }).click();
      await expect(far.getByText(`${bytes} bytes from Alice, whole`)).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
  await thrown('Throw', 100_000);
  await thrown('Throw far', 1_000_000);
});

test('apps made of nothing but the examples of the specification count, draw and hand files over', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  await meet(alice, bob);
  await share(alice, 'Bob', { name: 'counter', bytes: await packFolder(appFolder('counter')) });
  const [here, there] = [await start(alice.page, 'Counter'), await start(bob.page, 'Counter')];
  await expect(here.locator('#limits')).toHaveText('string true true');
  await here.getByRole('button', { name: 'More' }).click();
  await expect(there.locator('#count')).toHaveText('1');
  await there.getByRole('button', { name: 'More' }).click();
  await there.getByRole('button', { name: 'Nothing' }).click();
  await expect(here.locator('#heard')).toHaveText('3');
  await expect(here.locator('#count')).toHaveText('2');
  const card = messages(alice.page).filter({
    has: alice.page.getByRole('button', { name: naming('Go on with {name}', 'Counter') }),
  });
  await expect(card).toContainText('Sheep');
  await expect(card).toContainText('2 sheep');
  // Opened again by a line, it is where the line leads, and goes on from the serial it knew.
  await closeProgram(alice.page);
  await there.getByRole('button', { name: 'More' }).click();
  await alice.page.getByRole('button', { name: 'Bob counted to 3' }).click();
  await expect(here.locator('#place')).toHaveText('at-3');
  await expect(here.locator('#count')).toHaveText('3');
  await expect(here.locator('#heard')).toHaveText('1');
  await expect(here.locator('body')).toHaveAttribute('data-caught-up', 'true');
  for (const { page } of [alice, bob]) await closeProgram(page);

  await share(alice, 'Bob', { name: 'pens', bytes: await packFolder(appFolder('pens')) });
  const [near, far] = [await start(alice.page, 'Pens'), await start(bob.page, 'Pens')];
  for (const pen of [near, far]) await pen.getByRole('button', { name: 'Join' }).click();
  await near.getByRole('button', { name: 'Join' }).click();
  await expect(near.locator('#state')).toHaveText('was on');
  await expect(async () => {
    await near.getByRole('button', { name: 'Draw' }).click();
    await expect(far.locator('#theirs')).toHaveText(/^[1-9]/, { timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await expect(near.locator('#theirs')).toHaveText('0');
  await near.getByRole('button', { name: 'Leave' }).click();
  await near.getByRole('button', { name: 'Draw' }).click();
  await expect(near.locator('#state')).toHaveText('was off');
  const dialog = alice.page.getByRole('dialog');
  for (const form of ['base64', 'blob']) {
    await near.getByRole('button', { name: `As ${form}` }).click();
    await expect(dialog).toContainText(`${form}.bin`);
    await dialog.getByRole('button', { name: 'Bob' }).click();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(near.locator('#state')).toHaveText('shared');
    const download = bob.page.waitForEvent('download');
    await bob.page.getByRole('button', { name: new RegExp(`^Save .*${form}`) }).click();
    expect([...(await readFile(await (await download).path()))]).toEqual([1, 2, 3, 250]);
    await near.getByRole('button', { name: 'Join' }).click();
    await near.getByRole('button', { name: 'Leave' }).click();
  }
  await near.getByRole('button', { name: 'Import' }).click();
  const chooser = alice.page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose from this computer' }).click();
  await (
    await chooser
  ).setFiles(
    ['tea', 'bread'].map((word) => ({ name: `${word}.txt`, mimeType: 'text/plain', buffer: Buffer.from(word) })),
  );
  await expect(near.locator('#state')).toHaveText('2 files: tea+bread');
});
