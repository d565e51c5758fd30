/** A talk that is worth saving, archives that are downloaded, and reading them without the app. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Locator, type Page, expect } from '@playwright/test';
import { readWholeEntry } from '../../../src/main/services/packages/entryContent.ts';
import { readZipIndex } from '../../../src/main/services/packages/zipIndex.ts';
import { message, openChat, say } from './acts.ts';
import type { Person } from './person.ts';
import { drawPicture } from './pictures.ts';

/** Where a picker of the system would ask, the archive comes as a download. */
export const NO_PICKER = 'delete globalThis.showSaveFilePicker;';

/** Two who have met say something with marks, something that looks like HTML, and send a picture: three messages of `one`'s chat with `other`. */
export async function talkWorthSaving(one: Person, other: Person, words: string): Promise<void> {
  await openChat(other, one.name);
  await say(other.page, words);
  await openChat(one, other.name);
  await expect(message(one.page, 'Shall we')).toBeVisible();
  await say(one.page, 'نعم <b>Yes</b>');
  const photo = one.page.waitForEvent('filechooser');
  await one.page.getByRole('button', { name: 'Attach', exact: true }).click();
  await one.page.getByRole('menuitem', { name: 'Attach files' }).click();
  const buffer = await drawPicture(one.page, { width: 640, height: 400 });
  await (await photo).setFiles([{ name: 'hill.png', mimeType: 'image/png', buffer }]);
  await one.page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(one.page.getByRole('article').filter({ has: one.page.getByRole('img', { name: 'Photo' }) })).toHaveCount(
    1,
  );
}

/** Keeps what a press of a button downloads. */
export async function downloadBy(button: Locator, place: string): Promise<void> {
  const download = button.page().waitForEvent('download');
  await button.click();
  await (await download).saveAs(place);
}

/** The files of an archive by their paths. */
export async function filesIn(archive: string): Promise<ReadonlyMap<string, Buffer>> {
  const index = readZipIndex(await readFile(archive));
  if (!index.ok) throw new Error(index.error.code);
  const files = new Map<string, Buffer>();
  for (const entry of index.value) files.set(entry.path, Buffer.from((await readWholeEntry(entry, entry.size)) ?? []));
  return files;
}

/** Writes them to the disk. */
export async function unpackTo(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [path, bytes] of files) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}

/** Opens a page of the disk in a tab of its own. */
export async function readUnpacked(page: Page, file: string): Promise<Page> {
  const reader = await page.context().newPage();
  await reader.goto(pathToFileURL(file).href);
  return reader;
}

/** It shows what {@link talkWorthSaving} said, and runs nothing of it. */
export async function expectTalkIn(reader: Page): Promise<void> {
  await expect(reader.getByText('نعم <b>Yes</b>')).toBeVisible();
  await expect(reader.locator('strong')).toHaveText('walk');
  await expect.poll(() => reader.evaluate('document.querySelector("article img").naturalWidth')).toBeGreaterThan(0);
}

/** Gives a dialog of an import what a person would choose. */
export async function chooseIn(
  dialog: Locator,
  way: 'Choose a file…' | 'Choose a folder…',
  files: string | string[],
): Promise<void> {
  const chooser = dialog.page().waitForEvent('filechooser');
  await dialog.getByRole('button', { name: way }).click();
  await (await chooser).setFiles(files);
}
