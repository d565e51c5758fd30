import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { hostContract } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { createDragFolder } from '../../../../../src/main/services/dragOut/dragFolder.ts';
import { blobOf } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';

const account = idOf<AccountId>('account');

async function setup(chunks = 3) {
  const directory = temporaryDirectory();
  const blobs = createBlobs({ directory: join(directory, 'blobs') });
  const blob = blobOf(chunks);
  const shelf = await blobs.open(account);
  if (!shelf.ok) throw new Error('no shelf');
  const begun = await shelf.value.begin(blob.id, blob.outline);
  if (!begun.ok) throw new Error('not begun');
  const write = async (count: number) => {
    for (let index = 0; index < count; index += 1)
      await begun.value.write(index, blob.chunks[index] ?? new Uint8Array());
  };
  const drag = () => createDragFolder({ directory: join(directory, 'drag'), blobs });
  return { directory, blob, write, drag, copies: () => readdirSync(join(directory, 'drag')) };
}

const accepts = (name: string) => v.is(hostContract['drag.start'].input, { account, id: blobOf(1).id, name });

describe('files that are dragged out', () => {
  it('DRG-1 are copies of what is whole here, which only this user may read', async () => {
    const { blob, write, drag } = await setup();
    const folder = drag();
    await write(2);
    expect(await folder.copy({ account, id: blob.id, name: 'a.bin' })).toMatchObject({
      error: { code: 'blob-absent' },
    });
    expect(await folder.copy({ account, id: blobOf(1, 9).id, name: 'a.bin' })).toMatchObject({
      error: { code: 'blob-absent' },
    });
    await write(3);
    const copied = await folder.copy({ account, id: blob.id, name: 'Übersicht (2).pdf' });
    if (!copied.ok) throw new Error(copied.error.code);
    expect(basename(copied.value)).toBe('Übersicht (2).pdf');
    expect(readFileSync(copied.value).equals(blob.bytes)).toBe(true);
    expect(statSync(copied.value).mode & 0o077).toBe(0);
    expect(statSync(dirname(copied.value)).mode & 0o077).toBe(0);
    // What becomes of the copy is nothing to the blob.
    writeFileSync(copied.value, 'other');
    const again = await folder.copy({ account, id: blob.id, name: 'again.pdf' });
    expect(again.ok && readFileSync(again.value).equals(blob.bytes)).toBe(true);
  });

  it('DRG-2 bear bare names and nothing else', () => {
    for (const name of ['photo.jpg', 'a b (2).tar.gz', 'صورة.png', '文件.txt'])
      expect([name, accepts(name)]).toEqual([name, true]);
    for (const name of [
      '',
      '.',
      '..',
      '../a',
      'a/b',
      'a\\b',
      '.hidden',
      'a ',
      'a.',
      'c:a',
      'a\u0000b',
      'a\u202egpj.exe',
      'a\nb',
      'x'.repeat(256),
    ])
      expect([name, accepts(name)]).toEqual([name, false]);
  });

  it('DRG-3 stay for a while, the newest eight of them, and go with the next start', async () => {
    const { blob, write, drag, copies } = await setup(1);
    await write(1);
    const folder = drag();
    const paths: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      const copied = await folder.copy({ account, id: blob.id, name: `${index}.bin` });
      if (copied.ok) paths.push(basename(dirname(copied.value)));
    }
    expect(copies().toSorted()).toEqual(paths.slice(-8).toSorted());
    await drag().copy({ account, id: blob.id, name: 'next.bin' });
    expect(copies()).toHaveLength(1);
  });
});
