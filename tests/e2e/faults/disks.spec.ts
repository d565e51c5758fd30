/** Power cuts, full disks and damaged files. Quick by default; `npm run soak -- --only durability` does it often. */
import { cp, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { figure } from '../../../scripts/soak/support/soak.ts';
import { LoopDisk } from './loopDisk.ts';
import { Writer, buildWriterPage, databaseFolder } from './writer.ts';

const isLong = process.env['BANYAN_FAULTS'] === 'long';
const POWER_CUTS = isLong ? 10 : 1;
const FULL_DISKS = isLong ? 10 : 1;
const MEGABYTES = 512;
/** Room that is left when the disk is called full, KB: what is being written takes it. */
const LEFT = 256;
const ENDLESS = 1_000_000;
const FLIPPED = 16;

let folder: string;
let page: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-disks-'));
  page = await buildWriterPage(join(folder, 'page'));
});

test.afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Runs with a writer whose host and browser keep everything on a disk of their own. */
async function onDisk(name: string, work: (writer: Writer, disk: LoopDisk) => Promise<void>): Promise<void> {
  const disk = LoopDisk.make(await mkdtemp(join(folder, name)), MEGABYTES);
  test.skip('reason' in disk, 'reason' in disk ? disk.reason : '');
  if ('reason' in disk) return;
  const writer = new Writer(join(disk.mount, 'writer'), page);
  try {
    await writer.begin();
    await work(writer, disk);
  } finally {
    await writer.end();
    disk.remove();
  }
}

/** Writes on until some more was acknowledged. */
async function writeOn(writer: Writer, more: number): Promise<void> {
  const before = writer.acknowledged.length;
  await expect.poll(() => writer.acknowledged.length, { timeout: 90_000 }).toBeGreaterThan(before + more);
}

test('a power cut loses nothing that was acknowledged', async () => {
  test.setTimeout(POWER_CUTS * 180_000 + 60_000);
  await onDisk('power', async (writer, disk) => {
    for (let cut = 0; cut < POWER_CUTS; cut += 1) {
      writer.write(ENDLESS).catch(() => undefined);
      await writeOn(writer, isLong ? 5000 : 100);
      disk.cutPower();
      // What was acknowledged up to here is all that counts: after it nothing can be.
      await writer.killBrowser();
      await writer.person.killHost();
      disk.plugIn();
      await writer.person.startHost();
      await writer.reopen();
    }
    figure({ name: 'power cuts while writing', value: POWER_CUTS });
    figure({ name: '… events acknowledged, none lost, none doubled', value: writer.acknowledged.length });
    figure({ name: '… starts that said they had rebuilt the database', value: writer.rebuilt });
  });
});

test('a full disk loses nothing that was acknowledged, and writing goes on once there is room', async () => {
  test.setTimeout(FULL_DISKS * 180_000 + 60_000);
  await onDisk('full', async (writer, disk) => {
    for (let time = 0; time < FULL_DISKS; time += 1) {
      writer.write(ENDLESS).catch(() => undefined);
      await writeOn(writer, isLong ? 3000 : 100);
      disk.fill(LEFT);
      await writer.person.page.waitForTimeout(isLong ? 4000 : 2000);
      // Every other time the computer is switched off while the disk is full.
      const isRestarted = time % 2 === 1;
      if (isRestarted) {
        await writer.killBrowser();
        await writer.person.killHost();
      }
      disk.free();
      if (isRestarted) await writer.person.startHost();
      else {
        await writeOn(writer, 100).catch(async (error: unknown) => {
          throw new Error(`no more is written: ${await writer.ask('lastRefusal')}`, { cause: error });
        });
        await writer.killBrowser();
      }
      await writer.reopen();
    }
    figure({ name: 'disks filled while writing, and freed', value: FULL_DISKS });
    figure({ name: '… events acknowledged, none lost, none doubled', value: writer.acknowledged.length });
    figure({ name: '… starts that said they had rebuilt the database', value: writer.rebuilt });
  });
});

/** Every file in which something is kept: the journal's segments, and all of IndexedDB. */
async function storeFiles(roots: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const root of roots) {
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && entry.name !== 'LOCK' && (await stat(path)).size > 0) found.push(path);
    }
  }
  return found.toSorted();
}

/** Turns every bit of some bytes in a file's midst. */
async function damage(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  const start = Math.max(0, Math.floor(size * at) - FLIPPED);
  const bytes = Buffer.alloc(Math.min(FLIPPED, size));
  await file.read(bytes, 0, bytes.length, start);
  await file.write(
    bytes.map((byte) => byte ^ 0xff),
    0,
    bytes.length,
    start,
  );
  await file.close();
}

test('sixteen flipped bytes in any one store file lose nothing that was acknowledged', async () => {
  test.setTimeout(isLong ? 1_800_000 : 120_000);
  const writer = new Writer(join(folder, 'flipped'), page);
  await writer.begin();
  expect(await writer.write(isLong ? 1500 : 100)).toBe(0);
  await writer.end();
  const good = join(folder, 'good');
  await cp(join(folder, 'flipped'), good, { recursive: true });
  const files = await storeFiles([join(writer.person.data, 'journal'), databaseFolder(writer.person.profile)]);
  // Quick: one of the journal and one of the database.
  const chosen = isLong ? files.flatMap((path) => [0.1, 0.5, 0.95].map((at) => ({ path, at }))) : pickTwo(files);
  for (const { path, at } of chosen) {
    await damage(path, at);
    await writer.person.startHost();
    await writer.reopen();
    await writer.end();
    await rm(join(folder, 'flipped'), { recursive: true, force: true });
    await cp(good, join(folder, 'flipped'), { recursive: true });
  }
  figure({ name: 'store files damaged, one place at a time', value: files.length, note: `${chosen.length} places` });
  figure({ name: '… events to lose in each, none lost', value: writer.acknowledged.length });
  figure({ name: '… starts that said they had rebuilt the database', value: writer.rebuilt });
});

function pickTwo(files: readonly string[]): readonly { readonly path: string; readonly at: number }[] {
  const isLog = (path: string) => path.endsWith('.log');
  const isJournal = (path: string) => path.includes('/journal/');
  return [files.find(isJournal), files.find(isLog)].flatMap((path) => (path === undefined ? [] : [{ path, at: 0.5 }]));
}
