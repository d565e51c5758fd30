/** Processes killed in the midst of writing. Quick by default; `npm run soak -- --only durability` does it often. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contentsOf } from './contents.ts';
import { figure } from '../../../scripts/soak/support/soak.ts';
import { Writer, buildWriterPage } from './writer.ts';

const isLong = process.env['BANYAN_FAULTS'] === 'long';
const KILLS = isLong ? 12 : 1;
const HOST_KILLS = isLong ? 8 : 1;
const SYNC_KILLS = isLong ? 10 : 1;
/** How much waits for the one who comes back. */
const BACKLOG = isLong ? 1500 : 300;
/** More than is written before the kill comes. */
const ENDLESS = 1_000_000;

let folder: string;
let page: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-kills-'));
  page = await buildWriterPage(join(folder, 'page'));
});

test.afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

test('Chromium killed in the midst of writing keeps everything it acknowledged, once', async () => {
  test.setTimeout(KILLS * 60_000 + 60_000);
  const writer = new Writer(join(folder, 'browser'), page);
  await writer.begin();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = writer.acknowledged.length;
    // It never ends by itself: the page goes away.
    writer.write(ENDLESS).catch(() => undefined);
    await expect.poll(() => writer.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 100);
    await writer.person.page.waitForTimeout(isLong ? 8000 + Math.random() * 1000 : 300);
    await writer.killBrowser();
    await writer.reopen();
  }
  await writer.person.leave();
  figure({ name: 'Chromium killed while writing', value: KILLS });
  figure({ name: '… events acknowledged, none lost, none doubled', value: writer.acknowledged.length });
  figure({ name: '… starts that said they had rebuilt the database', value: writer.rebuilt });
});

test('Chromium killed in the midst of taking what it missed ends up with the same log, byte for byte', async () => {
  test.setTimeout(SYNC_KILLS * 90_000 + 120_000);
  const [writer, reader] = [new Writer(join(folder, 'writing'), page), new Writer(join(folder, 'reading'), page)];
  await writer.arrive();
  await reader.arrive();
  await writer.meet(reader);
  for (let kill = 0; kill < SYNC_KILLS; kill += 1) {
    const before = writer.acknowledged.length;
    await reader.person.close();
    expect(await writer.write(BACKLOG)).toBe(0);
    await reader.resume();
    await reader.ask('untilHeld', before + Math.floor(BACKLOG * (0.1 + 0.7 * Math.random())));
    await reader.killBrowser();
    await reader.resume();
    await reader.expectWhole(writer.acknowledged);
  }
  await expect.poll(() => contentsOf(reader.person.page)).toEqual(await contentsOf(writer.person.page));
  for (const person of [writer, reader]) await person.end();
  figure({ name: 'Chromium killed while it takes what it missed', value: SYNC_KILLS });
  figure({
    name: '… events, none lost, none doubled, both logs equal byte for byte',
    value: writer.acknowledged.length,
  });
});

test('a host killed while it appends to the journal loses nothing: not even when the database is gone afterwards', async () => {
  test.setTimeout(HOST_KILLS * 90_000 + 60_000);
  const writer = new Writer(join(folder, 'host'), page);
  await writer.begin();
  for (let kill = 0; kill < HOST_KILLS; kill += 1) {
    const before = writer.acknowledged.length;
    writer.write(ENDLESS).catch(() => undefined);
    await expect.poll(() => writer.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 100);
    await writer.person.page.waitForTimeout(isLong ? 1500 + Math.random() * 1000 : 200);
    await writer.person.killHost();
    await writer.person.page.waitForTimeout(200);
    await writer.killBrowser();
    await writer.person.startHost();
    await writer.reopen();
    // What the journal had missed is there now: it alone brings everything back.
    await writer.loseDatabase();
    await writer.reopen();
  }
  expect(writer.rebuilt).toBeGreaterThanOrEqual(HOST_KILLS);
  await writer.person.leave();
  figure({ name: 'host killed while appending, then the database lost', value: HOST_KILLS });
  figure({ name: '… events acknowledged, none lost, none doubled', value: writer.acknowledged.length });
});
