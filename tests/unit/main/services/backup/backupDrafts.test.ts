import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createBackupFolder } from '../../../../../src/main/services/backup/backupFolder.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { valueOf } from './backupScene.ts';

function started() {
  const directory = temporaryDirectory();
  const { drafts } = createBackupFolder(directory);
  onTestFinished(() => drafts.close());
  const begin = async () => valueOf(await drafts.begin(10)).draft;
  return { drafts, begin, files: () => readdir(join(directory, 'incoming')) };
}

it('BAK-11 whoever left without a word keeps nobody from handing over a file, however often', async () => {
  const { drafts, begin, files } = started();
  const begun: string[] = [];
  for (let count = 0; count < 5; count += 1) begun.push(await begin());
  expect(begun.map((draft) => drafts.path(draft) !== null)).toEqual([false, false, false, true, true]);
  expect(await files()).toHaveLength(2);
});

it('BAK-11 the one that is still handed over stays, and the other gives way', async () => {
  const { drafts, begin } = started();
  const busy = await begin();
  const left = await begin();
  valueOf(await drafts.append(busy, { at: 0, bytes: new Uint8Array(4) }));
  await begin();
  valueOf(await drafts.append(busy, { at: 4, bytes: new Uint8Array(6) }));
  const late = await drafts.append(left, { at: 0, bytes: new Uint8Array(1) });
  expect(late.ok ? null : late.error.code).toBe('backup-absent');
});
