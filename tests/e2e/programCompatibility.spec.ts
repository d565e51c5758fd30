/** Webxdc apps of others, and apps made with the libraries and the packer they are made with, run as they are. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type FrameLocator, type Page, chromium, expect, test } from '@playwright/test';
import type { AccountId } from '../../src/shared/ids.ts';
import { testBrowserArguments, browserPath } from '../support/node/browserPath.ts';
import { connectTo } from '../support/node/browserHostUnderTest.ts';
import { makeBlob } from '../support/shared/blobFixtures.ts';
import type { ProgramPerson as Name, ProgramsPage } from '../support/shared/programsPage.ts';
import { appFolder, buildApp, buildProgramsPage, packFolder, publishedExample } from './support/existingApps.ts';
import { type RunningHost, startHost } from './support/host.ts';

const account = 'A'.repeat(43) as AccountId;

let directory: string;
let host: RunningHost;
let hostCall: Awaited<ReturnType<typeof connectTo>>;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'banyan-existing-'));
  const renderer = await buildProgramsPage(join(directory, 'page'));
  host = await startHost({ dataDir: join(directory, 'data'), renderer, isFirst: true });
  hostCall = await connectTo({ url: host.address, origin: host.origin }, { sockets: false });
  context = await chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath: await browserPath(),
    args: [...testBrowserArguments],
    viewport: { width: 1000, height: 640 },
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    // The canary is kept from the network, as it should be, and the browser says so.
    if (message.text().includes('ERR_NETWORK_ACCESS_REVOKED')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(host.address);
});
test.afterAll(async () => {
  await context.close();
  hostCall.close();
  await host.end('SIGTERM');
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});
test.beforeEach(() => {
  complaints = [];
});
test.afterEach(() => {
  expect(complaints, 'errors of programs and their page').toEqual([]);
});

/** Calls a member of the page's `programs`. */
async function ask<K extends keyof ProgramsPage>(
  name: K,
  ...values: Parameters<ProgramsPage[K]>
): Promise<Awaited<ReturnType<ProgramsPage[K]>>> {
  const answer = await page.evaluate(
    async ([member, given]) => {
      const { programs } = globalThis as unknown as { programs: Record<string, (...values: unknown[]) => unknown> };
      return await programs[member]?.(...given);
    },
    [name as string, values as unknown[]] as const,
  );
  // What the member answers, over the browser's serialisation.
  return answer as Awaited<ReturnType<ProgramsPage[K]>>;
}

/** Keeps a package as the app does, and opens a new chat with one card of it. */
async function begin(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const blob = makeBlob(bytes);
  const { id } = blob;
  await hostCall.call('blob.begin', { account, id, ...blob.outline });
  for (const [index, chunk] of blob.chunks.entries())
    await hostCall.call('blob.write', { account, id, index, bytes: chunk });
  const inspected = await hostCall.call('mini.inspect', { account, package: id });
  expect(inspected).toMatchObject({ ok: true });
  await ask('begin', { account, package: id });
}

const frameOf = (name: Name): FrameLocator => page.frameLocator(`iframe[title="${name}"]`);

async function open(name: Name, href: string | null = null): Promise<FrameLocator> {
  await ask('open', name, href);
  return frameOf(name);
}

const build = (app: string, options: { readonly isDebug?: boolean; readonly isLegacy?: boolean } = {}) =>
  buildApp(appFolder(app), {
    outDir: join(directory, `${app}${JSON.stringify(options).replaceAll(/\W/g, '')}`),
    ...options,
  });

const greetings = async (name: Name) => (await ask('said', name)).map(({ info }) => info);

test('MPH-2 the example published with @webxdc/vite-plugins runs as it lies in the package', async () => {
  await begin(await packFolder(publishedExample));
  const ann = await open('Ann');
  await expect(ann.getByRole('heading', { name: 'Hello World' })).toBeVisible();
  await expect.poll(() => greetings('Ann')).toEqual(['hello from Ann']);
  await open('Ben');
  await expect.poll(() => greetings('Ann')).toEqual(['hello from Ann', 'hello from Ben']);
  await ask('reload', 'Ann');
  await expect.poll(() => greetings('Ben')).toEqual(['hello from Ann', 'hello from Ben', 'hello from Ann']);
});

test('SRV-5 the same example runs as its own packer makes it, for old browsers and with a console in it', async () => {
  const outDir = join(directory, 'example');
  await begin(await buildApp(publishedExample, { outDir, isDebug: true, isLegacy: true }));
  const ann = await open('Ann');
  await expect(ann.getByRole('heading', { name: 'Hello World' })).toBeVisible();
  await expect.poll(() => greetings('Ann')).toEqual(['hello from Ann']);
  await expect(ann.locator('.eruda-entry-btn')).toBeAttached();
});

test('MPH-4 an app without a build step talks, replays, moves between its pages and loads itself anew', async () => {
  await begin(await packFolder(appFolder('talk')));
  const [ann, ben] = [await open('Ann'), await open('Ben')];
  await expect(ann.getByText('ready')).toBeVisible();
  await ann.getByLabel('Text').fill('tea & <b>cake</b>');
  await ann.getByRole('button', { name: 'Say' }).click();
  await expect(ben.getByRole('listitem')).toHaveText(['Ann: tea & <b>cake</b>']);
  await ben.getByLabel('Text').fill('coffee');
  await ben.getByLabel('Text').press('Enter');
  const both = ['Ann: tea & <b>cake</b>', 'Ben: coffee'];
  await expect(ann.getByRole('listitem')).toHaveText(both);
  await expect(ann.locator('.own')).toHaveText(['Ann: tea & <b>cake</b>']);
  expect(await ask('said', 'Ben')).toMatchObject([
    { info: 'Ann said tea & <b>cake</b>', document: 'Talk', summary: '1 lines' },
    { info: 'Ben said coffee', href: '/index.html#coffee', summary: '2 lines' },
  ]);

  await ask('reload', 'Ann');
  await expect(ann.getByRole('listitem')).toHaveText(both);
  await ann.getByRole('button', { name: 'Again' }).click();
  await expect(ann.getByText('ready')).toBeVisible();
  await expect(ann.getByRole('listitem')).toHaveText(both);
  await ann.getByRole('link', { name: 'About' }).click();
  await expect(ann.locator('#about')).toHaveText('2 lines, seen by Ann');
  await ann.getByRole('link', { name: 'Back' }).click();
  await expect(ann.getByRole('listitem')).toHaveText(both);

  const cem = await open('Cem', '/index.html#coffee');
  await expect(cem.getByRole('heading')).toHaveText('#coffee');
  await expect(cem.getByRole('listitem')).toHaveText(both);
  await expect(cem.locator('#lines')).toHaveAttribute('data-caught-up', 'true');
});

test('MPH-6 MPH-7 the same app hands files over and takes them', async () => {
  await begin(await packFolder(appFolder('talk')));
  const ann = await open('Ann');
  await ann.getByRole('button', { name: 'Share' }).click();
  expect(await ask('sendOn', 'Ann')).toEqual({ text: 'from talk', file: 'lines.txt' });
  await expect(ann.getByText('shared')).toBeVisible();
  await ann.getByRole('button', { name: 'Import' }).click();
  await ask('giveFile', 'Ann', 'from a file');
  await expect(ann.getByText('notes.txt: from a file')).toBeVisible();
});

test('MPH-18 MPH-40 a link that leads away opens nothing by itself: the person is asked, and the app stays as it is', async () => {
  await begin(await packFolder(appFolder('talk')));
  const ann = await open('Ann');
  await expect(ann.getByText('ready')).toBeVisible();
  await ann.getByLabel('Text').fill('kept');
  const web = 'https://example.org/';
  const ways = [
    ['Tab', web],
    ['Mail', 'mailto:ann@example.org'],
    ['Web', web],
  ] as const;
  for (const [name, address] of ways) {
    await ann.getByRole('link', { name }).click();
    expect(await ask('dismissLink', 'Ann')).toBe(address);
    await expect(ann.getByLabel('Text')).toHaveValue('kept');
  }
  await ann.getByText('Go').click();
  expect(await ask('dismissLink', 'Ann')).toBe(web);
  await expect(ann.getByLabel('Text')).toHaveValue('kept');
  expect(context.pages().map((each) => new URL(each.url()).protocol)).not.toContain('https:');
});

test('MPH-3 SRV-8 a game over @webxdc/highscores keeps its scores with the last serial, and goes on from there', async () => {
  await begin(await build('scores', { isLegacy: true }));
  const [ann, ben] = [await open('Ann'), await open('Ben')];
  await expect(ben.getByText('ready')).toBeVisible();
  await ann.getByRole('button', { name: 'Play' }).click();
  await ann.getByRole('button', { name: 'Play' }).click();
  await expect(ben.locator('.score-row')).toHaveText([/Ann\s*20/]);
  await ask('close', 'Ann');
  await ben.getByRole('button', { name: 'Play' }).click();
  await open('Ann');
  await expect(ann.locator('.score-row')).toHaveText([/1\.\s*Ann\s*20/, /2\.\s*Ben\s*10/]);
  await expect(ann.locator('.you')).toHaveText(/Ann/);
  const cem = await open('Cem');
  await expect(cem.locator('.score-row')).toHaveText([/Ann\s*20/, /Ben\s*10/]);
  expect(await greetings('Cem')).toEqual(['Ann has 10', 'Ann has 20', 'Ben has 10']);
});

test('MPH-9 an app over @webxdc/realtime sees who is here, and throws a megabyte', async () => {
  await begin(await build('presence'));
  const [ann, ben] = [await open('Ann'), await open('Ben')];
  await expect(ann.getByRole('listitem')).toHaveText(['Ben']);
  await expect(ben.getByRole('listitem')).toHaveText(['Ann']);
  await ann.getByRole('button', { name: 'Throw far' }).click();
  await expect(ben.getByText('1000000 bytes from Ann, whole')).toBeVisible();
  await ask('reload', 'Ben');
  await expect(ben.getByRole('listitem')).toHaveText(['Ann']);
  await ask('close', 'Ann');
  await expect(ben.getByRole('listitem')).toHaveCount(0);
});

test('MPH-4 a list over webxdc-yjs-provider converges, also for who comes late', async () => {
  await begin(await build('todo'));
  const [ann, ben] = [await open('Ann'), await open('Ben')];
  await addItem(ann, 'dishes');
  await addItem(ben, 'plants');
  await expect(ann.getByRole('listitem')).toHaveCount(2);
  const items = await ann.getByRole('listitem').allTextContents();
  expect(items.toSorted()).toEqual(['dishes', 'plants']);
  await expect(ben.getByRole('listitem')).toHaveText(items);
  await ben.getByRole('button', { name: 'Remove first' }).click();
  await expect(ann.getByRole('listitem')).toHaveText(items.slice(1));
  await ask('reload', 'Ann');
  await expect(ann.getByRole('listitem')).toHaveText(items.slice(1));
  await expect((await open('Cem')).getByRole('listitem')).toHaveText(items.slice(1));
});

test('MPH-16 what an app says when it goes out of sight is sent when it is closed', async () => {
  await begin(await build('todo'));
  const ann = await open('Ann');
  await addItem(ann, 'the last thing');
  await ask('close', 'Ann');
  await expect((await open('Ben')).getByRole('listitem')).toHaveText(['the last thing']);
});

async function addItem(frame: FrameLocator, item: string): Promise<void> {
  await expect(frame.getByText('ready')).toBeVisible();
  await frame.getByLabel('Item').fill(item);
  await frame.getByRole('button', { name: 'Add' }).click();
}
