/** Files dragged out of a window. Rules: WIN-19 in src/main/windows/SPEC.md, DRG. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import { blobOf } from '../../../support/shared/blobFixtures.ts';

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(() => folders.remove());

const account = 'A'.repeat(43);

test('WIN-19 a file that is here is dragged in the window whose page asks, as a copy with an icon', async () => {
  const { invoke, window, electron } = await startDesktop(folders);
  const call = (method: string, input: unknown) => invoke('banyan.call', [method, input]);
  const blob = blobOf(2);
  const start = (name: string) => call('drag.start', { account, id: blob.id, name });
  expect(await start('photo.jpg')).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
  await call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries()) await call('blob.write', { account, id: blob.id, index, bytes });
  expect(await start('../photo.jpg')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  expect(window.webContents.dragged).toEqual([]);
  expect(await start('photo.jpg')).toEqual({ ok: true, value: {} });
  const [item] = window.webContents.dragged;
  if (item === undefined) throw new Error('nothing was dragged');
  expect(basename(item.file)).toBe('photo.jpg');
  expect(item.file.startsWith(electron.fake.userData)).toBe(true);
  expect((await readFile(item.file)).equals(blob.bytes)).toBe(true);
  expect(typeof item.icon === 'string' ? item.icon !== '' : !item.icon.isEmpty()).toBe(true);
});
